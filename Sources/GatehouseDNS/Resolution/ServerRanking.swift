/// In which order lookups ask the servers: as configured, but those last that lately stayed silent, so that one dead
/// server does not hold up every name.
struct ServerRanking: Sendable {
    /// For how long a server that stayed silent comes last.
    static let penalty: Duration = .seconds(30)

    private let servers: [ServerAddress]
    private let rotates: Bool
    private var first = 0
    /// Until when a server comes last.
    private var silentUntil: [ServerAddress: Duration] = [:]

    init(_ configuration: ResolverConfiguration) {
        self.servers = configuration.servers
        self.rotates = configuration.rotatesServers
    }

    /// The servers for a lookup that begins at `now`, the time since any fixed moment.
    mutating func order(at now: Duration) -> [ServerAddress] {
        let turned = self.servers[self.first...] + self.servers[..<self.first]
        if self.rotates, !self.servers.isEmpty { self.first = (self.first + 1) % self.servers.count }
        self.silentUntil = self.silentUntil.filter { $0.value > now }
        let silent = self.silentUntil
        return turned.filter { silent[$0] == nil } + turned.filter { silent[$0] != nil }
    }

    /// A server answered.
    mutating func answered(_ server: ServerAddress) { self.silentUntil[server] = nil }

    /// A server did not answer in time, or could not be reached.
    mutating func stayedSilent(_ server: ServerAddress, at now: Duration) {
        self.silentUntil[server] = now + Self.penalty
    }
}

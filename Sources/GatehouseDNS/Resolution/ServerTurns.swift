/// Which server is asked next: one after the other, and in further rounds those again that stayed silent.
///
/// One that answered, however badly, is not asked the same again.
struct ServerTurns: Sendable {
    private var waiting: ArraySlice<ServerAddress>
    private var silent: [ServerAddress] = []
    private var roundsLeft: Int

    /// Turns of so many rounds, at least one.
    init(_ servers: [ServerAddress], rounds: Int) {
        self.waiting = servers[...]
        self.roundsLeft = max(1, rounds) - 1
    }

    /// The next server; nil when there is none left.
    mutating func next() -> ServerAddress? {
        if self.waiting.isEmpty, self.roundsLeft > 0 {
            self.roundsLeft -= 1
            self.waiting = self.silent[...]
            self.silent = []
        }
        return self.waiting.popFirst()
    }

    /// A server did not answer in time.
    mutating func stayedSilent(_ server: ServerAddress) { self.silent.append(server) }
}

/// What is known of the names that requests say (semantics S1, DYNAMIC_DNS): a cache with bounds, in which an answer is
/// asked for again when it is old and the name is still in use. A pure value; the time is injected, in nanoseconds.
///
/// An old answer is used until there is a newer one, and goes on being used when nobody answers. A name that nobody has
/// asked for in a while is forgotten, and when the table is full the one that was used longest ago, those without hosts
/// first.
public struct RequestedNameTable<Hosts> {
    /// What is to be done for a request.
    public enum Verdict {
        /// These are the hosts. `asks` says that their addresses are to be asked for anew, beside the request.
        case known(Hosts, asks: Bool)
        /// The request waits for the answer. `asks` says that somebody has to be asked for it.
        case waits(asks: Bool)
        /// There are none, as was found out not long ago.
        case failed(RequestedNameFailure)
        /// As many names are being asked for as the table takes.
        case full
    }

    private struct Entry {
        var hosts: Hosts?
        var failure: RequestedNameFailure?
        var isAsking = true
        /// When the answer is old.
        var dueAt: UInt64 = 0
        var usedAt: UInt64
    }

    /// How long a failure is remembered where nothing says.
    public static var unstatedFailure: Duration { .seconds(5) }
    private static var shortestAnswer: Duration { .seconds(5) }
    private static var longestAnswer: Duration { .seconds(3600) }
    private static var shortestFailure: Duration { .seconds(1) }
    private static var longestFailure: Duration { .seconds(60) }
    /// How long a name that is not used is kept: as long as Envoy's `host_ttl`.
    private static var unusedTime: Duration { .seconds(300) }

    private let limit: Int
    private var entries: [[UInt8]: Entry] = [:]

    /// An empty table for at least one name; 1024 is Envoy's `max_hosts`.
    public init(limit: Int = 1024) { self.limit = max(1, limit) }

    /// How many names it holds.
    public var count: Int { self.entries.count }

    /// All hosts that are known, in no order.
    public var hosts: [Hosts] { self.entries.values.compactMap(\.hosts) }

    /// The hosts of a name; nil when none are known.
    public func hosts(of name: [UInt8]) -> Hosts? { self.entries[name]?.hosts }

    /// Looks a name up for a request.
    ///
    /// - Returns: what to do, and the hosts of a name that had to make room.
    public mutating func lookUp(_ name: [UInt8], now: UInt64) -> (verdict: Verdict, removed: Hosts?) {
        guard var entry = self.entries[name] else {
            guard let removed = self.makeRoom() else { return (.full, nil) }
            self.entries[name] = Entry(usedAt: now)
            return (.waits(asks: true), removed)
        }
        defer { self.entries[name] = entry }
        entry.usedAt = now
        let asks = !entry.isAsking && now >= entry.dueAt
        if asks { entry.isAsking = true }
        if let hosts = entry.hosts { return (.known(hosts, asks: asks), nil) }
        if let failure = entry.failure, !entry.isAsking { return (.failed(failure), nil) }
        return (.waits(asks: asks), nil)
    }

    /// A name has these hosts, and may be taken to have them for so long.
    public mutating func found(_ hosts: Hosts, for name: [UInt8], timeToLive: Duration, now: UInt64) {
        guard var entry = self.entries[name] else { return }
        entry.hosts = hosts
        entry.failure = nil
        entry.isAsking = false
        let time = min(max(timeToLive, Self.shortestAnswer), Self.longestAnswer)
        entry.dueAt = now &+ time.boundedNanoseconds
        self.entries[name] = entry
    }

    /// No hosts were found for a name. What was known of it stays, unless the name is said not to be there any more.
    ///
    /// - Returns: the hosts that it had and has no more.
    @discardableResult
    public mutating func failed(
        _ failure: RequestedNameFailure, for name: [UInt8], timeToLive: Duration, now: UInt64
    ) -> Hosts? {
        guard var entry = self.entries[name] else { return nil }
        let time = min(max(timeToLive, Self.shortestFailure), Self.longestFailure)
        entry.isAsking = false
        entry.dueAt = now &+ time.boundedNanoseconds
        defer { self.entries[name] = entry }
        if failure == .unanswered, entry.hosts != nil { return nil }
        entry.failure = failure
        defer { entry.hosts = nil }
        return entry.hosts
    }

    /// Forgets the names that have not been used for a while.
    ///
    /// - Returns: their hosts.
    public mutating func removeUnused(now: UInt64) -> [Hosts] {
        let unused = Self.unusedTime.boundedNanoseconds
        var removed: [Hosts] = []
        self.entries = self.entries.filter { _, entry in
            if entry.isAsking || now < entry.usedAt &+ unused { return true }
            if let hosts = entry.hosts { removed.append(hosts) }
            return false
        }
        return removed
    }

    /// Makes room for one more name: nil when there can be none, `.some(nil)` when nothing that matters had to go. Names
    /// without hosts go first, so that whoever makes names up drives no good ones out.
    private mutating func makeRoom() -> Hosts?? {
        if self.entries.count < self.limit { return .some(nil) }
        func rank(_ entry: Entry) -> (Int, UInt64) { (entry.hosts == nil ? 0 : 1, entry.usedAt) }
        let leastWanted = self.entries.lazy.filter { !$0.value.isAsking }.min { rank($0.value) < rank($1.value) }
        guard let leastWanted else { return nil }
        self.entries[leastWanted.key] = nil
        return .some(leastWanted.value.hosts)
    }
}

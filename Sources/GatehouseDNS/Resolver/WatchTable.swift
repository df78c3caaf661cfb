import NIOCore

/// The names that are watched, and their timers. Bound to its event loop.
final class WatchTable {
    private final class Entry {
        var watch: NameWatch
        var timer: Scheduled<Void>?
        var lookups = 0
        var failedLookups = 0

        init(times: RefreshTimes) { self.watch = NameWatch(times: times) }
    }

    private let resolver: Resolver
    private let times: RefreshTimes
    private let board: WatchBoard
    private let onChange: (String, ResolvedAddresses) -> Void
    private let onUnanswered: (String) -> Void
    private var entries: [String: Entry] = [:]
    private var isShutDown = false

    init(
        resolver: Resolver, times: RefreshTimes, board: WatchBoard,
        onChange: @escaping (String, ResolvedAddresses) -> Void, onUnanswered: @escaping (String) -> Void
    ) {
        self.resolver = resolver
        self.times = times
        self.board = board
        self.onChange = onChange
        self.onUnanswered = onUnanswered
    }

    /// Watches these names and no others.
    func setNames(_ names: Set<String>) {
        guard !self.isShutDown else { return }
        for name in Array(self.entries.keys) where !names.contains(name) {
            self.entries.removeValue(forKey: name)?.timer?.cancel()
            self.board.post(nil, for: name)
        }
        for name in names.sorted() where self.entries[name] == nil {
            let entry = Entry(times: self.times)
            self.entries[name] = entry
            self.lookUp(name, entry)
        }
    }

    /// Ends it all; nothing is reported after that.
    func shutdown() {
        self.isShutDown = true
        for entry in self.entries.values { entry.timer?.cancel() }
        self.entries = [:]
        self.board.clear()
        self.resolver.shutdown()
    }

    private func lookUp(_ name: String, _ entry: Entry) {
        entry.timer = nil
        self.post(name, entry, nextLookup: nil)
        self.resolver.resolve(name) { [weak self, weak entry] result in
            // The name may have been given up meanwhile, or given up and taken up anew.
            guard let self, let entry, self.entries[name] === entry else { return }
            self.resolved(name, entry, result)
        }
    }

    private func resolved(_ name: String, _ entry: Entry, _ result: LookupResult) {
        let decision = entry.watch.resolved(result, jitter: .random(in: 0..<1))
        entry.lookups += 1
        if entry.watch.lastFailure != nil { entry.failedLookups += 1 }
        let delay = TimeAmount(decision.nextLookup)
        entry.timer = self.resolver.loop.assumeIsolated().scheduleTask(in: delay) { [weak self, weak entry] in
            if let self, let entry { self.lookUp(name, entry) }
        }
        self.post(name, entry, nextLookup: self.resolver.loop.now + delay)
        if decision.hasChanged { self.onChange(name, entry.watch.addresses) }
        if entry.lookups == 1, !entry.watch.isResolved { self.onUnanswered(name) }
    }

    private func post(_ name: String, _ entry: Entry, nextLookup: NIODeadline?) {
        let state = WatchedName(
            name: name, addresses: entry.watch.addresses, isResolved: entry.watch.isResolved,
            lastFailure: entry.watch.lastFailure, lookups: entry.lookups, failedLookups: entry.failedLookups)
        self.board.post(WatchBoard.Entry(state: state, nextLookup: nextLookup), for: name)
    }
}

public import NIOCore

/// Finds the addresses of names. Bound to its event loop, on which everything but `init` has to be called.
///
/// Remembers nothing: that is left to who asks. One name is looked up once at a time, however many ask for it, so that
/// nobody can have a resolver send many queries of which a forged answer would have to fit just one (RFC 5452 section 5).
public final class Resolver {
    /// The event loop.
    public let loop: any EventLoop

    private let configuration: ResolverConfiguration
    private var lookups: [String: ActiveLookup] = [:]
    private var gate: QueryGate<(lookup: ActiveLookup, query: OutgoingQuery)>
    private var ranking: ServerRanking
    private var random = SystemRandomNumberGenerator()
    private var isShutDown = false

    /// A resolver that does nothing yet.
    public init(loop: any EventLoop, configuration: ResolverConfiguration) {
        self.loop = loop
        self.configuration = configuration
        self.gate = QueryGate(limit: configuration.maximumQueries)
        self.ranking = ServerRanking(configuration)
    }

    /// How many queries are under way, waiting ones not counted.
    public var activeQueries: Int { self.gate.active }

    /// Looks a name up: an address in text form, a name of the hosts file, or a name for the servers. `whenDone` is called
    /// once, in a later turn of the loop.
    public func resolve(_ name: String, whenDone: @escaping (LookupResult) -> Void) {
        self.loop.assertInEventLoop()
        let key = name.lowercased()
        if let running = self.lookups[key] {
            running.waiting.append(whenDone)
        } else if let result = self.immediateResult(for: name) {
            self.loop.assumeIsolated().execute { whenDone(result) }
        } else {
            self.start(name, key: key, whenDone: whenDone)
        }
    }

    /// Ends all lookups, which then fail, and closes their sockets. Nothing can be looked up after that.
    public func shutdown() {
        self.loop.assertInEventLoop()
        self.isShutDown = true
        for running in self.lookups.values {
            for socket in running.sockets.values { socket.close() }
            running.sockets = [:]
            self.finish(running, LookupResult(failed: .shutDown))
        }
        self.gate = QueryGate(limit: self.configuration.maximumQueries)
    }

    /// What can be said of a name without asking anybody.
    private func immediateResult(for name: String) -> LookupResult? {
        if self.isShutDown { return LookupResult(failed: .shutDown) }
        if let addresses = self.configuration.localAddresses(of: name) { return LookupResult(local: addresses) }
        return self.lookups.count < self.configuration.maximumLookups ? nil : LookupResult(failed: .tooManyLookups)
    }

    private func start(_ name: String, key: String, whenDone: @escaping (LookupResult) -> Void) {
        let servers = self.ranking.order(at: self.now)
        guard let lookup = Lookup(name, servers: servers, configuration: self.configuration) else {
            return self.loop.assumeIsolated().execute { whenDone(LookupResult(failed: .invalidName)) }
        }
        let running = ActiveLookup(key: key, lookup, whenDone: whenDone)
        self.lookups[key] = running
        self.follow(running.lookup.started(using: &self.random), of: running)
    }

    /// The time since some fixed moment.
    private var now: Duration { .nanoseconds(Int64(clamping: self.loop.now.uptimeNanoseconds)) }

    // MARK: Queries

    private func follow(_ decisions: [Lookup.Decision], of running: ActiveLookup) {
        var ended = 0
        for decision in decisions {
            switch decision {
            case .send(let query):
                if self.gate.enter((running, query), isFollowUp: query.number > 1) { self.open(query, of: running) }
            case .end(let number):
                running.sockets.removeValue(forKey: number)?.close()
                ended += 1
            case .finish(let result): self.finish(running, result)
            }
        }
        // Only now, so that a lookup's next query may have the place of its last one.
        for _ in 0..<ended {
            if let next = self.gate.leave() { self.open(next.query, of: next.lookup) }
        }
    }

    private func open(_ query: OutgoingQuery, of running: ActiveLookup) {
        let socket = QuerySocket(query, on: self.loop) { [weak self, weak running] event in
            guard let self, let running else { return }
            self.handle(event, of: query, in: running)
        }
        running.sockets[query.number] = socket
        socket.open(timeout: self.configuration.timeout)
    }

    private func handle(_ event: QuerySocket.Event, of query: OutgoingQuery, in running: ActiveLookup) {
        let decisions: [Lookup.Decision]
        switch event {
        case .received(let bytes, let sender):
            decisions = running.lookup.received(bytes, from: sender, query: query.number, using: &self.random)
            if !decisions.isEmpty { self.ranking.answered(query.server) }
        case .failed(let reason):
            self.ranking.stayedSilent(query.server, at: self.now)
            decisions = running.lookup.failed(query: query.number, reason: reason, using: &self.random)
        case .timedOut:
            self.ranking.stayedSilent(query.server, at: self.now)
            decisions = running.lookup.timedOut(query: query.number, using: &self.random)
        }
        self.follow(decisions, of: running)
    }

    private func finish(_ running: ActiveLookup, _ result: LookupResult) {
        self.lookups[running.key] = nil
        let waiting = running.waiting
        running.waiting = []
        self.loop.assumeIsolated().execute {
            for whenDone in waiting { whenDone(result) }
        }
    }
}

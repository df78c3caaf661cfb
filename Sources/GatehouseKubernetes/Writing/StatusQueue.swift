import GatehouseModel

/// Which object's status is to be looked at next.
///
/// A state machine without clock or I/O. Its size is bounded by the number of objects that there is something to say
/// about.
struct StatusQueue: Sendable {
    /// What to do next.
    enum Next: Hashable, Sendable {
        /// Look at an object, and write its status if it should be another one.
        case look(ResourceKey)
        /// Nothing before some time has passed.
        case wait(Duration)
        /// Nothing.
        case idle
    }

    /// Gateways come first: there are few of them, and everything else waits for what they say.
    private var gateways = KeyQueue()
    private var others = KeyQueue()
    /// Keys that failed, and when to try them again.
    private var held: [ResourceKey: ContinuousClock.Instant] = [:]
    /// When the first of them is to be tried again; sooner, where that one has been taken out since.
    private var soonest: ContinuousClock.Instant?
    /// How long those that failed have been waited for, until they are as they should be.
    private var backoffs: [ResourceKey: Backoff] = [:]

    /// How many are waiting to be looked at.
    var count: Int { self.gateways.count + self.others.count + self.held.count }

    /// Something else may be desired of these. What has failed before is tried at once.
    mutating func lookAt(_ keys: [ResourceKey]) {
        for key in keys {
            self.settled(key)
            self.enqueue(key)
        }
    }

    /// Somebody has changed the status of an object. Whoever does so again and again is answered at a pace.
    mutating func lookAt(_ key: ResourceKey, atEarliest time: ContinuousClock.Instant) {
        if self.held[key] == nil { self.hold(key, until: time) }
    }

    private mutating func hold(_ key: ResourceKey, until time: ContinuousClock.Instant) {
        self.held[key] = time
        self.soonest = min(self.soonest ?? time, time)
    }

    /// Forgets what waits: another replica writes it.
    mutating func clear() { self = StatusQueue() }

    private mutating func enqueue(_ key: ResourceKey) {
        if key.kind == Gateway.kind { self.gateways.append(key) } else { self.others.append(key) }
    }

    /// What to do at a moment.
    mutating func next(at now: ContinuousClock.Instant) -> Next {
        if let soonest, soonest <= now { self.enqueueHeld(at: now) }
        if let key = self.gateways.popFirst() ?? self.others.popFirst() { return .look(key) }
        guard !self.held.isEmpty, let soonest else { return .idle }
        return .wait(max(soonest - now, .milliseconds(1)))
    }

    private mutating func enqueueHeld(at now: ContinuousClock.Instant) {
        for key in self.held.filter({ $0.value <= now }).keys.sorted() {
            self.held[key] = nil
            self.enqueue(key)
        }
        self.soonest = self.held.values.min()
    }

    /// The status is as it should be, or there is no such object.
    mutating func settled(_ key: ResourceKey) {
        self.held[key] = nil
        self.backoffs[key] = nil
    }

    /// A status could not be written, and is tried again later.
    ///
    /// - Parameter backoff: How long to wait when it fails for the first time, and then.
    mutating func failed(
        _ key: ResourceKey, at now: ContinuousClock.Instant, random: Double, backoff first: Backoff = Backoff()
    ) {
        // One that fails in another way now begins anew.
        var backoff = self.backoffs[key] ?? first
        if backoff.first != first.first || backoff.limit != first.limit { backoff = first }
        let until = now + backoff.next(random: random)
        self.backoffs[key] = backoff
        self.hold(key, until: until)
    }
}

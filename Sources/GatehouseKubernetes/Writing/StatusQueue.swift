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
    private var held: [ResourceKey: (until: ContinuousClock.Instant, backoff: Backoff)] = [:]

    /// How many are waiting to be looked at.
    var count: Int { self.gateways.count + self.others.count + self.held.count }

    /// Something else may be desired of these. What has failed before is tried at once.
    mutating func lookAt(_ keys: [ResourceKey]) {
        for key in keys {
            self.held[key] = nil
            self.enqueue(key)
        }
    }

    /// Forgets what waits: another replica writes it.
    mutating func clear() { self = StatusQueue() }

    private mutating func enqueue(_ key: ResourceKey) {
        if key.kind == Gateway.kind { self.gateways.append(key) } else { self.others.append(key) }
    }

    /// What to do at a moment.
    mutating func next(at now: ContinuousClock.Instant) -> Next {
        for key in self.held.filter({ $0.value.until <= now }).keys.sorted() { self.enqueue(key) }
        guard let key = self.gateways.popFirst() ?? self.others.popFirst() else {
            let soonest = self.held.values.map(\.until).min()
            return soonest.map { .wait(max($0 - now, .milliseconds(1))) } ?? .idle
        }
        return .look(key)
    }

    /// The status is as it should be, or there is no such object.
    mutating func settled(_ key: ResourceKey) { self.held[key] = nil }

    /// A status could not be written, and is tried again later.
    ///
    /// - Parameter first: How long to wait when it fails for the first time, and then.
    mutating func failed(
        _ key: ResourceKey, at now: ContinuousClock.Instant, random: Double, backoff first: Backoff = Backoff()
    ) {
        // One that fails in another way now begins anew.
        var backoff = self.held[key]?.backoff ?? first
        if backoff.first != first.first || backoff.limit != first.limit { backoff = first }
        self.held[key] = (now + backoff.next(random: random), backoff)
    }
}

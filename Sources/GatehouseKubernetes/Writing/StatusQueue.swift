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

    /// Keys to look at from `head` on; each is there once.
    private var queue: [ResourceKey] = []
    private var head = 0
    private var queued: Set<ResourceKey> = []
    /// Keys that failed, and when to try them again.
    private var held: [ResourceKey: (until: ContinuousClock.Instant, backoff: Backoff)] = [:]

    /// How many are waiting to be looked at.
    var count: Int { self.queue.count - self.head + self.held.count }

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
        if self.queued.insert(key).inserted { self.queue.append(key) }
    }

    /// What to do at a moment.
    mutating func next(at now: ContinuousClock.Instant) -> Next {
        for key in self.held.filter({ $0.value.until <= now }).keys.sorted() { self.enqueue(key) }
        guard self.head < self.queue.count else {
            let soonest = self.held.values.map(\.until).min()
            return soonest.map { .wait(max($0 - now, .milliseconds(1))) } ?? .idle
        }
        let key = self.queue[self.head]
        self.head += 1
        self.queued.remove(key)
        // What has been looked at is given back, all of it or when it is most of what is kept.
        if self.head == self.queue.count {
            self.queue.removeAll(keepingCapacity: true)
            self.head = 0
        } else if self.head >= 1024, self.head > self.queue.count / 2 {
            self.queue.removeFirst(self.head)
            self.head = 0
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
        var backoff = self.held[key]?.backoff ?? first
        self.held[key] = (now + backoff.next(random: random), backoff)
    }
}

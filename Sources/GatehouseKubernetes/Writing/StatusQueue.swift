import GatehouseModel
import GatehouseObjects

/// Which objects' status is to be written next, and how it differs from what is there.
///
/// A state machine without clock or I/O. Its size is bounded by the number of objects that have a desired status.
struct StatusQueue: Sendable {
    /// What to do next.
    enum Next: Hashable, Sendable {
        /// Write a status: a merge patch's `status` member.
        case write(ResourceKey, JSON)
        /// Nothing before some time has passed.
        case wait(Duration)
        /// Nothing.
        case idle
    }

    private var desired: [ResourceKey: JSON] = [:]
    /// Keys to look at, the first one first; each is there once.
    private var queue: [ResourceKey] = []
    private var queued: Set<ResourceKey> = []
    /// Keys that failed, and when to try them again.
    private var held: [ResourceKey: (until: ContinuousClock.Instant, backoff: Backoff)] = [:]

    /// How many are waiting to be looked at.
    var count: Int { self.queue.count + self.held.count }

    /// From now on these are desired, and no others.
    mutating func setDesired(_ desired: [ResourceKey: JSON]) {
        for (key, status) in desired where self.desired[key] != status {
            self.held[key] = nil
            self.enqueue(key)
        }
        self.desired = desired
    }

    /// Looks at all of them again, as when this replica begins to lead.
    mutating func lookAtAll() {
        self.held = [:]
        for key in self.desired.keys.sorted() { self.enqueue(key) }
    }

    private mutating func enqueue(_ key: ResourceKey) {
        if self.queued.insert(key).inserted { self.queue.append(key) }
    }

    /// What to do at a moment, given what the objects' statuses are; nil for objects that don't exist.
    mutating func next(at now: ContinuousClock.Instant, status: (ResourceKey) -> JSON?) -> Next {
        for key in self.held.filter({ $0.value.until <= now }).keys.sorted() { self.enqueue(key) }
        var taken = 0
        defer { self.queue.removeFirst(taken) }
        for key in self.queue {
            taken += 1
            self.queued.remove(key)
            guard let desired = self.desired[key], let present = status(key) else {
                self.held[key] = nil
                continue
            }
            if MergePatch.apply(desired, to: present).isEquivalent(to: present) {
                self.held[key] = nil
                continue
            }
            return .write(key, desired)
        }
        let soonest = self.held.values.map(\.until).min()
        return soonest.map { .wait(max($0 - now, .milliseconds(1))) } ?? .idle
    }

    /// A status was written.
    mutating func wrote(_ key: ResourceKey) { self.held[key] = nil }

    /// A status could not be written. `isFinal` says that trying again is of no use until something else is desired.
    mutating func failed(_ key: ResourceKey, at now: ContinuousClock.Instant, isFinal: Bool, random: Double) {
        if isFinal {
            self.held[key] = nil
            return
        }
        var backoff = self.held[key]?.backoff ?? Backoff()
        self.held[key] = (now + backoff.next(random: random), backoff)
    }
}

import GatehouseModel

/// What a replica writes next, and when: nothing while it does not lead, Events before statuses, each as fast as its pace
/// allows.
///
/// A state machine without clock or I/O.
struct WriteSchedule: Sendable {
    /// What to do next.
    enum Next: Hashable, Sendable {
        /// Look at an object, and write its status if it should be another one.
        case status(ResourceKey)
        /// Write an Event.
        case event(EventObject)
        /// Nothing before some time has passed.
        case wait(Duration)
        /// Nothing.
        case idle
    }

    private var statuses = StatusQueue()
    private var events = EventQueue()
    private var statusPace: WritePace
    private var eventPace: WritePace
    private var isLeader = false
    private var writes = 0
    private var failures = 0

    init(pace: ClusterWriter.Pace) {
        self.statusPace = WritePace(rate: pace.statuses, burst: pace.statusBurst)
        self.eventPace = WritePace(rate: pace.events, burst: pace.eventBurst)
    }

    /// What has been done so far.
    var counts: ClusterWriter.Counts {
        ClusterWriter.Counts(
            writes: self.writes, failures: self.failures, droppedEvents: self.events.dropped,
            waiting: self.statuses.count + self.events.count)
    }

    /// This replica leads from now on, and looks at all of these.
    mutating func lead(_ keys: [ResourceKey]) {
        self.isLeader = true
        self.statuses.lookAt(keys)
    }

    /// Another replica leads, and writes what waits here.
    mutating func follow() {
        self.isLeader = false
        self.statuses.clear()
        self.events.clear()
    }

    /// Something else may be desired of these.
    mutating func lookAt(_ keys: [ResourceKey]) {
        if self.isLeader { self.statuses.lookAt(keys) }
    }

    /// Somebody has changed the status of an object.
    mutating func lookAt(_ key: ResourceKey, atEarliest time: ContinuousClock.Instant) {
        if self.isLeader { self.statuses.lookAt(key, atEarliest: time) }
    }

    /// What to do at a moment. Events come first, as far as their pace allows, so that whoever waits for a condition finds
    /// them.
    mutating func next(at now: ContinuousClock.Instant) -> Next {
        guard self.isLeader else { return .idle }
        var delays: [Duration] = []
        if let delay = self.eventPace.delay(at: now) {
            if self.events.count > 0 { delays.append(delay) }
        } else if let event = self.events.next() {
            self.eventPace.take(at: now)
            return .event(event)
        }
        if let delay = self.statusPace.delay(at: now) {
            if self.statuses.count > 0 { delays.append(delay) }
        } else {
            switch self.statuses.next(at: now) {
            case .look(let key): return .status(key)
            case .wait(let delay): delays.append(delay)
            case .idle: break
            }
        }
        return delays.min().map { .wait($0) } ?? .idle
    }

    /// A status is about to be written: looking at one that is as it should be costs nothing.
    mutating func takeStatus(at now: ContinuousClock.Instant) { self.statusPace.take(at: now) }

    /// The status is as it should be, or there is no such object.
    mutating func settled(_ key: ResourceKey) { self.statuses.settled(key) }

    /// A status was written, and this is to be told of it. One that stopped leading meanwhile tells nothing.
    mutating func wrote(_ key: ResourceKey, telling events: [EventObject]) {
        self.writes &+= 1
        self.statuses.settled(key)
        guard self.isLeader else { return }
        for event in events { self.events.add(event) }
    }

    /// A status could not be written.
    ///
    /// - Parameter code: the status of the answer; nil where there was none.
    mutating func failed(_ key: ResourceKey, code: Int?, at now: ContinuousClock.Instant, random: Double) {
        switch code {
        // What was deleted meanwhile needs no status.
        case 404: self.statuses.settled(key)
        default:
            self.failures &+= 1
            guard self.isLeader else { return }
            // Not allowed, or not as it should be: that changes when somebody changes the server, and seldom.
            let isRefused = code == 403 || code == 422
            self.statuses.failed(
                key, at: now, random: random,
                backoff: isRefused ? Backoff(first: .seconds(30), limit: .seconds(3600)) : Backoff())
        }
    }

    /// An Event was written.
    mutating func wroteEvent() { self.writes &+= 1 }

    /// An Event could not be written.
    mutating func failedEvent() { self.failures &+= 1 }
}

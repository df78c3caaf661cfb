/// Decides who of several replicas leads, as client-go's leader election does: by a Lease that one of them holds and renews.
///
/// A state machine without clock or I/O. Clocks of different machines are not compared: how long the holder has been
/// silent is measured from when this replica saw the Lease change. The server refuses a write that does not know of the
/// one before it, so that two can't take the Lease at once.
struct LeaderElection: Sendable {
    /// How long things take.
    struct Timing: Hashable, Sendable {
        /// Silence of the holder after which others may take the Lease.
        var lease = Duration.seconds(15)
        /// How long a leader that can't renew its Lease goes on leading; less than `lease`, so that there are never two.
        var renewal = Duration.seconds(10)
        /// Between two looks at the Lease.
        var retry = Duration.seconds(2)
    }

    /// What to do next.
    enum Action: Hashable, Sendable {
        /// Make the Lease.
        case create(LeaseRecord)
        /// Write the Lease over the version that was read.
        case update(LeaseRecord)
        /// Wait, then read the Lease.
        case wait(Duration)
    }

    /// Who this replica is among the others.
    let identity: String
    let timing: Timing
    private var observed: LeaseRecord?
    /// When the Lease was last seen to change.
    private var observedAt: ContinuousClock.Instant?
    /// Until when this replica leads, unless it renews the Lease.
    private(set) var leadsUntil: ContinuousClock.Instant?

    init(identity: String, timing: Timing = Timing()) {
        self.identity = identity
        self.timing = timing
    }

    /// Whether this replica leads.
    func isLeader(at now: ContinuousClock.Instant) -> Bool { self.leadsUntil.map { now < $0 } ?? false }

    /// Who leads as far as this replica knows; empty for nobody.
    var leader: String { self.observed?.holder ?? "" }

    /// The Lease was read; nil where there is none.
    ///
    /// - Parameters:
    ///   - now: the moment before it was asked for.
    ///   - time: the time to write into it.
    mutating func read(_ lease: LeaseRecord?, now: ContinuousClock.Instant, time: String) -> Action {
        if lease != self.observed {
            self.observed = lease
            self.observedAt = now
        }
        let seconds = max(self.timing.lease.components.seconds, 1)
        guard let lease else {
            self.leadsUntil = nil
            return .create(
                LeaseRecord(
                    holder: self.identity, seconds: seconds, acquired: time, renewed: time, transitions: 0,
                    resourceVersion: nil))
        }
        if lease.holder == self.identity {
            var renewed = lease
            renewed.seconds = seconds
            renewed.renewed = time
            return .update(renewed)
        }
        self.leadsUntil = nil
        // The holder knows best how long it may be silent.
        let patience = max(self.timing.lease, .seconds(min(max(lease.seconds, 0), 3600)))
        if !lease.holder.isEmpty, let observedAt, now < observedAt + patience { return .wait(self.timing.retry) }
        var taken = lease
        taken.holder = self.identity
        taken.seconds = seconds
        taken.acquired = time
        taken.renewed = time
        taken.transitions = lease.transitions &+ 1
        return .update(taken)
    }

    /// The Lease was written as this replica wanted. `began` is the moment before.
    mutating func wrote(_ lease: LeaseRecord, began: ContinuousClock.Instant) -> Action {
        self.observed = lease
        self.observedAt = began
        self.leadsUntil = began + self.timing.renewal
        return .wait(self.timing.retry)
    }

    /// The Lease could not be read or written, or somebody else was first.
    mutating func failed() -> Action { .wait(self.timing.retry) }

    /// The Lease as it is when nobody has it, for a leader that ends; nil for one who does not lead.
    mutating func released(time: String) -> LeaseRecord? {
        guard self.leadsUntil != nil, var lease = self.observed, lease.holder == self.identity else { return nil }
        self.leadsUntil = nil
        lease.holder = ""
        lease.seconds = 1
        lease.renewed = time
        return lease
    }
}

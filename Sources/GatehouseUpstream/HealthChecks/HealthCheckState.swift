public import GatehousePlan

/// The checks of one endpoint: when to ask, until when to wait for the answer, and what the answers make of the endpoint.
///
/// Belongs to one worker, which asks. It calls `timePassed` when `next` is reached, does what that says, and tells what
/// came of a check by `answered`. Each interval begins with an answer, or when there was none in time, and is as much
/// longer as the caller's `jitter` says, in nanoseconds: a random part of the interval (a tenth, say), so that the checks
/// of many endpoints spread.
///
/// Answers count as in Envoy: the first one decides at once; afterwards it takes a row of bad ones to make a well
/// endpoint unwell, and a row of good ones to make it well again. Unlike in Envoy, where a status that is not expected
/// makes unwell at once, every kind of bad answer needs the whole row, which is what `unhealthyThreshold` says.
public struct HealthCheckState: Hashable, Sendable {
    /// What to do.
    public enum Step: Hashable, Sendable {
        /// Nothing before `next`.
        case wait
        /// Ask, and tell what comes of it under this number.
        case ask(check: UInt64)
        /// Give this check up: there was no answer in time, which is a bad answer. What that changes.
        case abandon(check: UInt64, Change?)
    }

    /// What an answer changes.
    public enum Change: Hashable, Sendable {
        /// The endpoint is well from now on.
        case becameWell
        /// The endpoint is unwell from now on.
        case becameUnwell
    }

    /// What the answers make of the endpoint, or what was presumed before the first one.
    public private(set) var isWell: Bool
    /// Whether there was an answer, or none in time.
    public private(set) var isAnswered = false
    /// When `timePassed` has something to do.
    public private(set) var next: UInt64
    /// Checks so far, which is the number of the last one.
    public private(set) var checks: UInt64 = 0
    /// Checks so far that had no good answer.
    public private(set) var failures: UInt64 = 0

    /// Whether an answer is waited for.
    private var isAsking = false
    /// Answers in a row that contradict what the endpoint is.
    private var contradictions = 0

    /// An endpoint that was not asked yet. The first check is due `jitter` after now. What the endpoint counts as before
    /// it is answered is `ClusterHealth.presumesWell`.
    public init(isPresumedWell: Bool, now: UInt64, jitter: UInt64) {
        self.isWell = isPresumedWell
        self.next = now.addingWithCeiling(jitter)
    }

    /// Time has passed, or the plan has changed: a shorter interval holds at once.
    public mutating func timePassed(to now: UInt64, under plan: HealthCheckPlan, jitter: UInt64) -> Step {
        if self.isAsking {
            guard now >= self.next else { return .wait }
            return .abandon(check: self.checks, self.conclude(.timedOut, now: now, plan: plan, jitter: jitter))
        }
        self.next = min(self.next, Self.due(now: now, plan: plan, jitter: jitter))
        guard now >= self.next else { return .wait }
        self.isAsking = true
        self.checks &+= 1
        self.next = now.addingWithCeiling(max(plan.timeout.boundedNanoseconds, Self.shortest))
        return .ask(check: self.checks)
    }

    /// An answer came; what it changes. An answer to a check that was given up says nothing any more.
    public mutating func answered(
        _ answer: HealthAnswer, check: UInt64, now: UInt64, under plan: HealthCheckPlan, jitter: UInt64
    ) -> Change? {
        guard self.isAsking, check == self.checks else { return nil }
        return self.conclude(answer, now: now, plan: plan, jitter: jitter)
    }

    private mutating func conclude(
        _ answer: HealthAnswer, now: UInt64, plan: HealthCheckPlan, jitter: UInt64
    ) -> Change? {
        let isFirst = !self.isAnswered
        self.isAnswered = true
        self.isAsking = false
        self.next = Self.due(now: now, plan: plan, jitter: jitter)
        if !answer.isGood { self.failures &+= 1 }
        guard answer.isGood != self.isWell else {
            self.contradictions = 0
            return nil
        }
        self.contradictions += 1
        let threshold = self.isWell ? plan.unhealthyThreshold : plan.healthyThreshold
        guard isFirst || self.contradictions >= threshold else { return nil }
        self.isWell.toggle()
        self.contradictions = 0
        return self.isWell ? .becameWell : .becameUnwell
    }

    /// No time is shorter, lest checks come without end: a millisecond, as in Envoy.
    private static let shortest: UInt64 = 1_000_000

    private static func due(now: UInt64, plan: HealthCheckPlan, jitter: UInt64) -> UInt64 {
        now.addingWithCeiling(max(plan.interval.boundedNanoseconds, Self.shortest)).addingWithCeiling(jitter)
    }
}

extension UInt64 {
    /// The sum, or the greatest number if that is less.
    fileprivate func addingWithCeiling(_ other: UInt64) -> UInt64 {
        let (sum, overflows) = self.addingReportingOverflow(other)
        return overflows ? .max : sum
    }
}

public import GatehousePlan

/// When a connection is asked whether its other end is still there, and when that is taken to have gone. A pure value; the
/// time is injected, in nanoseconds.
///
/// As in Envoy, the interval runs from the answer to the last question, and whatever comes while one waits for an answer
/// gives it more time: it may stand in line behind a large response.
public struct PingSchedule: Hashable, Sendable {
    /// What is to be done when the time that was named has come.
    public enum Step: Hashable, Sendable {
        /// Ask.
        case ping
        /// Nothing yet: the time has been moved on.
        case wait
        /// The other end has gone.
        case giveUp
    }

    private let interval: UInt64
    private let timeout: UInt64
    /// Whether an answer is waited for.
    public private(set) var isAwaiting = false
    /// When there is something to do next.
    public private(set) var nextAt: UInt64

    /// A connection that has just been made.
    public init(_ plan: HTTP2KeepalivePlan, now: UInt64) {
        self.interval = max(1_000_000, plan.interval.boundedNanoseconds)
        self.timeout = max(1_000_000, plan.timeout.boundedNanoseconds)
        self.nextAt = now &+ self.interval
    }

    /// The time may have come.
    public mutating func timePassed(now: UInt64) -> Step {
        if now < self.nextAt { return .wait }
        if self.isAwaiting { return .giveUp }
        self.isAwaiting = true
        self.nextAt = now &+ self.timeout
        return .ping
    }

    /// Something came from the other end.
    public mutating func received(now: UInt64) {
        if self.isAwaiting { self.nextAt = now &+ self.timeout }
    }

    /// The answer came; false when none was waited for.
    public mutating func answered(now: UInt64) -> Bool {
        guard self.isAwaiting else { return false }
        self.isAwaiting = false
        self.nextAt = now &+ self.interval
        return true
    }
}

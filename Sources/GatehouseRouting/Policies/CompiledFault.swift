import GatehouseHTTP
import GatehousePlan

/// Faults to inject (semantics A12).
public final class CompiledFault: Sendable {
    /// What happens to one request.
    public struct Outcome: Hashable, Sendable {
        /// How long the request waits first; nil for not at all.
        public var delay: Duration?
        /// How it is then answered; nil when it goes on.
        public var abort: Abort?
    }

    /// An injected answer.
    public enum Abort: Hashable, Sendable {
        /// This status, with the body `fault filter abort`.
        case status(Int)
        /// This gRPC status, as trailers only.
        case grpcStatus(Int)
    }

    let delay: Duration?
    let abort: Abort?
    /// Requests of a million that are delayed.
    let delayShare: UInt64
    /// Requests of a million that are aborted.
    let abortShare: UInt64

    init(_ plan: FaultPolicy) {
        self.delay = plan.delay
        self.delayShare = UInt64(plan.delayShare)
        self.abort = plan.abortStatus.map { .status($0) } ?? plan.abortGRPCStatus.map { .grpcStatus($0) }
        self.abortShare = UInt64(plan.abortShare)
    }

    /// Rolls for one request: delay and abort each by itself.
    ///
    /// - Parameter random: uniformly distributed bits.
    public func roll(random: UInt64) -> Outcome {
        Outcome(
            delay: Self.share(of: random >> 32) < self.delayShare ? self.delay : nil,
            abort: Self.share(of: random & 0xFFFF_FFFF) < self.abortShare ? self.abort : nil)
    }

    /// Spreads 32 bits evenly over a million.
    private static func share(of bits: UInt64) -> UInt64 { (bits &* 1_000_000) >> 32 }
}

extension CompiledFault.Abort {
    /// The answer's HTTP status for a client that does not speak gRPC; for a gRPC status the one that Envoy takes for its
    /// equal.
    public var httpStatus: Int {
        switch self {
        case .status(let status): status
        case .grpcStatus(let code): GRPCStatus.httpStatus(for: code)
        }
    }
}

import GatehousePlan

/// Decides whether a request is tried again (semantics A8 to A11). A pure value; the exchange acts on what it says.
struct RetryState {
    /// Conditions in Envoy's words.
    struct Conditions: OptionSet {
        let rawValue: UInt16
        static let serverError = Conditions(rawValue: 1 << 0)
        static let gatewayError = Conditions(rawValue: 1 << 1)
        static let reset = Conditions(rawValue: 1 << 2)
        static let connectFailure = Conditions(rawValue: 1 << 3)
        static let retriable4xx = Conditions(rawValue: 1 << 4)
        static let statusCodes = Conditions(rawValue: 1 << 5)
        static let resetBeforeRequest = Conditions(rawValue: 1 << 6)
        static let cancelled = Conditions(rawValue: 1 << 7)
        static let deadlineExceeded = Conditions(rawValue: 1 << 8)
        static let resourceExhausted = Conditions(rawValue: 1 << 9)
        static let internalError = Conditions(rawValue: 1 << 10)
        static let unavailable = Conditions(rawValue: 1 << 11)
        static let refusedStream = Conditions(rawValue: 1 << 12)

        init(rawValue: UInt16) { self.rawValue = rawValue }

        init(words: [String]) {
            self = []
            for word in words {
                switch word {
                case "5xx": self.insert(.serverError)
                case "gateway-error": self.insert(.gatewayError)
                case "reset": self.insert(.reset)
                case "connect-failure": self.insert(.connectFailure)
                case "retriable-4xx": self.insert(.retriable4xx)
                case "retriable-status-codes": self.insert(.statusCodes)
                case "reset-before-request": self.insert(.resetBeforeRequest)
                case "cancelled": self.insert(.cancelled)
                case "deadline-exceeded": self.insert(.deadlineExceeded)
                case "resource-exhausted": self.insert(.resourceExhausted)
                case "internal": self.insert(.internalError)
                case "unavailable": self.insert(.unavailable)
                case "refused-stream": self.insert(.refusedStream)
                default: continue
                }
            }
        }

        /// The condition that a response with this `grpc-status` meets.
        init(grpcStatus: Int) {
            switch grpcStatus {
            case 1: self = .cancelled
            case 4: self = .deadlineExceeded
            case 8: self = .resourceExhausted
            case 13: self = .internalError
            case 14: self = .unavailable
            default: self = []
            }
        }
    }

    /// Tries made so far.
    private(set) var tries = 0
    /// Retries that a dead pooled connection cost; they are not the policy's.
    private var silentRetries = 0
    private var retriesLeft = 0
    /// Read only when something has gone wrong: most requests never look at it.
    private var policy: RetryPolicy?
    /// Whether the next try must not use a pooled connection.
    private(set) var needsFreshConnection = false

    /// Whether there has been a retry that the policy asked for.
    var hasRetried: Bool { self.tries - self.silentRetries > 1 }

    /// Whether the next try is one that the policy asked for, which goes elsewhere if it can (semantics A10).
    var hasRetries: Bool { self.tries > self.silentRetries }

    /// Whether a failure may lead to another try, as far as the policy goes.
    var mayRetry: Bool { self.retriesLeft > 0 }

    /// Begins an exchange under `policy`.
    mutating func begin(_ policy: RetryPolicy?) {
        self.tries = 0
        self.silentRetries = 0
        self.needsFreshConnection = false
        self.retriesLeft = policy?.attempts ?? 0
        self.policy = policy
    }

    private var conditions: Conditions { Conditions(words: self.policy?.conditions ?? []) }

    /// A try begins.
    mutating func tryBegan() { self.tries += 1 }

    /// The longest that the next try may have to wait, in nanoseconds: (2ᴺ-1) times the policy's back-off before the N-th
    /// retry, and ten times at most (semantics A10). The wait is drawn evenly below it.
    var longestBackOff: Int64 {
        let (seconds, attoseconds) = (self.policy?.backOff ?? .milliseconds(25)).components
        let base = min(max(0, seconds), 3600) * 1_000_000_000 + attoseconds / 1_000_000_000
        let exponent = min(max(1, self.tries - self.silentRetries), 4)
        return min((1 << exponent) - 1, 10) * base
    }

    /// What to do about a failure.
    enum Decision: Equatable {
        /// Try again now.
        case now
        /// Try again after a back-off.
        case afterBackOff
        /// Answer the client; there would have been another try if any were left.
        case exhausted
        /// Answer the client.
        case giveUp
    }

    /// A try failed before any byte of a response.
    ///
    /// - Parameters:
    ///   - isReplayable: whether everything that was sent can be sent again.
    ///   - isIdempotent: whether the method may be sent twice although the first may have been acted on.
    ///   - wasReused: whether the connection had carried another exchange before.
    mutating func failed(
        _ failure: RequestFailure, isReplayable: Bool, isIdempotent: Bool, wasReused: Bool
    ) -> Decision {
        guard isReplayable else { return .giveUp }
        if case .upstreamReset(isRefused: true) = failure, !self.needsFreshConnection {
            // The upstream says that it has not looked at the request (RFC 9113 section 8.7).
            self.needsFreshConnection = true
            self.silentRetries += 1
            return .now
        }
        if case .upstreamClosed = failure, wasReused, isIdempotent, !self.needsFreshConnection {
            // The upstream closed an idle connection while the request was on its way: nobody's fault.
            self.needsFreshConnection = true
            self.silentRetries += 1
            return .now
        }
        return self.isRetriable(failure) ? self.spend() : .giveUp
    }

    /// A response with this status came, for a gRPC call with the `grpc-status` of its head, if there is one.
    mutating func responded(status: Int, grpcStatus: Int?, isReplayable: Bool) -> Decision {
        guard status >= 400 || grpcStatus != nil, isReplayable else { return .giveUp }
        let isRetriable =
            self.isRetriable(status: status) || grpcStatus.map { self.isRetriable(grpcStatus: $0) } == true
        return isRetriable ? self.spend() : .giveUp
    }

    /// Uses one of the policy's retries up.
    private mutating func spend() -> Decision {
        guard let policy, policy.attempts > 0 else { return .giveUp }
        guard self.retriesLeft > 0 else { return .exhausted }
        self.retriesLeft -= 1
        return .afterBackOff
    }

    private func isRetriable(_ failure: RequestFailure) -> Bool {
        switch failure {
        case .connectFailed, .connectTimedOut:
            !self.conditions.isDisjoint(with: [
                .connectFailure, .serverError, .gatewayError, .reset, .resetBeforeRequest,
            ])
        case .upstreamReset(isRefused: true) where self.conditions.contains(.refusedStream): true
        case .upstreamClosed, .upstreamReset, .upstreamProtocolError, .perTryTimedOut:
            !self.conditions.isDisjoint(with: [.serverError, .gatewayError, .reset])
        case .malformed, .malformedGRPCWeb, .lowVersion, .upgradeRefused, .noRoute, .misdirected, .noCluster,
            .noHealthyEndpoint, .nameNotResolved, .responseTimedOut, .streamIdle, .headerTimedOut, .faultInjected,
            .overflow,
            .rateLimited, .bodyTooLarge, .requestTimedOut, .downstreamClosed:
            false
        }
    }

    private func isRetriable(grpcStatus: Int) -> Bool {
        !self.conditions.isDisjoint(with: Conditions(grpcStatus: grpcStatus))
    }

    private func isRetriable(status: Int) -> Bool {
        let conditions = self.conditions
        if conditions.contains(.serverError), status >= 500 { return true }
        if conditions.contains(.gatewayError), (502...504).contains(status) { return true }
        if conditions.contains(.retriable4xx), status == 409 { return true }
        return self.policy?.statusCodes.contains(status) ?? false
    }
}

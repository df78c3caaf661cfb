/// How far an exchange has come. A pure value: events in past tense, questions about what they allow.
struct ExchangeProgress: Equatable {
    private enum Upstream: Equatable {
        /// No connection carries the request yet.
        case none
        /// The request's head has been sent.
        case forwarding
        /// The response's head has been passed on.
        case responding
    }

    private var upstream = Upstream.none
    private var isRequestComplete = false
    private var hasLostBody = false
    /// Whether the current try runs on a connection that had carried another exchange before.
    private(set) var isOnReusedConnection = false
    private(set) var hasEnded = false
    /// Whether an endpoint counts this exchange among its active ones.
    private(set) var holdsEndpoint = false

    /// Whether the client has sent everything.
    var hasWholeRequest: Bool { self.isRequestComplete }
    /// Whether the client has got a head already, so that it is too late for another one.
    var hasResponded: Bool { self.upstream == .responding }
    /// Whether there is an upstream connection that takes the request's body.
    var canForwardBody: Bool { self.upstream != .none && !self.hasEnded }
    /// Whether the same request can be sent again: whatever was sent of its body is still there.
    var isReplayable: Bool { !self.hasLostBody && self.upstream != .responding }

    mutating func requestEnded() { self.isRequestComplete = true }
    mutating func endpointTaken() { self.holdsEndpoint = true }
    mutating func endpointReleased() { self.holdsEndpoint = false }
    mutating func headForwarded(onReusedConnection: Bool) {
        self.upstream = .forwarding
        self.isOnReusedConnection = onReusedConnection
    }
    /// A part of the body was sent and is not kept.
    mutating func bodyLost() { self.hasLostBody = true }
    mutating func responded() { self.upstream = .responding }
    /// A try ended without a response.
    mutating func tryFailed() { self.upstream = .none }

    /// The exchange ends: true the first time.
    mutating func end() -> Bool {
        guard !self.hasEnded else { return false }
        self.hasEnded = true
        return true
    }
}

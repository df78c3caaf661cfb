/// What clients of the API may take up, and for how long, whoever they are.
public struct ServerLimits: Hashable, Sendable {
    /// How many connections there may be. Further ones wait to be accepted.
    public var connections: Int
    /// How many seconds a connection may take for its TLS handshake and the head of its first request. What Kubernetes
    /// gives to a head.
    public var firstRequest: Int
    /// How many seconds a connection may stay without a request, and a request's body without a byte. Clients take up a
    /// connection again that was closed meanwhile.
    public var idle: Int
    /// How many seconds a client may take none of an answer that is long, or of what a watch has for it. It is looked at so
    /// often that it may be twice as many.
    public var stalledWrite: Int

    /// Limits.
    public init(
        connections: Int = APIService.mostWatches + 500, firstRequest: Int = 32, idle: Int = 90, stalledWrite: Int = 60
    ) {
        self.connections = connections
        self.firstRequest = firstRequest
        self.idle = idle
        self.stalledWrite = stalledWrite
    }
}

public import GatehousePlan

/// Where the control plane hands its results: the data plane, or a recorder in tests.
///
/// Structure and endpoints come at two rates and on two lanes. Both calls return once every worker has taken over what
/// was published.
public protocol SnapshotSink: Sendable {
    /// Serves `snapshot` from now on, its clusters at `endpoints`, keyed by cluster name. A cluster that is not a key has
    /// no endpoints.
    ///
    /// - Returns: the sockets that could not be opened; everything else is served.
    func publish(_ snapshot: Snapshot, endpoints: [String: EndpointSet]) async -> [ListenerFailure]

    /// Replaces the endpoints of the named clusters and leaves all others as they are.
    func publish(endpoints: [String: EndpointSet]) async
}

/// A socket that could not be opened.
public struct ListenerFailure: Hashable, Sendable {
    /// The address that was asked for; nil for the one that the gateway was started with.
    public var bind: String?
    /// The port as the plan has it, before any port map.
    public var port: Int
    /// Why, in the system's words.
    public var message: String

    /// A failure.
    public init(bind: String?, port: Int, message: String) {
        self.bind = bind
        self.port = port
        self.message = message
    }
}

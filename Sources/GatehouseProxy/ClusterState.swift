/// A cluster as the data plane sees it at one moment, over all workers.
public struct ClusterState: Hashable, Sendable {
    /// `outbound|<port>|<subset>|<host>`.
    public var name: String
    /// Its endpoints.
    public var endpoints: [EndpointState]

    /// One endpoint of a cluster.
    public struct EndpointState: Hashable, Sendable {
        /// `address:port`.
        public var address: String
        /// Whether it may be picked.
        public var isReady: Bool
        /// Whether it is left out because it failed.
        public var isEjected: Bool
        /// Whether health checks find it well, or there are none.
        public var isWell: Bool
        /// How often it was ejected.
        public var ejections: Int
        /// The name that it was resolved from; nil for an address that was stated.
        public var hostname: String?
        /// The relative share of requests.
        public var weight: Int
        /// Exchanges under way.
        public var activeRequests: Int
        /// Exchanges begun since the endpoint is known.
        public var totalRequests: Int
        /// Connections that wait for a request.
        public var idleConnections: Int
    }

    /// Adds what another worker sees of the same cluster.
    mutating func merge(_ other: ClusterState) {
        for state in other.endpoints {
            guard let index = self.endpoints.firstIndex(where: { $0.address == state.address }) else {
                self.endpoints.append(state)
                continue
            }
            self.endpoints[index].activeRequests += state.activeRequests
            self.endpoints[index].totalRequests += state.totalRequests
            self.endpoints[index].idleConnections += state.idleConnections
        }
    }
}

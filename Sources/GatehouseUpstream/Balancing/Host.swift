public import GatehousePlan

extension LoadBalancer {
    /// An endpoint as a load balancer sees it.
    public struct Host: Hashable, Sendable {
        /// What identifies the endpoint for consistent hashing, the same in every gateway: `address:port`.
        public var key: [UInt8]
        /// The relative share of requests; at least 1 and at most 2³² − 1, what is outside counts as the nearest.
        public var weight: Int
        /// Whether it may be picked at all; an unready one never is (semantics B5).
        public var isReady: Bool
        /// Whether it is ready, not ejected by outlier detection, and well by the health checks.
        public var isHealthy: Bool
        /// Which hosts come first: 0 before 1, and so on (semantics B4).
        public var priority: Int
        /// `region/zone/subzone`; empty when it is not known.
        public var locality: String
        /// The share of its locality among those of its priority; nil where hosts count by their own weights. Beside
        /// localities that have shares, one without gets nothing.
        public var localityWeight: Int?
        /// When it became healthy, if it is to come to its full share slowly (semantics B3): nanoseconds of the clock
        /// that `now` is read from. Nil for one that has its full share.
        public var warmupStart: UInt64?

        /// A host; a healthy one by default.
        public init(
            key: [UInt8], weight: Int = 1, isReady: Bool = true, isHealthy: Bool = true, priority: Int = 0,
            locality: String = "", localityWeight: Int? = nil, warmupStart: UInt64? = nil
        ) {
            self.key = key
            self.weight = weight
            self.isReady = isReady
            self.isHealthy = isHealthy
            self.priority = priority
            self.locality = locality
            self.localityWeight = localityWeight
            self.warmupStart = warmupStart
        }

        /// An endpoint of a plan. It is healthy when it is ready and `isWell`: not ejected, and well by the checks.
        public init(_ endpoint: Endpoint, isWell: Bool = true, warmupStart: UInt64? = nil) {
            self.init(
                key: Self.key(of: endpoint), weight: endpoint.weight, isReady: endpoint.isReady,
                isHealthy: endpoint.isReady && isWell, priority: endpoint.priority, locality: endpoint.locality,
                localityWeight: endpoint.localityWeight, warmupStart: warmupStart)
        }

        /// `address:port`, with brackets around an IPv6 address; a Unix socket's `unix:///path` as it is.
        private static func key(of endpoint: Endpoint) -> [UInt8] {
            guard !endpoint.address.hasPrefix("unix://") else { return Array(endpoint.address.utf8) }
            let isIPv6 = endpoint.address.utf8.contains(UInt8(ascii: ":"))
            return Array((isIPv6 ? "[\(endpoint.address)]" : endpoint.address).utf8) + Array(":\(endpoint.port)".utf8)
        }

        /// Whether it counts as healthy: one that says so but is not ready does not.
        var isUsable: Bool { self.isReady && self.isHealthy }

        /// The weight within its bounds.
        var boundedWeight: Double { Double(min(max(self.weight, 1), Int(UInt32.max))) }
    }
}

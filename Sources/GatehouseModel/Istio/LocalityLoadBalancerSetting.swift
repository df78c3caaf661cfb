/// Preference for near endpoints.
public struct LocalityLoadBalancerSetting: Hashable, Sendable {
    /// Fixed shares by locality; excludes failover.
    public var distribute: [Distribute]
    /// Which region takes over from which.
    public var failover: [Failover]
    /// Labels whose agreement makes an endpoint nearer, the first most.
    public var failoverPriority: [String]
    /// Turns all of this on or off; the mesh's setting where absent.
    public var enabled: Bool?

    /// Fields that are not given are absent.
    public init(
        distribute: [Distribute] = [], failover: [Failover] = [], failoverPriority: [String] = [],
        enabled: Bool? = nil
    ) {
        self.distribute = distribute
        self.failover = failover
        self.failoverPriority = failoverPriority
        self.enabled = enabled
    }
}

extension LocalityLoadBalancerSetting {
    /// The shares of traffic from one locality.
    public struct Distribute: Hashable, Sendable {
        /// The gateway's locality, `region/zone/sub_zone` with `*`.
        public var from: String?
        /// Localities and their shares, which sum to 100.
        public var to: [String: UInt32]

        /// Fields that are not given are absent.
        public init(from: String? = nil, to: [String: UInt32] = [:]) {
            self.from = from
            self.to = to
        }
    }
}

extension LocalityLoadBalancerSetting {
    /// A region that takes over from another.
    public struct Failover: Hashable, Sendable {
        /// The region that fails.
        public var from: String?
        /// The region that takes over.
        public var to: String?

        /// Fields that are not given are absent.
        public init(from: String? = nil, to: String? = nil) {
            self.from = from
            self.to = to
        }
    }
}

/// Preference for the own zone while it has capacity.
public struct ZoneAwareLoadBalancerSetting: Hashable, Sendable {
    /// Turns this on.
    public var enabled: Bool?
    /// Which region takes over from which.
    public var failover: [Failover]
    /// Labels whose agreement makes an endpoint nearer, the first most.
    public var failoverPriority: [String]
    /// The fewest endpoints for which this applies.
    public var minClusterSize: UInt64?

    /// Fields that are not given are absent.
    public init(
        enabled: Bool? = nil, failover: [Failover] = [], failoverPriority: [String] = [],
        minClusterSize: UInt64? = nil
    ) {
        self.enabled = enabled
        self.failover = failover
        self.failoverPriority = failoverPriority
        self.minClusterSize = minClusterSize
    }
}

extension ZoneAwareLoadBalancerSetting {
    /// A region that takes over from another.
    public struct Failover: Hashable, Sendable {
        /// The region that fails.
        public var from: String?
        /// The region that takes over.
        public var to: String?

        /// Fields that are not given are absent.
        public init(from: String? = nil, to: String? = nil) {
            self.from = from
            self.to = to
        }
    }
}

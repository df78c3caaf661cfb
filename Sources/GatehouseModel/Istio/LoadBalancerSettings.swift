/// How endpoints are chosen.
public struct LoadBalancerSettings: Hashable, Sendable {
    /// An algorithm without state; excludes `consistentHash`.
    public var simple: SimpleLB?
    /// Keeps one client on one endpoint.
    public var consistentHash: ConsistentHashLB?
    /// Preference for near endpoints.
    public var localityLbSetting: LocalityLoadBalancerSetting?
    /// Preference for the own zone while it has capacity.
    public var zoneAwareLbSetting: ZoneAwareLoadBalancerSetting?
    /// Deprecated: how long a new endpoint gets less than its share.
    public var warmupDurationSecs: Duration?
    /// How a new endpoint is brought up to its share.
    public var warmup: WarmupConfiguration?

    /// Fields that are not given are absent.
    public init(
        simple: SimpleLB? = nil, consistentHash: ConsistentHashLB? = nil,
        localityLbSetting: LocalityLoadBalancerSetting? = nil,
        zoneAwareLbSetting: ZoneAwareLoadBalancerSetting? = nil, warmupDurationSecs: Duration? = nil,
        warmup: WarmupConfiguration? = nil
    ) {
        self.simple = simple
        self.consistentHash = consistentHash
        self.localityLbSetting = localityLbSetting
        self.zoneAwareLbSetting = zoneAwareLbSetting
        self.warmupDurationSecs = warmupDurationSecs
        self.warmup = warmup
    }
}

extension LoadBalancerSettings {
    /// An algorithm that needs no key.
    public enum SimpleLB: String, Hashable, Sendable, CaseIterable {
        /// The default, least requests.
        case unspecified = "UNSPECIFIED"
        /// Deprecated: the same as `LEAST_REQUEST`.
        case leastConn = "LEAST_CONN"
        /// Any healthy endpoint.
        case random = "RANDOM"
        /// The address that the client asked for.
        case passthrough = "PASSTHROUGH"
        /// In turn.
        case roundRobin = "ROUND_ROBIN"
        /// Of two at random, the one with fewer active requests.
        case leastRequest = "LEAST_REQUEST"
    }
}

/// How a new endpoint is brought up to its share.
public struct WarmupConfiguration: Hashable, Sendable {
    /// How long that takes.
    public var duration: Duration?
    /// The share to begin with, 10 where absent.
    public var minimumPercent: Double?
    /// The curve's exponent, 1 (linear) where absent.
    public var aggression: Double?

    /// Fields that are not given are absent.
    public init(duration: Duration? = nil, minimumPercent: Double? = nil, aggression: Double? = nil) {
        self.duration = duration
        self.minimumPercent = minimumPercent
        self.aggression = aggression
    }
}

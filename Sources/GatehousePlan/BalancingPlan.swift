/// Which endpoint a key belongs to (semantics B2).
public struct ConsistentHashPlan: Hashable, Sendable {
    /// What of a request is the key. A request without it goes to any endpoint.
    public enum Key: Hashable, Sendable {
        /// The value of a header field; the lowercase name.
        case header(String)
        /// The value of a cookie.
        case cookie(HashCookiePlan)
        /// The client's address, without its port.
        case sourceAddress
        /// The value of a query parameter.
        case queryParameter(String)
    }

    /// How keys are spread over the endpoints.
    public enum Table: Hashable, Sendable {
        /// A ring of at least so many points.
        case ring(minimumSize: Int)
        /// Maglev's table, of so many places; a prime.
        case maglev(size: Int)
    }

    /// What of a request is the key.
    public var key: Key
    /// How keys are spread over the endpoints.
    public var table: Table

    /// A plan.
    public init(key: Key, table: Table = .ring(minimumSize: 1024)) {
        self.key = key
        self.table = table
    }
}

/// A cookie that says which endpoint a client belongs to.
public struct HashCookiePlan: Hashable, Sendable {
    /// The name.
    public var name: String
    /// The path for a generated one; empty for none.
    public var path: String
    /// How long a generated one lives, zero for as long as the browser does; nil when none is generated.
    public var lifetime: Duration?
    /// More attributes of a generated one, such as `SameSite=Lax`, in order.
    public var attributes: [String]

    /// A cookie.
    public init(name: String, path: String = "", lifetime: Duration? = nil, attributes: [String] = []) {
        self.name = name
        self.path = path
        self.lifetime = lifetime
        self.attributes = attributes
    }
}

/// How a new endpoint comes to its full share (semantics B3; Envoy's slow start).
public struct WarmupPlan: Hashable, Sendable {
    /// How long that takes.
    public var duration: Duration
    /// The least share in that time, in percent.
    public var minimumPercent: Double
    /// How early the share grows: 1 is a straight line, more is later.
    public var aggression: Double

    /// A plan.
    public init(duration: Duration, minimumPercent: Double = 10, aggression: Double = 1) {
        self.duration = duration
        self.minimumPercent = minimumPercent
        self.aggression = aggression
    }
}

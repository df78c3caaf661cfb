extension LoadBalancerSettings {
    /// Keeps requests with one key on one endpoint.
    public struct ConsistentHashLB: Hashable, Sendable {
        /// The key is this header.
        public var httpHeaderName: String?
        /// The key is this cookie.
        public var httpCookie: HTTPCookie?
        /// The key is the client's address.
        public var useSourceIp: Bool?
        /// The key is this query parameter.
        public var httpQueryParameterName: String?
        /// Hashing on a ring.
        public var ringHash: RingHash?
        /// Hashing with a Maglev table.
        public var maglev: MagLev?
        /// Deprecated: the ring's smallest size.
        public var minimumRingSize: UInt64?

        /// Fields that are not given are absent.
        public init(
            httpHeaderName: String? = nil, httpCookie: HTTPCookie? = nil, useSourceIp: Bool? = nil,
            httpQueryParameterName: String? = nil, ringHash: RingHash? = nil, maglev: MagLev? = nil,
            minimumRingSize: UInt64? = nil
        ) {
            self.httpHeaderName = httpHeaderName
            self.httpCookie = httpCookie
            self.useSourceIp = useSourceIp
            self.httpQueryParameterName = httpQueryParameterName
            self.ringHash = ringHash
            self.maglev = maglev
            self.minimumRingSize = minimumRingSize
        }
    }
}

extension LoadBalancerSettings.ConsistentHashLB {
    /// Hashing on a ring.
    public struct RingHash: Hashable, Sendable {
        /// The ring's smallest size; 1024 where absent.
        public var minimumRingSize: UInt64?

        /// Fields that are not given are absent.
        public init(minimumRingSize: UInt64? = nil) {
            self.minimumRingSize = minimumRingSize
        }
    }
}

extension LoadBalancerSettings.ConsistentHashLB {
    /// Hashing with a Maglev table.
    public struct MagLev: Hashable, Sendable {
        /// The table's size, a prime; 65537 where absent.
        public var tableSize: UInt64?

        /// Fields that are not given are absent.
        public init(tableSize: UInt64? = nil) {
            self.tableSize = tableSize
        }
    }
}

extension LoadBalancerSettings.ConsistentHashLB {
    /// A cookie that holds the key.
    public struct HTTPCookie: Hashable, Sendable {
        /// The cookie's name.
        public var name: String?
        /// The path to set it for.
        public var path: String?
        /// Its lifetime; absent never sets it, 0 sets a session cookie.
        public var ttl: Duration?
        /// Further attributes of the cookie.
        public var attributes: [Attribute]

        /// Fields that are not given are absent.
        public init(name: String? = nil, path: String? = nil, ttl: Duration? = nil, attributes: [Attribute] = []) {
            self.name = name
            self.path = path
            self.ttl = ttl
            self.attributes = attributes
        }
    }
}

extension LoadBalancerSettings.ConsistentHashLB.HTTPCookie {
    /// A further attribute of a cookie.
    public struct Attribute: Hashable, Sendable {
        /// The attribute's name.
        public var name: String?
        /// The attribute's value; absent for a bare name.
        public var value: String?

        /// Fields that are not given are absent.
        public init(name: String? = nil, value: String? = nil) {
            self.name = name
            self.value = value
        }
    }
}

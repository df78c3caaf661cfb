/// A part of a service's endpoints; the service is named by the label `kubernetes.io/service-name`.
public struct EndpointSlice: ResourceSpec {
    /// The kind as manifests name it.
    /// The kind's name.
    public static let kind = "EndpointSlice"

    /// What the addresses are.
    public var addressType: AddressType?
    /// The endpoints.
    public var endpoints: [Endpoint]
    /// The ports that every endpoint has.
    public var ports: [Port]

    /// Fields that are not given are absent.
    public init(addressType: AddressType? = nil, endpoints: [Endpoint] = [], ports: [Port] = []) {
        self.addressType = addressType
        self.endpoints = endpoints
        self.ports = ports
    }
}

extension EndpointSlice {
    /// What the addresses of a slice are.
    public enum AddressType: String, Hashable, Sendable, CaseIterable {
        /// IPv4 addresses.
        case ipv4 = "IPv4"
        /// IPv6 addresses.
        case ipv6 = "IPv6"
        /// DNS names.
        case fqdn = "FQDN"
    }
}

extension EndpointSlice {
    /// One endpoint.
    public struct Endpoint: Hashable, Sendable {
        /// Its addresses, which are interchangeable.
        public var addresses: [String]
        /// Its state.
        public var conditions: Conditions?
        /// Its host name.
        public var hostname: String?
        /// The pod behind it.
        public var targetRef: ObjectReference?
        /// What `v1beta1` calls `topology`: labels of the node, its zone among them.
        public var deprecatedTopology: [String: String]
        /// The node it runs on.
        public var nodeName: String?
        /// The zone it runs in.
        public var zone: String?
        /// Who should use it.
        public var hints: Hints?

        /// Fields that are not given are absent.
        public init(
            addresses: [String] = [], conditions: Conditions? = nil, hostname: String? = nil,
            targetRef: ObjectReference? = nil, deprecatedTopology: [String: String] = [:], nodeName: String? = nil,
            zone: String? = nil, hints: Hints? = nil
        ) {
            self.addresses = addresses
            self.conditions = conditions
            self.hostname = hostname
            self.targetRef = targetRef
            self.deprecatedTopology = deprecatedTopology
            self.nodeName = nodeName
            self.zone = zone
            self.hints = hints
        }
    }
}

extension EndpointSlice {
    /// The state of an endpoint.
    public struct Conditions: Hashable, Sendable {
        /// Takes new traffic; absent counts as true.
        public var ready: Bool?
        /// Answers, even while it is terminating; absent counts as `ready`.
        public var serving: Bool?
        /// Is being stopped; absent counts as false.
        public var terminating: Bool?

        /// Fields that are not given are absent.
        public init(ready: Bool? = nil, serving: Bool? = nil, terminating: Bool? = nil) {
            self.ready = ready
            self.serving = serving
            self.terminating = terminating
        }
    }
}

extension EndpointSlice {
    /// Who should use an endpoint.
    public struct Hints: Hashable, Sendable {
        /// Clients of these zones.
        public var forZones: [ForZone]
        /// Clients on these nodes.
        public var forNodes: [ForNode]

        /// Fields that are not given are absent.
        public init(forZones: [ForZone] = [], forNodes: [ForNode] = []) {
            self.forZones = forZones
            self.forNodes = forNodes
        }
    }
}

extension EndpointSlice {
    /// A zone that should use an endpoint.
    public struct ForZone: Hashable, Sendable {
        /// The zone.
        public var name: String?

        /// Fields that are not given are absent.
        public init(name: String? = nil) {
            self.name = name
        }
    }
}

extension EndpointSlice {
    /// A node that should use an endpoint.
    public struct ForNode: Hashable, Sendable {
        /// The node.
        public var name: String?

        /// Fields that are not given are absent.
        public init(name: String? = nil) {
            self.name = name
        }
    }
}

extension EndpointSlice {
    /// A port of every endpoint of a slice.
    public struct Port: Hashable, Sendable {
        /// The service port's name; empty for a lone port.
        public var name: String?
        /// The number; absent for all ports.
        public var port: Int32?
        /// The transport; TCP where absent.
        public var `protocol`: TransportProtocol?
        /// The application protocol.
        public var appProtocol: String?

        /// Fields that are not given are absent.
        public init(
            name: String? = nil, port: Int32? = nil, protocol: TransportProtocol? = nil, appProtocol: String? = nil
        ) {
            self.name = name
            self.port = port
            self.protocol = `protocol`
            self.appProtocol = appProtocol
        }
    }
}

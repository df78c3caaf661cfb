/// The endpoints of the service of the same name, in the form before EndpointSlices.
public struct Endpoints: ResourceSpec {
    /// The kind as manifests name it.
    /// The kind's name.
    public static let kind = "Endpoints"

    /// Addresses with the ports that they share.
    public var subsets: [Subset]

    /// Fields that are not given are absent.
    public init(subsets: [Subset] = []) {
        self.subsets = subsets
    }
}

extension Endpoints {
    /// Addresses with the ports that they share.
    public struct Subset: Hashable, Sendable {
        /// Addresses that are ready.
        public var addresses: [Address]
        /// Addresses that are not.
        public var notReadyAddresses: [Address]
        /// The ports.
        public var ports: [Port]

        /// Fields that are not given are absent.
        public init(addresses: [Address] = [], notReadyAddresses: [Address] = [], ports: [Port] = []) {
            self.addresses = addresses
            self.notReadyAddresses = notReadyAddresses
            self.ports = ports
        }
    }
}

extension Endpoints {
    /// One address.
    public struct Address: Hashable, Sendable {
        /// The address.
        public var ip: String?
        /// The endpoint's host name.
        public var hostname: String?
        /// The node it runs on.
        public var nodeName: String?
        /// The pod behind it.
        public var targetRef: ObjectReference?

        /// Fields that are not given are absent.
        public init(
            ip: String? = nil, hostname: String? = nil, nodeName: String? = nil, targetRef: ObjectReference? = nil
        ) {
            self.ip = ip
            self.hostname = hostname
            self.nodeName = nodeName
            self.targetRef = targetRef
        }
    }
}

extension Endpoints {
    /// A port of endpoints.
    public struct Port: Hashable, Sendable {
        /// The service port's name; absent for a lone port.
        public var name: String?
        /// The number.
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

/// A named set of pods behind stable ports.
public struct Service: ResourceSpec {
    /// The kind as manifests name it.
    /// The kind's name.
    public static let kind = "Service"

    /// How the service is reached; `ClusterIP` where absent.
    public var type: ServiceType?
    /// The virtual address; `None` for a headless service.
    public var clusterIP: String?
    /// All virtual addresses.
    public var clusterIPs: [String]
    /// Addresses outside the cluster that also lead here.
    public var externalIPs: [String]
    /// The DNS name that an `ExternalName` service stands for.
    public var externalName: String?
    /// Labels of the pods behind the service.
    public var selector: [String: String]
    /// The service's ports.
    public var ports: [Port]
    /// Whether unready pods count as ready.
    public var publishNotReadyAddresses: Bool?
    /// `None` or `ClientIP`.
    public var sessionAffinity: String?
    /// `PreferClose`, `PreferSameZone` or `PreferSameNode`.
    public var trafficDistribution: String?

    /// Fields that are not given are absent.
    public init(
        type: ServiceType? = nil, clusterIP: String? = nil, clusterIPs: [String] = [], externalIPs: [String] = [],
        externalName: String? = nil, selector: [String: String] = [:], ports: [Port] = [],
        publishNotReadyAddresses: Bool? = nil, sessionAffinity: String? = nil, trafficDistribution: String? = nil
    ) {
        self.type = type
        self.clusterIP = clusterIP
        self.clusterIPs = clusterIPs
        self.externalIPs = externalIPs
        self.externalName = externalName
        self.selector = selector
        self.ports = ports
        self.publishNotReadyAddresses = publishNotReadyAddresses
        self.sessionAffinity = sessionAffinity
        self.trafficDistribution = trafficDistribution
    }
}

extension Service {
    /// How a service is reached.
    public enum ServiceType: String, Hashable, Sendable, CaseIterable {
        /// By an address inside the cluster.
        case clusterIP = "ClusterIP"
        /// By a port of every node.
        case nodePort = "NodePort"
        /// By a load balancer outside the cluster.
        case loadBalancer = "LoadBalancer"
        /// It is an alias of a DNS name.
        case externalName = "ExternalName"
    }
}

extension Service {
    /// A port of a service.
    public struct Port: Hashable, Sendable {
        /// The port's name; its prefix tells the protocol where `appProtocol` does not.
        public var name: String?
        /// The transport; TCP where absent.
        public var `protocol`: TransportProtocol?
        /// The application protocol.
        public var appProtocol: String?
        /// The number that clients use.
        public var port: Int32?
        /// The pods' port; `port` where absent.
        public var targetPort: IntOrString?
        /// The port of every node.
        public var nodePort: Int32?

        /// Fields that are not given are absent.
        public init(
            name: String? = nil, protocol: TransportProtocol? = nil, appProtocol: String? = nil, port: Int32? = nil,
            targetPort: IntOrString? = nil, nodePort: Int32? = nil
        ) {
            self.name = name
            self.protocol = `protocol`
            self.appProtocol = appProtocol
            self.port = port
            self.targetPort = targetPort
            self.nodePort = nodePort
        }
    }
}

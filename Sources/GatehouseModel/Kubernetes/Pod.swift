/// What a gateway needs to know of a pod; its labels are in the metadata.
public struct Pod: ResourceSpec {
    /// The kind as manifests name it.
    /// The kind's name.
    public static let kind = "Pod"

    /// The address.
    public var podIP: String?
    /// All addresses, the first of them `podIP`.
    public var podIPs: [String]
    /// The node it runs on.
    public var nodeName: String?
    /// The account it runs as.
    public var serviceAccountName: String?
    /// `Pending`, `Running`, `Succeeded`, `Failed` or `Unknown`.
    public var phase: String?
    /// Its `Ready` condition; absent where the pod has no such condition yet.
    public var ready: Bool?
    /// Whether it is being deleted.
    public var terminating: Bool?
    /// The ports that its containers declare.
    public var containerPorts: [ContainerPort]

    /// Fields that are not given are absent.
    public init(
        podIP: String? = nil, podIPs: [String] = [], nodeName: String? = nil, serviceAccountName: String? = nil,
        phase: String? = nil, ready: Bool? = nil, terminating: Bool? = nil, containerPorts: [ContainerPort] = []
    ) {
        self.podIP = podIP
        self.podIPs = podIPs
        self.nodeName = nodeName
        self.serviceAccountName = serviceAccountName
        self.phase = phase
        self.ready = ready
        self.terminating = terminating
        self.containerPorts = containerPorts
    }
}

extension Pod {
    /// A port that a container declares.
    public struct ContainerPort: Hashable, Sendable {
        /// The name, to which a service's `targetPort` may refer.
        public var name: String?
        /// The number.
        public var containerPort: Int32?
        /// The transport; TCP where absent.
        public var `protocol`: TransportProtocol?

        /// Fields that are not given are absent.
        public init(name: String? = nil, containerPort: Int32? = nil, protocol: TransportProtocol? = nil) {
            self.name = name
            self.containerPort = containerPort
            self.protocol = `protocol`
        }
    }
}

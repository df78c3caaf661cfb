/// A service that no cluster knows of by itself.
public struct ServiceEntry: ResourceSpec {
    /// The kind as manifests name it.
    /// The kind's name.
    public static let kind = "ServiceEntry"

    /// The service's names.
    public var hosts: [String]
    /// Virtual addresses or CIDR ranges of the service.
    public var addresses: [String]
    /// The service's ports.
    public var ports: [ServicePort]
    /// Whether the service belongs to the mesh.
    public var location: Location?
    /// How endpoints are found.
    public var resolution: Resolution?
    /// The endpoints; excludes `workloadSelector`.
    public var endpoints: [WorkloadEntry]
    /// The WorkloadEntries and pods that are the endpoints.
    public var workloadSelector: WorkloadSelector?
    /// Namespaces that may use this; `*` all, `.` its own, `~` none. Empty means all.
    public var exportTo: [String]
    /// Names that the service's certificate must carry, if its DestinationRule says none.
    public var subjectAltNames: [String]

    /// Fields that are not given are absent.
    public init(
        hosts: [String] = [], addresses: [String] = [], ports: [ServicePort] = [], location: Location? = nil,
        resolution: Resolution? = nil, endpoints: [WorkloadEntry] = [], workloadSelector: WorkloadSelector? = nil,
        exportTo: [String] = [], subjectAltNames: [String] = []
    ) {
        self.hosts = hosts
        self.addresses = addresses
        self.ports = ports
        self.location = location
        self.resolution = resolution
        self.endpoints = endpoints
        self.workloadSelector = workloadSelector
        self.exportTo = exportTo
        self.subjectAltNames = subjectAltNames
    }
}

extension ServiceEntry {
    /// Whether a service belongs to the mesh.
    public enum Location: String, Hashable, Sendable, CaseIterable {
        /// Outside.
        case meshExternal = "MESH_EXTERNAL"
        /// Inside, with workload certificates.
        case meshInternal = "MESH_INTERNAL"
    }
}

extension ServiceEntry {
    /// How endpoints are found.
    public enum Resolution: String, Hashable, Sendable, CaseIterable {
        /// Not at all: the address that the client asked for.
        case noResolution = "NONE"
        /// They are listed as addresses.
        case `static` = "STATIC"
        /// Every address of the names.
        case dns = "DNS"
        /// The latest address of the name, for new connections.
        case dnsRoundRobin = "DNS_ROUND_ROBIN"
        /// The request's host is resolved.
        case dynamicDns = "DYNAMIC_DNS"
    }
}

/// A port of a ServiceEntry.
public struct ServicePort: Hashable, Sendable {
    /// The port that clients use.
    public var number: UInt32?
    /// The protocol, `HTTP`, `TLS`, `TCP` or another known name.
    public var `protocol`: String?
    /// The port's label; unique within the service.
    public var name: String?
    /// The endpoints' port; `number` where absent.
    public var targetPort: UInt32?

    /// Fields that are not given are absent.
    public init(number: UInt32? = nil, protocol: String? = nil, name: String? = nil, targetPort: UInt32? = nil) {
        self.number = number
        self.protocol = `protocol`
        self.name = name
        self.targetPort = targetPort
    }
}

/// Which traffic of some hosts goes where.
public struct VirtualService: ResourceSpec {
    /// The kind as manifests name it.
    /// The kind's name.
    public static let kind = "VirtualService"

    /// Names that requests are addressed to; a leading `*` label is a wildcard. Empty for delegates.
    public var hosts: [String]
    /// Gateways that this applies to; `mesh` (also when empty) means sidecars.
    public var gateways: [String]
    /// Rules for HTTP, in order; the first that matches is taken.
    public var http: [HTTPRoute]
    /// Rules for TLS that is passed through, by server name.
    public var tls: [TLSRoute]
    /// Rules for opaque TCP.
    public var tcp: [TCPRoute]
    /// Namespaces that may use this; `*` all, `.` its own, `~` none. Empty means all.
    public var exportTo: [String]

    /// Fields that are not given are absent.
    public init(
        hosts: [String] = [], gateways: [String] = [], http: [HTTPRoute] = [], tls: [TLSRoute] = [],
        tcp: [TCPRoute] = [], exportTo: [String] = []
    ) {
        self.hosts = hosts
        self.gateways = gateways
        self.http = http
        self.tls = tls
        self.tcp = tcp
        self.exportTo = exportTo
    }
}

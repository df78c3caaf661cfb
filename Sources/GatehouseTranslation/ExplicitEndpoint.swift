/// An endpoint for a service host that was given without a resource, as `--endpoint HOST[:PORT]=ADDR:PORT[,label=value]`.
///
/// It joins the service of that host, in place of names that would have to be looked up in DNS. Where there is no such
/// service it makes one.
public struct ExplicitEndpoint: Hashable, Sendable {
    /// The service's host; a name without a dot is in the default namespace.
    public var host: String
    /// The service port; nil serves every port of the service, and any port that a route asks for where the service is
    /// made by this endpoint (80 for a route that names none).
    public var port: Int?
    /// The address, an IP or `unix:///path`.
    public var address: String
    /// The port at the address; 0 for a Unix socket.
    public var endpointPort: Int
    /// Labels, for subsets.
    public var labels: [String: String]

    /// An endpoint.
    public init(host: String, port: Int? = nil, address: String, endpointPort: Int, labels: [String: String] = [:]) {
        self.host = host
        self.port = port
        self.address = address
        self.endpointPort = endpointPort
        self.labels = labels
    }
}

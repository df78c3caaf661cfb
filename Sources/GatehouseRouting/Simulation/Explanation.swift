/// What would happen to a request, and why.
public struct Explanation: Hashable, Sendable {
    /// How a request ends.
    public enum Outcome: String, Hashable, Sendable, CaseIterable {
        /// It is sent upstream.
        case forward
        /// It is answered with a redirect.
        case redirect
        /// The gateway answers by itself.
        case directResponse = "direct_response"
        /// A fault is injected into every such request.
        case fault
        /// Nobody listens on the port.
        case noListener = "no_listener"
        /// The TLS handshake fails.
        case tlsRefused = "tls_refused"
        /// No virtual host or no route takes it.
        case noRoute = "no_route"
        /// The destination is not known.
        case noCluster = "no_cluster"
        /// The destination has no endpoint that is ready.
        case noEndpoints = "no_endpoints"
        /// The connection is forwarded without being understood as HTTP.
        case tcpForward = "tcp_forward"
        /// It is refused: malformed, with too large a body, or for an upgrade that is not spoken here.
        case badRequest = "bad_request"
    }

    /// The listener that takes the connection.
    public struct Listener: Hashable, Sendable {
        /// The address that it is bound to.
        public var address: String
        /// The port, before any port map.
        public var port: Int
        /// The protocol in capitals.
        public var protocolName: String
    }

    /// The route that takes the request.
    public struct Route: Hashable, Sendable {
        /// `namespace/name` of the VirtualService.
        public var virtualService: String
        /// The rule, such as `spec.http[0]`.
        public var rule: String
        /// The match entry, such as `spec.http[0].match[1]`; nil for a rule without matches.
        public var match: String?
        /// The route's name in the access log.
        public var name: String?
        /// The rule that delegates to this one, as `namespace/name spec.http[0]`.
        public var delegatedBy: String?
    }

    /// One place that the request may be sent to.
    public struct Destination: Hashable, Sendable {
        /// The service's full host name.
        public var host: String
        /// The subset, empty for none.
        public var subset: String
        /// The service port.
        public var port: Int
        /// The share of requests, relative to the other destinations'; 100 for a lone one.
        public var weight: Int
        /// `outbound|<port>|<subset>|<host>`.
        public var cluster: String
        /// Endpoints that are ready; nil where there is no such cluster.
        public var endpoints: Int?
        /// Names that DNS resolves to further endpoints, or to those that are counted.
        public var names: [String] = []
    }

    /// The request as the upstream would see it.
    public struct Request: Hashable, Sendable {
        /// The method.
        public var method: String
        /// Path and query.
        public var path: String
        /// Host.
        public var authority: String
        /// The header fields in order; a field that is sent several times is here several times.
        public var headers: [SimulatedCall.Header]
    }

    /// How the request ends.
    public var outcome: Outcome
    /// The status of the gateway's own answer; nil where the upstream gives it.
    public var status: Int?
    /// The access log's response flag for the gateway's own answer, such as `NR`; nil for none.
    public var responseFlag: String?
    /// The listener; nil when there is none.
    public var listener: Listener?
    /// The virtual host that was consulted, such as `example.com:80`; nil when none answers for the host.
    public var virtualHost: String?
    /// The route that was taken; nil when none was.
    public var route: Route?
    /// Where the route sends requests; empty for one that does not.
    public var destinations: [Destination] = []
    /// What else holds for the request; nil where no route takes it.
    public var policies: Policies?
    /// The request as the upstream would see it; nil when it would see none.
    public var request: Request?
    /// Where a redirect leads.
    public var location: String?
    /// How it came to this, in sentences.
    public var because: [String] = []

    init(_ outcome: Outcome) { self.outcome = outcome }
}

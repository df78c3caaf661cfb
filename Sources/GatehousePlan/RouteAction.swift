/// What a route does with a request.
public enum RouteAction: Hashable, Sendable {
    /// Sends it to one of the destinations.
    case forward(ForwardAction)
    /// Answers with a redirect.
    case redirect(RedirectAction)
    /// Answers by itself.
    case directResponse(DirectResponseAction)
}

/// Destinations with weights, and how the request is rewritten on the way there.
public struct ForwardAction: Hashable, Sendable {
    /// Where requests go; at least one, not all of weight 0.
    public var destinations: [WeightedDestination]
    /// A replacement for the path.
    public var pathRewrite: PathRewrite?
    /// A replacement for the authority: `rewrite.authority`, else what a header operation sets `host` to (semantics A4).
    /// No header operation of a plan names `host` or a pseudo header.
    public var authorityRewrite: String?

    /// A forward action.
    public init(
        destinations: [WeightedDestination], pathRewrite: PathRewrite? = nil, authorityRewrite: String? = nil
    ) {
        self.destinations = destinations
        self.pathRewrite = pathRewrite
        self.authorityRewrite = authorityRewrite
    }
}

/// One destination of a forward action.
public struct WeightedDestination: Hashable, Sendable {
    /// The service's full host name.
    public var host: String
    /// The service port, after the defaults of semantics A5.
    public var port: Int
    /// The subset, empty for none.
    public var subset: String
    /// `outbound|<port>|<subset>|<host>`.
    public var clusterName: String
    /// The cluster; nil when there is none of that name, which answers 503 NC (semantics R4, S3).
    public var cluster: ClusterID?
    /// The share of requests relative to the sum of all; a lone destination takes every request.
    public var weight: Int
    /// Operations on the request of this one among several destinations, applied before the rule's (semantics A15); a
    /// lone destination has none, its operations stand among the rule's.
    public var requestHeaders: [HeaderOperation]
    /// Operations on the response, likewise before the rule's.
    public var responseHeaders: [HeaderOperation]
    /// A replacement for the authority on the way to this destination; the action's own wins over it (semantics A4).
    public var authorityRewrite: String?

    /// A destination.
    public init(
        host: String, port: Int, subset: String = "", clusterName: String, cluster: ClusterID?, weight: Int,
        requestHeaders: [HeaderOperation] = [], responseHeaders: [HeaderOperation] = [],
        authorityRewrite: String? = nil
    ) {
        self.host = host
        self.port = port
        self.subset = subset
        self.clusterName = clusterName
        self.cluster = cluster
        self.weight = weight
        self.requestHeaders = requestHeaders
        self.responseHeaders = responseHeaders
        self.authorityRewrite = authorityRewrite
    }
}

/// How the path is replaced on its way upstream; the query is kept.
public enum PathRewrite: Hashable, Sendable {
    /// Replaces what a prefix condition matched by this text, or the whole path under any other condition (semantics
    /// A3).
    case matched(String)
    /// Replaces every match of an RE2 expression; `\1` names a group.
    case regex(pattern: String, substitution: String)
}

/// One change to the header fields.
public enum HeaderOperation: Hashable, Sendable {
    /// Removes every field of the name.
    case remove(name: String)
    /// Replaces all fields of the name by one. The value may hold substitutions such as
    /// `%DOWNSTREAM_REMOTE_ADDRESS%`.
    case set(name: String, value: String)
    /// Adds one more field.
    case add(name: String, value: String)
}

/// A redirect (semantics A1); absent parts are the request's.
public struct RedirectAction: Hashable, Sendable {
    /// The port of the new location.
    public enum Port: Hashable, Sendable {
        /// The Host header's, dropped when it is the default of the old scheme and the scheme changes.
        case fromProtocolDefault
        /// The Gateway server's port that the request came in by.
        case fromRequest
        /// This one.
        case number(Int)
    }

    /// 301, 302, 303, 307 or 308.
    public var status: Int
    /// A new path; with `?` it replaces the query as well.
    public var path: String?
    /// A new host and port.
    public var authority: String?
    /// A new scheme.
    public var scheme: String?
    /// The port.
    public var port: Port
    /// The Gateway server's port, for `.fromRequest`.
    public var serverPort: Int

    /// A redirect.
    public init(
        status: Int = 301, path: String? = nil, authority: String? = nil, scheme: String? = nil,
        port: Port = .fromProtocolDefault, serverPort: Int
    ) {
        self.status = status
        self.path = path
        self.authority = authority
        self.scheme = scheme
        self.port = port
        self.serverPort = serverPort
    }
}

/// A response that the gateway gives by itself (semantics A2).
public struct DirectResponseAction: Hashable, Sendable {
    /// 200 to 599.
    public var status: Int
    /// The body; nil for none.
    public var body: [UInt8]?

    /// A direct response.
    public init(status: Int, body: [UInt8]? = nil) {
        self.status = status
        self.body = body
    }
}

/// Conditions on a request, all of which must hold.
public struct HTTPMatchRequest: Hashable, Sendable {
    /// Appended to the rule's name in access logs.
    public var name: String?
    /// Condition on the path, without the query.
    public var uri: StringMatch?
    /// Condition on the scheme.
    public var scheme: StringMatch?
    /// Condition on the method.
    public var method: StringMatch?
    /// Condition on the authority as sent, port included.
    public var authority: StringMatch?
    /// Conditions on headers, by name.
    public var headers: [String: StringMatch]
    /// The Gateway server's port number.
    public var port: UInt32?
    /// Labels that the gateway's own workload must carry.
    public var sourceLabels: [String: String]
    /// Gateways that this entry applies to, in place of the resource's list.
    public var gateways: [String]
    /// Conditions on query parameters, by name.
    public var queryParams: [String: StringMatch]
    /// Makes exact and prefix conditions on the path blind to letter case.
    public var ignoreUriCase: Bool?
    /// Conditions on headers that must not hold.
    public var withoutHeaders: [String: StringMatch]
    /// The namespace that the gateway's own workload must be in.
    public var sourceNamespace: String?
    /// A prefix for statistics of this route.
    public var statPrefix: String?

    /// Fields that are not given are absent.
    public init(
        name: String? = nil, uri: StringMatch? = nil, scheme: StringMatch? = nil, method: StringMatch? = nil,
        authority: StringMatch? = nil, headers: [String: StringMatch] = [:], port: UInt32? = nil,
        sourceLabels: [String: String] = [:], gateways: [String] = [], queryParams: [String: StringMatch] = [:],
        ignoreUriCase: Bool? = nil, withoutHeaders: [String: StringMatch] = [:], sourceNamespace: String? = nil,
        statPrefix: String? = nil
    ) {
        self.name = name
        self.uri = uri
        self.scheme = scheme
        self.method = method
        self.authority = authority
        self.headers = headers
        self.port = port
        self.sourceLabels = sourceLabels
        self.gateways = gateways
        self.queryParams = queryParams
        self.ignoreUriCase = ignoreUriCase
        self.withoutHeaders = withoutHeaders
        self.sourceNamespace = sourceNamespace
        self.statPrefix = statPrefix
    }
}

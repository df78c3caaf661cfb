/// A redirect answered by the gateway.
public struct HTTPRedirect: Hashable, Sendable {
    /// The new path; the request's query is kept unless this has one.
    public var uri: String?
    /// The new host, and port where it names one.
    public var authority: String?
    /// The new port.
    public var port: UInt32?
    /// Where the new port comes from, in place of `port`.
    public var derivePort: RedirectPortSelection?
    /// The new scheme.
    public var scheme: String?
    /// The status, 301 where absent.
    public var redirectCode: UInt32?
    /// Replaces the matched prefix of the path.
    public var prefixRewrite: String?

    /// Fields that are not given are absent.
    public init(
        uri: String? = nil, authority: String? = nil, port: UInt32? = nil, derivePort: RedirectPortSelection? = nil,
        scheme: String? = nil, redirectCode: UInt32? = nil, prefixRewrite: String? = nil
    ) {
        self.uri = uri
        self.authority = authority
        self.port = port
        self.derivePort = derivePort
        self.scheme = scheme
        self.redirectCode = redirectCode
        self.prefixRewrite = prefixRewrite
    }
}

extension HTTPRedirect {
    /// Where a redirect's port comes from.
    public enum RedirectPortSelection: String, Hashable, Sendable, CaseIterable {
        /// The scheme's default port.
        case fromProtocolDefault = "FROM_PROTOCOL_DEFAULT"
        /// The port that the request came in by.
        case fromRequestPort = "FROM_REQUEST_PORT"
    }
}

/// A fixed response.
public struct HTTPDirectResponse: Hashable, Sendable {
    /// The status, 200 to 599.
    public var status: UInt32?
    /// The body; empty where absent.
    public var body: HTTPBody?

    /// Fields that are not given are absent.
    public init(status: UInt32? = nil, body: HTTPBody? = nil) {
        self.status = status
        self.body = body
    }
}

/// The body of a fixed response, as one of two.
public struct HTTPBody: Hashable, Sendable {
    /// The body as text.
    public var string: String?
    /// The body as bytes.
    public var bytes: [UInt8]?

    /// Fields that are not given are absent.
    public init(string: String? = nil, bytes: [UInt8]? = nil) {
        self.string = string
        self.bytes = bytes
    }
}

/// Changes to a request before it is forwarded.
public struct HTTPRewrite: Hashable, Sendable {
    /// Replaces the matched prefix, or the whole path of other matches.
    public var uri: String?
    /// Replaces the authority.
    public var authority: String?
    /// Replaces parts of the path; excludes `uri`.
    public var uriRegexRewrite: RegexRewrite?

    /// Fields that are not given are absent.
    public init(uri: String? = nil, authority: String? = nil, uriRegexRewrite: RegexRewrite? = nil) {
        self.uri = uri
        self.authority = authority
        self.uriRegexRewrite = uriRegexRewrite
    }
}

/// A replacement by regular expression.
public struct RegexRewrite: Hashable, Sendable {
    /// The expression (RE2).
    public var match: String?
    /// The replacement; `\1` is the first group.
    public var rewrite: String?

    /// Fields that are not given are absent.
    public init(match: String? = nil, rewrite: String? = nil) {
        self.match = match
        self.rewrite = rewrite
    }
}

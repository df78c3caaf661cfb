/// The protocol version that a message arrived with.
public enum HTTPVersion: UInt8, Hashable, Sendable {
    case http10
    case http11
    case http2
    /// None: the head of a connection that carries no requests.
    case unknown

    /// As the access log names it, in text.
    public var label: StaticString {
        switch self {
        case .http10: "HTTP/1.0"
        case .http11: "HTTP/1.1"
        case .http2: "HTTP/2"
        case .unknown: "-"
        }
    }
}

/// A request's head, whatever protocol it came by: the target in its parts and the header fields.
///
/// `Host` and `:authority` are one thing here, `authority`; it is not among `headers.fields`. All ranges point into
/// `headers.bytes`. The value is reused from request to request, see `HeaderBlock`.
public struct RequestHead: Sendable {
    /// The header fields, and the bytes behind every range of this head.
    public var headers: HeaderBlock
    /// The method, case kept.
    public var method: ByteRange
    /// The path without query and fragment; normalised once `PathNormalizer` has run.
    public var path: ByteRange
    /// The query with its `?`, empty where there is none.
    public var query: ByteRange
    /// Host, with the port if one was sent, case kept.
    public var authority: ByteRange
    /// The version that the request arrived with.
    public var version: HTTPVersion
    /// Whether the downstream connection is encrypted.
    public var isSecure: Bool

    /// An empty head.
    public init() {
        self.headers = HeaderBlock()
        self.method = .empty
        self.path = .empty
        self.query = .empty
        self.authority = .empty
        self.version = .http11
        self.isSecure = false
    }

    /// Empties the head and keeps its storage.
    public mutating func removeAll() {
        self.headers.removeAll()
        self.method = .empty
        self.path = .empty
        self.query = .empty
        self.authority = .empty
    }

    /// Calls `body` with the bytes of `range`.
    @inlinable
    public func withBytes<Result>(_ range: ByteRange, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        self.headers.withBytes(range, body)
    }

    /// The text of `range`. Not for the request path.
    public func string(_ range: ByteRange) -> String { self.headers.string(range) }

    /// A head from text, for simulation and tests: names are lowercased, a `host` header becomes the authority.
    public init(
        method: String, authority: String, target: String, headers: [(name: String, value: String)] = [],
        version: HTTPVersion = .http11, isSecure: Bool = false
    ) {
        self.init()
        self.version = version
        self.isSecure = isSecure
        self.method = self.headers.store(method.utf8)
        self.authority = self.headers.store(authority.utf8)
        var target = Substring(target)
        if let fragment = target.firstIndex(of: "#") { target = target[..<fragment] }
        let queryStart = target.firstIndex(of: "?") ?? target.endIndex
        self.path = self.headers.store(target[..<queryStart].utf8)
        self.query = self.headers.store(target[queryStart...].utf8)
        for (name, value) in headers {
            let lowercased = Array(name.lowercased().utf8)
            if lowercased == Array("host".utf8) {
                self.authority = self.headers.store(value.utf8)
            } else {
                self.headers.append(name: lowercased, value: value.utf8)
            }
        }
    }
}

/// A request to the API, as it came over the wire; nothing of it is believed yet.
public struct APICall: Sendable {
    /// `GET`, `POST`, …
    public var method: String
    /// The path, still percent-encoded, without the query.
    public var path: String
    /// The query, still percent-encoded, without the question mark; empty for none.
    public var query: String
    /// The header fields by lowercased name. Of a field that came several times the values stand in order.
    public var headers: [String: [String]]
    /// The body; empty for none.
    public var body: [UInt8]

    /// A request.
    public init(
        method: String, path: String, query: String = "", headers: [String: [String]] = [:], body: [UInt8] = []
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.headers = headers
        self.body = body
    }

    /// The first value of a header field; nil for none.
    public func header(_ name: String) -> String? { self.headers[name]?.first }
}

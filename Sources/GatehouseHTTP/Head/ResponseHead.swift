/// A response's head: the status and the header fields. Reused from response to response, see `HeaderBlock`.
public struct ResponseHead: Sendable {
    /// The header fields.
    public var headers: HeaderBlock
    /// The status code, 100 to 999.
    public var status: Int
    /// The version that the response arrived with.
    public var version: HTTPVersion

    /// An empty head.
    public init() {
        self.headers = HeaderBlock()
        self.status = 0
        self.version = .http11
    }

    /// Empties the head and keeps its storage.
    public mutating func removeAll() {
        self.headers.removeAll()
        self.status = 0
    }
}

/// What the API answers.
public struct APIReply: Sendable {
    /// The body.
    public enum Body: Sendable {
        /// All of it.
        case bytes([UInt8])
        /// Pieces as they come to be, each to be sent at once: a watch. It ends when the reader goes away.
        case stream(AsyncStream<[UInt8]>)
    }

    /// The HTTP status.
    public var status: Int
    /// The header fields, with what `Content-Type` says among them, in the order in which they are sent.
    public var headers: [(name: String, value: String)]
    /// The body.
    public var body: Body

    /// An answer.
    public init(status: Int, headers: [(name: String, value: String)] = [], body: Body = .bytes([])) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

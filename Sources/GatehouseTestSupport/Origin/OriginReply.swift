/// What a ``TestOrigin`` answers.
public struct OriginReply: Sendable {
    /// A body and how it is framed.
    public enum Body: Sendable {
        /// `Content-Length` and these bytes.
        case fixed([UInt8])
        /// `Transfer-Encoding: chunked`, one chunk for each element, then these trailer fields.
        case chunked([[UInt8]], trailers: [(String, String)] = [])
        /// `Transfer-Encoding: chunked`: these bytes at once, and the end when the gate is open.
        case held([UInt8], until: Gate)
        /// `Content-Length` and this many bytes of filler, written in pieces of 64 KiB.
        case filler(count: Int)
        /// No framing: the body ends with the connection.
        case untilClose([UInt8])
    }

    /// The status code.
    public var status: Int
    /// Headers beside the framing.
    public var headers: [(String, String)]
    /// The body.
    public var body: Body

    /// A reply.
    public init(status: Int = 200, headers: [(String, String)] = [], body: Body = .fixed([])) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// A reply with text.
    public static func text(_ text: String, status: Int = 200) -> OriginReply {
        OriginReply(status: status, headers: [("content-type", "text/plain")], body: .fixed(Array(text.utf8)))
    }

    /// Writes the reply to a request of `method` from the origin `name`.
    func write(to connection: RawConnection, from name: String, answering method: String) async throws {
        var head = "HTTP/1.1 \(self.status) Reply\r\n\(TestOrigin.nameHeader): \(name)\r\n"
        for (name, value) in self.headers { head += "\(name): \(value)\r\n" }
        let bodiless = method == "HEAD" || self.status == 204 || self.status == 304
        switch self.body {
        case .fixed(let bytes):
            let length = self.status == 204 ? "" : "content-length: \(bytes.count)\r\n"
            try await connection.write(Array("\(head)\(length)\r\n".utf8) + (bodiless ? [] : bytes))
        case .chunked(let chunks, let trailers):
            try await connection.write("\(head)transfer-encoding: chunked\r\n\r\n")
            if bodiless { return }
            for chunk in chunks where !chunk.isEmpty {
                try await connection.write(Array("\(String(chunk.count, radix: 16))\r\n".utf8) + chunk + [13, 10])
            }
            try await connection.write("0\r\n\(trailers.map { "\($0): \($1)\r\n" }.joined())\r\n")
        case .held(let bytes, let gate):
            let chunk = Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + [13, 10]
            try await connection.write("\(head)transfer-encoding: chunked\r\n\r\n")
            if bodiless { return }
            if !bytes.isEmpty { try await connection.write(chunk) }
            await gate.opened()
            try await connection.write("0\r\n\r\n")
        case .filler(let count):
            try await connection.write("\(head)content-length: \(count)\r\n\r\n")
            var left = bodiless ? 0 : count
            let block = [UInt8](repeating: UInt8(ascii: "x"), count: 65536)
            while left > 0 {
                try await connection.write(block.prefix(left))
                left -= min(left, block.count)
            }
        case .untilClose(let bytes):
            try await connection.write(Array("\(head)connection: close\r\n\r\n".utf8) + (bodiless ? [] : bytes))
            await connection.close()
        }
    }
}

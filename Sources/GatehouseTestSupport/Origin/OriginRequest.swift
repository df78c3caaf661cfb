/// What an origin received: the head as it came over the wire, and the size of the body.
///
/// ``TestOrigin``'s echo is this as JSON, and ``RawResponse/echo()`` reads it back.
public struct OriginRequest: Sendable, Hashable, Codable {
    /// The name of the origin; empty when it has none.
    public var name = ""
    /// The method.
    public var method: String
    /// The request target.
    public var url: String
    /// The version in the request line; `HTTP/2` where there is none.
    public var version: String
    /// The scheme of an HTTP/2 request.
    public var scheme: String?
    /// The first `Host`; empty when there is none.
    public var host: String
    /// Every value by name, as received.
    public var headers: [String: [String]]
    /// The field lines in order.
    public var lines: [HeaderLines.Line]
    /// The trailer fields in order.
    public var trailers: [HeaderLines.Line]
    /// The decoded body's size in bytes.
    public var bodyBytes: Int
    /// A prefix of the body, at most 64 KiB, as text.
    public var body: String
    /// Which of the origin's connections brought it, from 0.
    public var connection = 0

    /// The field lines, for look-ups that ignore case.
    public var fields: HeaderLines { HeaderLines(self.lines) }
}

extension RawConnection {
    /// How much of a request's body is kept.
    private static var keptBody: Int { 65536 }

    /// The next request, its body read to the end; nil when the peer finished between requests.
    public func readRequest(within limit: Duration = patience) async throws -> OriginRequest? {
        guard let head = try await self.readRequestHead(within: limit) else { return nil }
        let parts = head.startLine.split(separator: " ", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[2].hasPrefix("HTTP/1.") else { throw MessageError.startLine(head.startLine) }
        var request = OriginRequest(
            method: String(parts[0]), url: String(parts[1]), version: String(parts[2]),
            host: head.headers["host"] ?? "",
            headers: Dictionary(grouping: head.headers.lines, by: \.name).mapValues { $0.map(\.value) },
            lines: head.headers.lines, trailers: [], bodyBytes: 0, body: "")
        if head.headers["expect"]?.lowercased() == "100-continue" {
            try await self.write("HTTP/1.1 100 Continue\r\n\r\n", within: limit)
        }
        try await self.readBody(of: &request, framing: try MessageReader.framing(head.headers), within: limit)
        return request
    }

    private func readRequestHead(within limit: Duration) async throws -> MessageReader.Head? {
        try await self.take(within: limit) { received, ended in
            if ended, received.isEmpty { return (0, nil) }
            guard let head = try MessageReader.head(in: received) else { return nil }
            return (head.count, head)
        }
    }

    private func readBody(
        of request: inout OriginRequest, framing: MessageReader.Framing?, within limit: Duration
    ) async throws {
        var kept: [UInt8] = []
        switch framing {
        case nil, .untilEnd: return
        case .length(let length):
            while request.bodyBytes < length {
                let left = length - request.bodyBytes
                let piece = try await self.take(within: limit) { received, _ in
                    received.isEmpty ? nil : (min(left, received.count), Array(received.prefix(left)))
                }
                request.bodyBytes += piece.count
                kept.append(contentsOf: piece.prefix(Self.keptBody - kept.count))
            }
        case .chunked:
            var decoder = ChunkDecoder()
            while !decoder.isComplete {
                let before = decoder
                let (after, data) = try await self.take(within: limit) { received, _ in
                    var decoder = before
                    var data: [UInt8] = []
                    let count = try decoder.consume(received[...]) { data.append(contentsOf: $0) }
                    return count == 0 ? nil : (count, (decoder, data))
                }
                decoder = after
                request.bodyBytes += data.count
                kept.append(contentsOf: data.prefix(Self.keptBody - kept.count))
            }
            request.trailers = decoder.trailers.lines
        }
        request.body = String(decoding: kept, as: UTF8.self)
    }
}

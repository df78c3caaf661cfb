/// What is wrong with a message that a peer under test sent.
public enum MessageError: Error, Hashable {
    /// The first line is not a request line or a status line.
    case startLine(String)
    /// A field line has no colon or a bad name.
    case fieldLine(String)
    /// `Content-Length` is not one number, or comes with `Transfer-Encoding`.
    case framing(String)
    /// A chunk's size line or its end is wrong.
    case chunk(String)
}

/// Takes whole messages off the front of received bytes. Strict: it judges what the gateway sends.
enum MessageReader {
    /// A start line and field lines.
    struct Head: Sendable {
        var startLine: String
        var headers: HeaderLines
        /// Bytes up to the end of the empty line.
        var count: Int
    }

    /// How the end of a body is found.
    enum Framing: Sendable, Hashable {
        case length(Int)
        case chunked
        case untilEnd
    }

    static func head(in received: [UInt8]) throws -> Head? {
        let crlf2 = Array("\r\n\r\n".utf8)
        guard let end = received.firstRange(of: crlf2) else { return nil }
        let text = String(decoding: received[..<end.lowerBound], as: UTF8.self)
        var lines = text.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
        let startLine = lines.removeFirst()
        return Head(startLine: startLine, headers: try Self.fields(lines), count: end.upperBound)
    }

    static func fields(_ lines: [String]) throws -> HeaderLines {
        HeaderLines(
            try lines.map { line in
                guard let colon = line.firstIndex(of: ":"), colon != line.startIndex,
                    !line[..<colon].contains(where: { $0.isWhitespace })
                else { throw MessageError.fieldLine(line) }
                let value = line[line.index(after: colon)...]
                return HeaderLines.Line(name: String(line[..<colon]), value: value.trimmingBlanks)
            })
    }

    /// The framing that the headers state; nil when they state none.
    static func framing(_ headers: HeaderLines) throws -> Framing? {
        let lengths = headers.values("content-length")
        let codings = headers.values("transfer-encoding")
        if !codings.isEmpty {
            guard lengths.isEmpty, codings.map({ $0.lowercased() }) == ["chunked"] else {
                throw MessageError.framing("\(codings) \(lengths)")
            }
            return .chunked
        }
        guard let text = lengths.first else { return nil }
        guard lengths.count == 1, let length = Int(text), length >= 0 else { throw MessageError.framing("\(lengths)") }
        return .length(length)
    }

    static func response(
        in received: [UInt8], ended: Bool, answering method: String
    ) throws -> (count: Int, value: RawResponse)? {
        guard let head = try Self.head(in: received) else { return nil }
        let parts = head.startLine.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count >= 2, parts[0].hasPrefix("HTTP/1."), parts[1].count == 3, let status = Int(parts[1]) else {
            throw MessageError.startLine(head.startLine)
        }
        var response = RawResponse(
            version: String(parts[0]), status: status, reason: parts.count > 2 ? String(parts[2]) : "",
            headers: head.headers, body: [], trailers: HeaderLines(), interim: [])
        let stated = try Self.framing(head.headers)
        let bodiless = method == "HEAD" || status < 200 || status == 204 || status == 304
        switch bodiless ? .length(0) : stated ?? .untilEnd {
        case .length(let length):
            guard received.count - head.count >= length else { return nil }
            response.body = Array(received[head.count..<head.count + length])
            return (head.count + length, response)
        case .untilEnd:
            guard ended else { return nil }
            response.body = Array(received[head.count...])
            return (received.count, response)
        case .chunked:
            var decoder = ChunkDecoder()
            let count = try decoder.consume(received[head.count...]) { response.body.append(contentsOf: $0) }
            guard decoder.isComplete else { return nil }
            response.trailers = decoder.trailers
            return (head.count + count, response)
        }
    }
}

extension Substring {
    var trimmingBlanks: String {
        let blank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        var text = self.drop(while: blank)
        while let last = text.last, blank(last) { text.removeLast() }
        return String(text)
    }
}

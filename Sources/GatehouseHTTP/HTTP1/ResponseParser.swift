/// Parses a response's head, once all of it is there.
public enum HTTP1ResponseParser {
    /// Whether a response may begin with these bytes, however few they are.
    public static func canBegin(with bytes: UnsafeRawBufferPointer) -> Bool {
        Self.beginning.withUTF8Buffer { zip($0, bytes).allSatisfy { $0 == $1 } }
    }

    private static let beginning: StaticString = "HTTP/1."

    /// Copies the head's bytes into `head`'s storage, finds its parts, and says how the message is framed.
    ///
    /// - Parameters:
    ///   - bytes: the head with its final empty line, as `HeadScanner` delimits it.
    ///   - isHeadRequest: whether the request was `HEAD`, whose responses have no body (RFC 9112 section 6.3).
    /// - Returns: nil on success; otherwise why the upstream's answer can't be used.
    public static func parse(
        _ bytes: UnsafeRawBufferPointer, isHeadRequest: Bool, limits: HeadLimits, into head: inout ResponseHead,
        framing: inout MessageFraming
    ) -> HTTP1Refusal? {
        head.removeAll()
        framing = MessageFraming()
        head.headers.bytes.append(contentsOf: bytes)

        var status = 0
        var version = HTTPVersion.http11
        var fields = FramingFields()
        let maximumFields = limits.fields
        let refusal: HTTP1Refusal? = head.headers.withMutableStorage { storage, append in
            guard let end = Self.parseStatusLine(storage, status: &status, version: &version) else {
                return .malformedStatusLine
            }
            var count = 0
            return FieldParser.parse(storage, from: end, to: storage.count) { field, value in
                count += 1
                guard count <= maximumFields else { return .tooManyFields }
                append(field)
                return fields.take(field.id, value)
            }
        }
        if let refusal { return refusal }
        head.status = status
        head.version = version

        if fields.isChunked, fields.contentLength != nil { return .contentLengthWithTransferEncoding }
        framing.keepsAlive = version == .http11 ? !fields.closes : fields.keepsAliveExplicitly && !fields.closes
        framing.wantsUpgrade = fields.namesUpgrade && fields.hasUpgrade
        framing.wantsWebSocket = framing.wantsUpgrade && fields.isWebSocket
        if isHeadRequest || status < 200 || status == 204 || status == 304 {
            framing.body = .none
        } else if fields.isChunked {
            framing.body = .chunked
        } else if let length = fields.contentLength {
            framing.body = .fixed(length)
        } else {
            framing.body = .untilClose
            framing.keepsAlive = false
        }
        return nil
    }

    /// `HTTP/1.1 200 OK`: the reason is passed over. Returns the offset of the next line.
    private static func parseStatusLine(
        _ bytes: UnsafeMutableRawBufferPointer, status: inout Int, version: inout HTTPVersion
    ) -> Int? {
        guard bytes.count >= 14, bytes[8] == 0x20 else { return nil }
        let text = UnsafeRawBufferPointer(rebasing: bytes[..<8])
        if text.equals("HTTP/1.1") {
            version = .http11
        } else if text.equals("HTTP/1.0") {
            version = .http10
        } else {
            return nil
        }
        guard let code = UnsafeRawBufferPointer(rebasing: bytes[9..<12]).decimalValue, code >= 100 else { return nil }
        status = Int(code)
        var index = 12
        guard bytes[index] == 0x20 || bytes[index] == 0x0D else { return nil }
        while index + 1 < bytes.count, bytes[index] != 0x0A {
            let byte = bytes[index]
            guard byte >= 0x20 || byte == 0x09 || byte == 0x0D, byte != 0x7F else { return nil }
            if byte == 0x0D, bytes[index + 1] != 0x0A { return nil }
            index += 1
        }
        return index + 1
    }
}

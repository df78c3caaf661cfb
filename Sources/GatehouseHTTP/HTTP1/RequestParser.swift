/// Parses a request's head, once all of it is there.
public enum HTTP1RequestParser {
    /// Whether a request can begin with this byte; tells garbage from a request before a whole head is there.
    public static func canBegin(with byte: UInt8) -> Bool { FieldParser.isToken(byte) || byte == 0x0D }

    /// Copies the head's bytes into `head`'s storage, finds its parts, and says how the message is framed.
    ///
    /// - Parameter bytes: the head with its final empty line, as `HeadScanner` delimits it.
    /// - Returns: nil on success, when `head` and `framing` are filled in; otherwise why the request is refused.
    public static func parse(
        _ bytes: UnsafeRawBufferPointer, limits: HeadLimits, into head: inout RequestHead,
        framing: inout MessageFraming
    ) -> HTTP1Refusal? {
        head.removeAll()
        framing = MessageFraming()
        head.headers.bytes.append(contentsOf: bytes)

        var line = RequestLine()
        var fields = FramingFields()
        var host: ByteRange?
        let maximumFields = limits.fields
        let refusal: HTTP1Refusal? = head.headers.withMutableStorage { storage, append in
            if let refusal = line.parse(storage) { return refusal }
            var count = 0
            return FieldParser.parse(storage, from: line.end, to: storage.count) { field, value in
                count += 1
                guard count <= maximumFields else { return .tooManyFields }
                if field.id == .host {
                    guard host == nil else { return .duplicateHost }
                    host = field.value
                    return AuthorityGrammar.isValid(value) ? nil : .malformedHost
                }
                if field.id == .other {
                    let name = UnsafeRawBufferPointer(rebasing: storage[field.name.indices])
                    if FramingFields.isLookalike(name) { return .malformedField }
                }
                append(field)
                return fields.take(field.id, value)
            }
        }
        if let refusal { return refusal }

        head.version = line.version
        head.method = line.method
        head.path = line.path
        head.query = line.query
        guard let host else {
            // HTTP/1.0 has no Host; the gateway answers it before it routes (semantics G6).
            return line.version == .http10 ? nil : .missingHost
        }
        head.authority = line.authority ?? host
        return self.resolve(fields, version: line.version, into: &framing)
    }

    private static func resolve(
        _ fields: FramingFields, version: HTTPVersion, into framing: inout MessageFraming
    ) -> HTTP1Refusal? {
        if fields.isChunked {
            guard fields.contentLength == nil else { return .contentLengthWithTransferEncoding }
            guard version == .http11 else { return .unsupportedTransferEncoding }
            framing.body = .chunked
        } else if let length = fields.contentLength {
            framing.body = .fixed(length)
        }
        framing.keepsAlive = version == .http11 ? !fields.closes : fields.keepsAliveExplicitly && !fields.closes
        framing.expectsContinue = fields.expectsContinue && framing.body != .none
        framing.wantsUpgrade = fields.namesUpgrade && fields.hasUpgrade
        framing.wantsWebSocket = framing.wantsUpgrade && fields.isWebSocket
        framing.acceptsTrailers = fields.acceptsTrailers
        return nil
    }
}

extension HeaderBlock {
    /// Gives mutable access to the bytes, and a closure that appends a field, both at once.
    @inline(__always)
    mutating func withMutableStorage<Result>(
        _ body: (UnsafeMutableRawBufferPointer, (Field) -> Void) -> Result
    ) -> Result {
        var fields = self.fields
        self.fields = []
        defer { self.fields = fields }
        return self.bytes.withUnsafeMutableBytes { storage in body(storage) { fields.append($0) } }
    }
}

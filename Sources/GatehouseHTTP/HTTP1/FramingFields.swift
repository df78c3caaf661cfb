/// Reads the fields that decide about framing while a head is parsed, and refuses what is ambiguous.
struct FramingFields {
    private(set) var contentLength: UInt64?
    private(set) var isChunked = false
    private(set) var closes = false
    private(set) var keepsAliveExplicitly = false
    private(set) var namesUpgrade = false
    private(set) var hasUpgrade = false
    private(set) var isWebSocket = false
    private(set) var expectsContinue = false
    private(set) var acceptsTrailers = false
    private var connectionTokens = 0

    /// Takes one field.
    @inline(__always)
    mutating func take(_ id: HeaderName, _ value: UnsafeRawBufferPointer) -> HTTP1Refusal? {
        switch id {
        case .contentLength:
            guard self.contentLength == nil else { return .duplicateContentLength }
            guard let length = value.decimalValue else { return .malformedContentLength }
            self.contentLength = length
        case .transferEncoding:
            guard !self.isChunked, value.equalsIgnoringCase("chunked") else { return .unsupportedTransferEncoding }
            self.isChunked = true
        case .connection:
            return self.takeConnection(value)
        case .upgrade:
            // An offer of h2c may be ignored (RFC 9110 section 7.8), and some clients make it with every request.
            if !value.equalsIgnoringCase("h2c") {
                self.isWebSocket = !self.hasUpgrade && value.equalsIgnoringCase("websocket")
                self.hasUpgrade = true
            }
        case .expect:
            if value.equalsIgnoringCase("100-continue") { self.expectsContinue = true }
        case .te:
            value.forEachListElement { element in
                if element.equalsIgnoringCase("trailers") { self.acceptsTrailers = true }
                return true
            }
        default:
            break
        }
        return nil
    }

    /// Whether a lowercase name is no framing field, but one that a careless next hop could take for one: CGI and
    /// its heirs turn `_` into `-`, so `transfer_encoding` is refused although it is a legal name.
    @inline(__always)
    static func isLookalike(_ name: UnsafeRawBufferPointer) -> Bool {
        guard name.count >= 14, name[0] == UInt8(ascii: "t") || name[0] == UInt8(ascii: "c") else { return false }
        return self.isSpelled("transferencoding", name) || self.isSpelled("contentlength", name)
    }

    /// Whether the letters of `name` are those of `word`, whatever stands between them.
    private static func isSpelled(_ word: StaticString, _ name: UnsafeRawBufferPointer) -> Bool {
        var matched = 0
        for byte in name where (byte &- 0x61) < 26 {
            guard matched < word.utf8CodeUnitCount, byte == word.utf8Start[matched] else { return false }
            matched += 1
        }
        return matched == word.utf8CodeUnitCount
    }

    /// Ten tokens or more are refused, as are tokens that name forwarding fields (semantics H5).
    private mutating func takeConnection(_ value: UnsafeRawBufferPointer) -> HTTP1Refusal? {
        let isAcceptable = value.forEachListElement { token in
            self.connectionTokens += 1
            if self.connectionTokens >= 10 { return false }
            if token.equalsIgnoringCase("close") {
                self.closes = true
            } else if token.equalsIgnoringCase("keep-alive") {
                self.keepsAliveExplicitly = true
            } else if token.equalsIgnoringCase("upgrade") {
                self.namesUpgrade = true
            } else if token.count > 12,
                UnsafeRawBufferPointer(rebasing: token[..<12]).equalsIgnoringCase("x-forwarded-")
            {
                return false
            } else if let first = token.first, first == UInt8(ascii: ":") {
                return false
            } else if token.equalsIgnoringCase("host") || token.equalsIgnoringCase("content-length")
                || token.equalsIgnoringCase("transfer-encoding")
            {
                return false
            }
            return true
        }
        return isAcceptable ? nil : .malformedConnection
    }
}

extension UnsafeRawBufferPointer {
    /// Calls `body` with each non-empty element of a comma-separated list, until it returns false.
    @discardableResult
    func forEachListElement(_ body: (UnsafeRawBufferPointer) -> Bool) -> Bool {
        var start = 0
        while start <= self.count {
            var end = start
            while end < self.count, self[end] != UInt8(ascii: ",") { end += 1 }
            let element = UnsafeRawBufferPointer(rebasing: self[start..<end]).trimmed
            if !element.isEmpty, !body(element) { return false }
            start = end + 1
        }
        return true
    }
}

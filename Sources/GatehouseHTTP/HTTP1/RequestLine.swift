/// The first line of a request and what its target says (RFC 9112 sections 3 and 3.2).
struct RequestLine {
    private(set) var method: ByteRange = .empty
    private(set) var path: ByteRange = .empty
    private(set) var query: ByteRange = .empty
    /// The authority of a target in absolute or authority form; it replaces the Host field (section 3.2.2).
    private(set) var authority: ByteRange?
    private(set) var version: HTTPVersion = .http11
    /// Offset of the line after this one.
    private(set) var end = 0

    /// Parses the line at the beginning of `bytes`, which hold at least one CR LF.
    mutating func parse(_ bytes: UnsafeMutableRawBufferPointer) -> HTTP1Refusal? {
        var index = 0
        while index < bytes.count, FieldParser.isToken(bytes[index]) { index += 1 }
        guard index > 0, index < bytes.count, bytes[index] == 0x20 else { return .malformedRequestLine }
        self.method = ByteRange(start: 0, count: index)

        index += 1
        let targetStart = index
        var queryStart: Int?
        var fragmentStart: Int?
        while index < bytes.count, bytes[index] > 0x20, bytes[index] != 0x7F {
            if bytes[index] == UInt8(ascii: "?"), queryStart == nil, fragmentStart == nil { queryStart = index }
            if bytes[index] == UInt8(ascii: "#"), fragmentStart == nil { fragmentStart = index }
            index += 1
        }
        let targetEnd = index
        guard targetEnd > targetStart else { return .malformedTarget }
        guard index < bytes.count, bytes[index] == 0x20 else {
            return index < bytes.count && bytes[index] == 0x0D ? .malformedRequestLine : .controlByte
        }
        if let refusal = self.parseVersion(bytes, at: index + 1) { return refusal }

        // A fragment is no part of a target; Istio strips it (semantics M10).
        let pathAndQueryEnd = fragmentStart ?? targetEnd
        let pathEnd = min(queryStart ?? pathAndQueryEnd, pathAndQueryEnd)
        guard pathEnd > targetStart else { return .malformedTarget }
        self.path = ByteRange(start: targetStart, count: pathEnd - targetStart)
        self.query = ByteRange(start: pathEnd, count: pathAndQueryEnd - pathEnd)
        return self.classify(UnsafeRawBufferPointer(bytes), targetStart, pathEnd)
    }

    private mutating func parseVersion(_ bytes: UnsafeMutableRawBufferPointer, at start: Int) -> HTTP1Refusal? {
        guard start + 10 <= bytes.count, bytes[start + 8] == 0x0D, bytes[start + 9] == 0x0A else {
            return .malformedRequestLine
        }
        let text = UnsafeRawBufferPointer(rebasing: bytes[start..<start + 8])
        if text.equals("HTTP/1.1") {
            self.version = .http11
        } else if text.equals("HTTP/1.0") {
            self.version = .http10
        } else {
            return .unsupportedVersion
        }
        self.end = start + 10
        return nil
    }

    /// Tells the four forms of a target apart.
    private mutating func classify(_ bytes: UnsafeRawBufferPointer, _ start: Int, _ pathEnd: Int) -> HTTP1Refusal? {
        let isConnect = UnsafeRawBufferPointer(rebasing: bytes[self.method.indices]).equals("CONNECT")
        if isConnect { return self.takeAuthorityForm(bytes, start) }
        if bytes[start] == UInt8(ascii: "/") { return nil }
        let path = UnsafeRawBufferPointer(rebasing: bytes[start..<pathEnd])
        if path.equals("*") {
            let isOptions = UnsafeRawBufferPointer(rebasing: bytes[self.method.indices]).equals("OPTIONS")
            return isOptions && self.query.isEmpty ? nil : .malformedTarget
        }
        return self.takeAbsoluteForm(bytes, path, start)
    }

    private mutating func takeAuthorityForm(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> HTTP1Refusal? {
        let target = UnsafeRawBufferPointer(rebasing: bytes[self.path.indices])
        guard self.query.isEmpty, AuthorityGrammar.isValid(target) else { return .malformedTarget }
        self.authority = self.path
        self.path = .empty
        return nil
    }

    private mutating func takeAbsoluteForm(
        _ bytes: UnsafeRawBufferPointer, _ path: UnsafeRawBufferPointer, _ start: Int
    ) -> HTTP1Refusal? {
        let schemeLength: Int
        if path.count > 7, UnsafeRawBufferPointer(rebasing: path[..<7]).equalsIgnoringCase("http://") {
            schemeLength = 7
        } else if path.count > 8, UnsafeRawBufferPointer(rebasing: path[..<8]).equalsIgnoringCase("https://") {
            schemeLength = 8
        } else {
            return .malformedTarget
        }
        var slash = schemeLength
        while slash < path.count, path[slash] != UInt8(ascii: "/") { slash += 1 }
        let authority = UnsafeRawBufferPointer(rebasing: path[schemeLength..<slash])
        guard AuthorityGrammar.isValid(authority) else { return .malformedTarget }
        self.authority = ByteRange(start: start + schemeLength, count: slash - schemeLength)
        // `http://host` and `http://host?query` mean the path `/`; the second slash of the scheme stands in for it.
        self.path =
            slash < path.count
            ? ByteRange(start: start + slash, count: path.count - slash)
            : ByteRange(start: start + schemeLength - 1, count: 1)
        return nil
    }
}

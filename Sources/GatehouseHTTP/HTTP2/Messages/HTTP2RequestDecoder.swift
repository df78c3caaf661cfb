/// Turns the header block of a request into the head that HTTP/1.1 requests have, too (RFC 9113 section 8.3.1).
public enum HTTP2RequestDecoder {
    /// Fills `head` and `framing` from a header block.
    ///
    /// - Parameter endsStream: whether the request has no body.
    public static func decode(
        _ block: UnsafeRawBufferPointer, with decoder: inout HPACKDecoder, limits: HeadLimits, endsStream: Bool,
        into head: inout RequestHead, framing: inout MessageFraming
    ) -> HTTP2HeadOutcome {
        head.removeAll()
        head.version = .http2
        framing = MessageFraming()
        var draft = Draft()
        // Taken out so that bytes and fields can be appended to at once.
        var bytes = head.headers.bytes
        var fields = head.headers.fields
        head.headers = HeaderBlock()
        let outcome = decoder.decode(
            block, limits: .init(bytes: limits.bytes, fields: limits.fields), into: &bytes
        ) { field, storage in
            draft.take(field, storage, &fields)
        }
        draft.joinCookie(&bytes, &fields)
        head.headers.bytes = bytes
        head.headers.fields = fields
        switch outcome {
        case .failed: return .undecodable
        case .tooLarge: return .tooLarge
        case .complete: break
        }
        if let malformation = draft.malformation ?? draft.finish(&head, &framing, endsStream: endsStream) {
            return .malformed(malformation)
        }
        return .complete
    }

    /// A request that is being read.
    private struct Draft {
        var malformation: HTTP2Malformation?
        var method: ByteRange?
        var scheme: ByteRange?
        var authority: ByteRange?
        var path: ByteRange?
        var host: ByteRange?
        var contentLength: UInt64?
        var expectsContinue = false
        var acceptsTrailers = false
        /// The place of the first `cookie` field.
        var cookie: Int?
        /// The values of the others.
        var crumbs: [ByteRange] = []
        var hasFields = false

        mutating func take(
            _ field: HPACKDecoder.Field, _ storage: [UInt8], _ fields: inout [HeaderBlock.Field]
        ) {
            if self.malformation != nil { return }
            switch field.kind {
            case .method: self.malformation = Self.take(field.value, &self.method, storage, self.hasFields)
            case .scheme: self.malformation = Self.take(field.value, &self.scheme, storage, self.hasFields)
            case .authority: self.malformation = Self.take(field.value, &self.authority, storage, self.hasFields)
            case .path: self.malformation = Self.take(field.value, &self.path, storage, self.hasFields)
            case .status, .unknownPseudo: self.malformation = .pseudoHeader
            case .field(let id):
                self.hasFields = true
                self.malformation = storage.withUnsafeBytes { bytes in
                    HTTP2FieldSyntax.check(
                        id, UnsafeRawBufferPointer(rebasing: bytes[field.name.indices]),
                        UnsafeRawBufferPointer(rebasing: bytes[field.value.indices]))
                }
                if self.malformation == nil { self.take(id, field, storage, &fields) }
            }
        }

        /// Takes a pseudo-header field, which comes once and before all others.
        private static func take(
            _ value: ByteRange, _ target: inout ByteRange?, _ storage: [UInt8], _ isTooLate: Bool
        ) -> HTTP2Malformation? {
            guard !isTooLate, target == nil else { return .pseudoHeader }
            target = value
            return storage.withUnsafeBytes {
                HTTP2FieldSyntax.check(value: UnsafeRawBufferPointer(rebasing: $0[value.indices]))
            }
        }

        private mutating func take(
            _ id: HeaderName, _ field: HPACKDecoder.Field, _ storage: [UInt8],
            _ fields: inout [HeaderBlock.Field]
        ) {
            let line = HeaderBlock.Field(id: id, name: field.name, value: field.value)
            switch id {
            case .host:
                if self.host != nil { self.malformation = .target }
                self.host = field.value
                return
            case .contentLength:
                let length = storage.withUnsafeBytes {
                    UnsafeRawBufferPointer(rebasing: $0[field.value.indices]).decimalValue
                }
                if self.contentLength != nil || length == nil { self.malformation = .contentLength }
                self.contentLength = length
            case .expect:
                self.expectsContinue = storage.withUnsafeBytes {
                    UnsafeRawBufferPointer(rebasing: $0[field.value.indices]).equalsIgnoringCase("100-continue")
                }
            case .te:
                self.acceptsTrailers = true
            case .cookie:
                guard self.cookie == nil else { return self.crumbs.append(field.value) }
                self.cookie = fields.count
            default: break
            }
            fields.append(line)
        }

        /// Puts together a cookie that came in pieces, as clients may send it (section 8.2.3): whoever reads it behind the
        /// gateway may not know that. All of them at once, as every join copies what has been joined.
        func joinCookie(_ storage: inout [UInt8], _ fields: inout [HeaderBlock.Field]) {
            guard let cookie, !self.crumbs.isEmpty else { return }
            let start = storage.count
            for index in fields[cookie].value.indices { storage.append(storage[index]) }
            for crumb in self.crumbs {
                storage.append(UInt8(ascii: ";"))
                storage.append(UInt8(ascii: " "))
                for index in crumb.indices { storage.append(storage[index]) }
            }
            fields[cookie].value = ByteRange(start: start, count: storage.count - start)
        }

        mutating func finish(
            _ head: inout RequestHead, _ framing: inout MessageFraming, endsStream: Bool
        ) -> HTTP2Malformation? {
            guard let method = self.method, !method.isEmpty else { return .pseudoHeader }
            let isToken = head.withBytes(method) { $0.allSatisfy { FieldParser.isToken($0) } }
            guard isToken else { return .pseudoHeader }
            head.method = method
            if let malformation = self.takeAuthority(into: &head) { return malformation }
            if head.withBytes(method, { $0.equals("CONNECT") }) {
                guard self.path == nil, self.scheme == nil, !head.authority.isEmpty else { return .pseudoHeader }
            } else {
                guard let path = self.path, let scheme = self.scheme, !scheme.isEmpty else { return .pseudoHeader }
                guard !head.authority.isEmpty else { return .target }
                guard self.takePath(path, into: &head) else { return .target }
            }
            if endsStream {
                guard self.contentLength ?? 0 == 0 else { return .contentLength }
            } else {
                framing.body = self.contentLength.map { .fixed($0) } ?? .chunked
            }
            framing.expectsContinue = self.expectsContinue && !endsStream
            framing.acceptsTrailers = self.acceptsTrailers
            return nil
        }

        /// `:authority`, or `host` in its place; two that differ are how a request is meant to be read in two ways.
        private func takeAuthority(into head: inout RequestHead) -> HTTP2Malformation? {
            guard let authority = self.authority ?? self.host else { return nil }
            if let host = self.host, let named = self.authority {
                let isSame = head.withBytes(host) { host in
                    head.withBytes(named) { named in
                        host.count == named.count && zip(host, named).allSatisfy { $0.lowercased == $1.lowercased }
                    }
                }
                if !isSame { return .target }
            }
            guard head.withBytes(authority, { AuthorityGrammar.isValid($0) }) else { return .target }
            head.authority = authority
            return nil
        }

        /// Divides path and query; a fragment is dropped as on HTTP/1.1 (semantics M10).
        private func takePath(_ target: ByteRange, into head: inout RequestHead) -> Bool {
            let (isValid, query, end) = head.withBytes(target) { bytes -> (Bool, Int?, Int) in
                let isAsterisk = bytes.equals("*") && head.withBytes(head.method) { $0.equals("OPTIONS") }
                guard bytes.first == UInt8(ascii: "/") || isAsterisk else { return (false, nil, 0) }
                var query: Int?
                for (index, byte) in bytes.enumerated() {
                    guard byte > 0x20 else { return (false, nil, 0) }
                    if byte == UInt8(ascii: "#") { return (true, query, index) }
                    if byte == UInt8(ascii: "?"), query == nil { query = index }
                }
                return (true, query, bytes.count)
            }
            guard isValid else { return false }
            let start = Int(target.start)
            let pathEnd = query ?? end
            head.path = ByteRange(start: start, count: pathEnd)
            head.query = ByteRange(start: start + pathEnd, count: end - pathEnd)
            return true
        }
    }
}

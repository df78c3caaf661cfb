/// Turns the header block of a response into the head that HTTP/1.1 responses have, too (RFC 9113 section 8.3.2).
public enum HTTP2ResponseDecoder {
    /// Fills `head` and `framing` from a header block.
    ///
    /// - Parameters:
    ///   - endsStream: whether the response ends here.
    ///   - isHeadRequest: whether the request was `HEAD`, whose responses announce a length of nothing.
    public static func decode(
        _ block: UnsafeRawBufferPointer, with decoder: inout HPACKDecoder, limits: HeadLimits, endsStream: Bool,
        isHeadRequest: Bool, into head: inout ResponseHead, framing: inout MessageFraming
    ) -> HTTP2HeadOutcome {
        head.removeAll()
        head.version = .http2
        framing = MessageFraming()
        var malformation: HTTP2Malformation?
        var status: Int?
        var contentLength: UInt64?
        var bytes = head.headers.bytes
        var fields = head.headers.fields
        head.headers = HeaderBlock()
        let outcome = decoder.decode(
            block, limits: .init(bytes: limits.bytes, fields: limits.fields), into: &bytes
        ) { field, storage in
            if malformation != nil { return }
            malformation = storage.withUnsafeBytes { bytes in
                let value = UnsafeRawBufferPointer(rebasing: bytes[field.value.indices])
                switch field.kind {
                case .status:
                    guard status == nil, fields.isEmpty, value.count == 3, let code = value.decimalValue, code >= 100
                    else { return .pseudoHeader }
                    status = Int(code)
                case .method, .scheme, .authority, .path, .unknownPseudo:
                    return .pseudoHeader
                case .field(let id):
                    let name = UnsafeRawBufferPointer(rebasing: bytes[field.name.indices])
                    if let malformation = HTTP2FieldSyntax.check(id, name, value) { return malformation }
                    if id == .contentLength {
                        guard contentLength == nil, let length = value.decimalValue else { return .contentLength }
                        contentLength = length
                    }
                    fields.append(HeaderBlock.Field(id: id, name: field.name, value: field.value))
                }
                return nil
            }
        }
        head.headers.bytes = bytes
        head.headers.fields = fields
        switch outcome {
        case .failed: return .undecodable
        case .tooLarge: return .tooLarge
        case .complete: break
        }
        if let malformation { return .malformed(malformation) }
        guard let status else { return .malformed(.pseudoHeader) }
        // There is no switching of protocols (section 8.6).
        if status == 101 { return .malformed(.pseudoHeader) }
        head.status = status
        if status < 200 || isHeadRequest || status == 204 || status == 304 { return .complete }
        if endsStream {
            guard contentLength ?? 0 == 0 else { return .malformed(.contentLength) }
            framing.body = .fixed(0)
        } else {
            framing.body = contentLength.map { .fixed($0) } ?? .chunked
        }
        return .complete
    }
}

/// Turns the header block that ends a message into its trailers (RFC 9113 section 8.1).
public enum HTTP2TrailerDecoder {
    /// Fills `block` with the trailers that may be passed on.
    public static func decode(
        _ coded: UnsafeRawBufferPointer, with decoder: inout HPACKDecoder, limits: HeadLimits,
        into block: inout HeaderBlock
    ) -> HTTP2HeadOutcome {
        block.removeAll()
        var malformation: HTTP2Malformation?
        var bytes = block.bytes
        var fields = block.fields
        block = HeaderBlock()
        let outcome = decoder.decode(
            coded, limits: .init(bytes: limits.bytes, fields: limits.fields), into: &bytes
        ) { field, storage in
            guard malformation == nil else { return }
            guard case .field(let id) = field.kind else { return malformation = .pseudoHeader }
            malformation = storage.withUnsafeBytes { bytes in
                HTTP2FieldSyntax.check(
                    id, UnsafeRawBufferPointer(rebasing: bytes[field.name.indices]),
                    UnsafeRawBufferPointer(rebasing: bytes[field.value.indices]))
            }
            if TrailerParser.isForwardable(id) {
                fields.append(HeaderBlock.Field(id: id, name: field.name, value: field.value))
            }
        }
        block.bytes = bytes
        block.fields = fields
        switch outcome {
        case .failed: return .undecodable
        case .tooLarge: return .tooLarge
        case .complete: return malformation.map { .malformed($0) } ?? .complete
        }
    }
}

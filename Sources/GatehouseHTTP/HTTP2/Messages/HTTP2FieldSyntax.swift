/// The grammar of fields in HTTP/2 (RFC 9113 section 8.2).
enum HTTP2FieldSyntax {
    /// Checks an ordinary field; nil when it is acceptable.
    static func check(
        _ id: HeaderName, _ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer
    ) -> HTTP2Malformation? {
        if name.isEmpty { return .fieldName }
        // The table has 0 for what no name holds, which 0 itself must not pass for.
        for byte in name where byte == 0 || FieldParser.nameBytes[Int(byte)] != byte { return .fieldName }
        if let malformation = self.check(value: value) { return malformation }
        switch id {
        case .connection, .keepAlive, .proxyConnection, .transferEncoding, .upgrade: return .connectionField
        case .te: return value.equalsIgnoringCase("trailers") ? nil : .connectionField
        case .other: return FramingFields.isLookalike(name) ? .fieldName : nil
        default: return nil
        }
    }

    /// Checks a value; nil when it is acceptable.
    static func check(value: UnsafeRawBufferPointer) -> HTTP2Malformation? {
        guard let first = value.first, let last = value.last else { return nil }
        if first == 0x20 || first == 0x09 || last == 0x20 || last == 0x09 { return .fieldValue }
        for byte in value where byte < 0x20 ? byte != 0x09 : byte == 0x7F { return .fieldValue }
        return nil
    }
}

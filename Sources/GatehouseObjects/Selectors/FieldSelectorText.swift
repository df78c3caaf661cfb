/// The text of a field selector.
enum FieldSelectorText {
    /// The parts between commas that are not escaped.
    static func terms(_ text: String) -> [Substring] {
        var terms: [Substring] = []
        var start = text.startIndex
        var isEscaped = false
        for index in text.utf8.indices {
            let byte = text.utf8[index]
            if !isEscaped, byte == UInt8(ascii: ",") {
                terms.append(text[start..<index])
                start = text.utf8.index(after: index)
            }
            isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
        }
        terms.append(text[start...])
        return terms
    }

    /// What is before and after the first `!=`, `==` or `=`. Fields have no escapes: their names need none.
    static func split(_ term: Substring) -> (path: Substring, value: Substring, isNegated: Bool)? {
        let bytes = term.utf8
        guard let equal = bytes.firstIndex(of: UInt8(ascii: "=")) else { return nil }
        var end = equal
        var start = bytes.index(after: equal)
        var isNegated = false
        if equal > bytes.startIndex, bytes[bytes.index(before: equal)] == UInt8(ascii: "!") {
            end = bytes.index(before: equal)
            isNegated = true
        } else if start < bytes.endIndex, bytes[start] == UInt8(ascii: "=") {
            start = bytes.index(after: start)
        }
        return (term[..<end], term[start...], isNegated)
    }

    static func unescaped(_ value: Substring) throws(SelectorError) -> String {
        var bytes: [UInt8] = []
        var rest = value.utf8
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\\"):
                guard let escaped = rest.popFirst() else {
                    throw SelectorError(#"invalid field selector: unterminated escape sequence: value ends in '\'"#)
                }
                guard [UInt8(ascii: "\\"), UInt8(ascii: ","), UInt8(ascii: "=")].contains(escaped) else {
                    throw SelectorError("invalid field selector: invalid escape sequence in value: \(String(value))")
                }
                bytes.append(escaped)
            case UInt8(ascii: ","), UInt8(ascii: "="):
                throw SelectorError("invalid field selector: unescaped character in value: \(String(value))")
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

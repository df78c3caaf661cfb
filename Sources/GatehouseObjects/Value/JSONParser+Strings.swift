extension JSONParser {
    /// A text, the position being at its first quote.
    mutating func parseString() throws(JSONError) -> String {
        self.position += 1
        let start = self.position
        while self.position < self.bytes.count {
            switch self.bytes[self.position] {
            case UInt8(ascii: "\""):
                // The usual case: nothing to unescape, the text is made of the bytes at one go.
                guard let text = String(validating: self.bytes[start..<self.position], as: UTF8.self) else {
                    throw JSONError(.invalidUTF8, at: start)
                }
                self.position += 1
                return text
            case UInt8(ascii: "\\"): return try self.parseEscapedString(from: start)
            case 0..<0x20: throw self.error(.controlCharacter)
            default: self.position += 1
            }
        }
        throw self.error(.unexpectedEnd)
    }

    /// The rest of a text from its first escape on, `start` being where the text begins.
    private mutating func parseEscapedString(from start: Int) throws(JSONError) -> String {
        var text = Array(self.bytes[start..<self.position])
        while true {
            let byte = try self.peek()
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: text, as: UTF8.self) else {
                    throw JSONError(.invalidUTF8, at: start)
                }
                self.position += 1
                return string
            case UInt8(ascii: "\\"): try self.parseEscape(into: &text)
            case 0..<0x20: throw self.error(.controlCharacter)
            default:
                text.append(byte)
                self.position += 1
            }
        }
    }

    private mutating func parseEscape(into text: inout [UInt8]) throws(JSONError) {
        self.position += 1
        let byte = try self.peek()
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            self.position += 1
            text.append(contentsOf: String(Character(try self.parseCodePoint())).utf8)
            return
        default: throw self.error(.invalidEscape)
        }
        self.position += 1
    }

    /// What `\u` stands for, with the second half of a surrogate pair (RFC 8259 section 7).
    private mutating func parseCodePoint() throws(JSONError) -> Unicode.Scalar {
        let first = try self.parseFourDigits()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard (0xD800..<0xDC00).contains(first) else { throw self.error(.invalidEscape) }
        for byte in [UInt8(ascii: "\\"), UInt8(ascii: "u")] {
            guard try self.peek() == byte else { throw self.error(.invalidEscape) }
            self.position += 1
        }
        let second = try self.parseFourDigits()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw self.error(.invalidEscape) }
        return scalar
    }

    private mutating func parseFourDigits() throws(JSONError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            let digit: UInt8
            switch try self.peek() {
            case let byte where (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte): digit = byte - UInt8(ascii: "0")
            case let byte where (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte):
                digit = byte - UInt8(ascii: "a") + 10
            case let byte where (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(byte):
                digit = byte - UInt8(ascii: "A") + 10
            default: throw self.error(.invalidEscape)
            }
            value = value << 4 | UInt32(digit)
            self.position += 1
        }
        return value
    }
}

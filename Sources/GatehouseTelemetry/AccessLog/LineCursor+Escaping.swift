extension LineCursor {
    /// Writes a value into a line of text. Control bytes become `\x0a` and the like, so that what a client sends cannot
    /// end the line and forge another; a tab may stand in a header and is harmless. Quotation marks stay as they are:
    /// Envoy writes them so, and what reads Envoy's logs expects it.
    @inline(__always)
    mutating func write(text bytes: UnsafeRawBufferPointer) {
        if Self.isPlain(bytes) { self.write(raw: bytes) } else { self.writeEscaped(text: bytes) }
    }

    private mutating func writeEscaped(text bytes: UnsafeRawBufferPointer) {
        for byte in bytes {
            if (byte >= 0x20 && byte != 0x7f) || byte == 0x09 {
                self.write(byte)
            } else {
                self.write("\\x")
                self.write(hexadecimal: byte)
            }
        }
    }

    /// Writes a value as a JSON string, quotation marks included. Bytes that are not UTF-8 are taken for ISO-8859-1, as
    /// Envoy does: `\u00ff`.
    @inline(__always)
    mutating func write(json bytes: UnsafeRawBufferPointer) {
        self.write(UInt8(ascii: "\""))
        if Self.isPlainJSON(bytes) { self.write(raw: bytes) } else { self.writeEscaped(json: bytes) }
        self.write(UInt8(ascii: "\""))
    }

    private mutating func writeEscaped(json bytes: UnsafeRawBufferPointer) {
        let isUTF8 = bytes.withMemoryRebound(to: UInt8.self) { UTF8Validity.holds($0) }
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\""): self.write("\\\"")
            case UInt8(ascii: "\\"): self.write("\\\\")
            case 0x0a: self.write("\\n")
            case 0x0d: self.write("\\r")
            case 0x09: self.write("\\t")
            case 0x08: self.write("\\b")
            case 0x0c: self.write("\\f")
            case 0x00..<0x20, 0x7f: self.writeCodePoint(byte)
            case 0x80...: if isUTF8 { self.write(byte) } else { self.writeCodePoint(byte) }
            default: self.write(byte)
            }
        }
    }

    private mutating func writeCodePoint(_ byte: UInt8) {
        self.write("\\u00")
        self.write(hexadecimal: byte)
    }

    /// Whether no byte is a control byte. One pass without branches: values are short, and nearly all pass.
    @inline(__always)
    private static func isPlain(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var isSpecial = false
        for byte in bytes { isSpecial = isSpecial || byte < 0x20 || byte == 0x7f }
        return !isSpecial
    }

    /// Whether every byte is ASCII that stands for itself in a JSON string.
    @inline(__always)
    private static func isPlainJSON(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var isSpecial = false
        for byte in bytes { isSpecial = isSpecial || byte &- 0x20 >= 0x5f || byte == 0x22 || byte == 0x5c }
        return !isSpecial
    }
}

/// Whether bytes are UTF-8, by the table of RFC 3629 section 4.
enum UTF8Validity {
    static func holds(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var index = 0
        while index < bytes.count {
            let lead = bytes[index]
            guard let length = self.length(lead: lead) else { return false }
            guard index + length <= bytes.count else { return false }
            if length > 1 {
                guard self.secondByte(after: lead).contains(bytes[index + 1]) else { return false }
                for offset in 2..<max(2, length) where bytes[index + offset] & 0xc0 != 0x80 { return false }
            }
            index += length
        }
        return true
    }

    private static func length(lead: UInt8) -> Int? {
        switch lead {
        case 0x00...0x7f: 1
        case 0xc2...0xdf: 2
        case 0xe0...0xef: 3
        case 0xf0...0xf4: 4
        default: nil
        }
    }

    /// Narrower than a continuation byte where that keeps out overlong forms, surrogates and what is beyond U+10FFFF.
    private static func secondByte(after lead: UInt8) -> ClosedRange<UInt8> {
        switch lead {
        case 0xe0: 0xa0...0xbf
        case 0xed: 0x80...0x9f
        case 0xf0: 0x90...0xbf
        case 0xf4: 0x80...0x8f
        default: 0x80...0xbf
        }
    }
}

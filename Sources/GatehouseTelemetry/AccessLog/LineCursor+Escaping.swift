extension LineCursor {
    /// Writes a value into a line of text. Control bytes become `\x0a` and the like, so that what a client sends cannot
    /// end the line and forge another; a tab may stand in a header and is harmless. Quotation marks stay as they are:
    /// Envoy writes them so, and what reads Envoy's logs expects it.
    @inline(__always)
    mutating func write(text bytes: UnsafeRawBufferPointer) {
        if ByteScan.isPlainText(bytes) { self.write(raw: bytes) } else { self.writeEscaped(text: bytes) }
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
        if ByteScan.isPlainJSON(bytes) { self.write(raw: bytes) } else { self.writeEscaped(json: bytes) }
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
}

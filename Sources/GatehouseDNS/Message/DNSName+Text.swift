extension DNSName {
    /// The name that `text` spells, with or without a final dot; nil when it has an empty label, is too long, or is empty.
    ///
    /// A backslash takes the meaning from the character after it, and three digits after one are a byte (RFC 1035
    /// section 5.1).
    public init?(_ text: some StringProtocol) {
        var builder = WireBuilder()
        var bytes = text.utf8.makeIterator()
        if text == "." {
            self = .root
            return
        }
        while let byte = bytes.next() {
            switch byte {
            case UInt8(ascii: "."):
                guard builder.endLabel() else { return nil }
            case UInt8(ascii: "\\"):
                guard let escaped = Self.escaped(&bytes), builder.append(escaped) else { return nil }
            default:
                guard builder.append(byte) else { return nil }
            }
        }
        // Nothing is open after a final dot.
        guard !builder.isInLabel || builder.endLabel(), let wire = builder.finished() else { return nil }
        self.init(validWire: wire)
    }

    /// The byte that an escape stands for, the backslash having been read.
    private static func escaped(_ bytes: inout some IteratorProtocol<UInt8>) -> UInt8? {
        guard let first = bytes.next() else { return nil }
        guard (0x30...0x39).contains(first) else { return first }
        guard let second = bytes.next(), let third = bytes.next() else { return nil }
        guard (0x30...0x39).contains(second), (0x30...0x39).contains(third) else { return nil }
        return UInt8(exactly: Int(first - 0x30) * 100 + Int(second - 0x30) * 10 + Int(third - 0x30))
    }
}

extension DNSName: CustomStringConvertible {
    /// The name without a final dot, and `.` for the root. What would be read otherwise than it is meant is escaped.
    public var description: String {
        self.isRoot ? "." : self.labels.map(Self.text(of:)).joined(separator: ".")
    }

    private static func text(of label: ArraySlice<UInt8>) -> String {
        var text = ""
        for byte in label {
            switch byte {
            case UInt8(ascii: "."), UInt8(ascii: "\\"): text += "\\\(Character(Unicode.Scalar(byte)))"
            case 0x21...0x7E: text.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte)
                text += "\\" + String(repeating: "0", count: 3 - digits.utf8.count) + digits
            }
        }
        return text
    }
}

/// Puts the wire form of a name together, byte by byte.
private struct WireBuilder {
    private var wire: [UInt8] = [0]
    /// Where the length of the label stands that is open.
    private var start = 0

    /// Whether the label that is open has a byte.
    var isInLabel: Bool { self.wire.count > self.start + 1 }

    mutating func append(_ byte: UInt8) -> Bool {
        guard self.wire[self.start] < DNSName.maximumLabelLength else { return false }
        self.wire[self.start] += 1
        self.wire.append(byte)
        return self.wire.count < DNSName.maximumLength
    }

    mutating func endLabel() -> Bool {
        guard self.isInLabel else { return false }
        self.start = self.wire.count
        self.wire.append(0)
        return true
    }

    /// The wire form; nil when it has no label.
    func finished() -> [UInt8]? {
        self.start > 0 && !self.isInLabel && self.wire.count <= DNSName.maximumLength ? self.wire : nil
    }
}

/// Writes messages of Protocol Buffers, as far as they have texts, truth values and messages.
struct ProtobufWriter {
    private(set) var bytes: [UInt8] = []

    /// A text; nothing where there is none.
    mutating func text(_ field: Int, _ text: String?) {
        guard let text else { return }
        self.bytes(field, text.utf8)
    }

    /// A truth value; nothing for false, which is what is understood then.
    mutating func flag(_ field: Int, _ value: Bool?) {
        guard value == true else { return }
        self.number(UInt64(field) << 3)
        self.bytes.append(1)
    }

    /// A message, even where it is empty.
    mutating func message(_ field: Int, _ write: (inout ProtobufWriter) -> Void) {
        var writer = ProtobufWriter()
        write(&writer)
        self.bytes(field, writer.bytes)
    }

    private mutating func bytes(_ field: Int, _ bytes: some Collection<UInt8>) {
        self.number(UInt64(field) << 3 | 2)
        self.number(UInt64(bytes.count))
        self.bytes += bytes
    }

    private mutating func number(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            self.bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        self.bytes.append(UInt8(truncatingIfNeeded: rest))
    }
}

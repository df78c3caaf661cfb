/// Builds messages field by field, valid or not.
struct MessageWriter {
    private(set) var bytes: [UInt8] = []

    /// A field with a number.
    mutating func number(_ field: Int, _ number: UInt64) {
        self.raw(UInt64(field) << 3)
        self.raw(number)
    }

    /// A field with bytes.
    mutating func bytes(_ field: Int, _ bytes: some Collection<UInt8>) {
        self.raw(UInt64(field) << 3 | 2)
        self.raw(UInt64(bytes.count))
        self.bytes += bytes
    }

    /// A field with a text.
    mutating func text(_ field: Int, _ text: String) { self.bytes(field, text.utf8) }

    /// Bytes as they are.
    mutating func append(_ bytes: [UInt8]) { self.bytes += bytes }

    /// A number of variable length without a field.
    mutating func raw(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            self.bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        self.bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    /// A message.
    static func message(_ write: (inout MessageWriter) -> Void) -> [UInt8] {
        var writer = MessageWriter()
        write(&writer)
        return writer.bytes
    }

    /// A body with an object in it.
    static func body(_ apiVersion: String, _ kind: String, _ object: [UInt8]) -> [UInt8] {
        [0x6B, 0x38, 0x73, 0]
            + Self.message { envelope in
                envelope.bytes(
                    1,
                    Self.message { type in
                        type.text(1, apiVersion)
                        type.text(2, kind)
                    })
                envelope.bytes(2, object)
                envelope.text(3, "")
                envelope.text(4, "")
            }
    }
}

/// Looks for bytes that need escaping, eight at a time: values are mostly short and mostly plain, and a byte at a time this
/// was most of a log line's cost.
///
/// With all eight bytes of a word at once: `x &- 0x20…` borrows into the top bit of a byte below 0x20, `~x` keeps that
/// apart from bytes that had the bit already, and a byte equal to `b` is a byte below 1 in `x ^ b…`. A borrow can reach
/// the byte above one that was found, never make a find where there is none.
enum ByteScan {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let tops: UInt64 = 0x8080_8080_8080_8080

    /// Whether no byte is a control byte.
    @inline(__always)
    static func isPlainText(_ bytes: UnsafeRawBufferPointer) -> Bool {
        self.all(bytes) { self.below(0x20, $0) | self.equal(0x7f, $0) }
    }

    /// Whether every byte is ASCII that stands for itself in a JSON string.
    @inline(__always)
    static func isPlainJSON(_ bytes: UnsafeRawBufferPointer) -> Bool {
        self.all(bytes) { word in
            self.below(0x20, word) | self.equal(0x7f, word) | self.equal(0x22, word) | self.equal(0x5c, word) | word
        }
    }

    /// Whether `special` gives no word's byte a top bit. The last word overlaps the one before; fewer than eight bytes are
    /// put behind each other, with spaces for those that are missing.
    @inline(__always)
    private static func all(_ bytes: UnsafeRawBufferPointer, _ special: (UInt64) -> UInt64) -> Bool {
        let count = bytes.count
        if count < 8 {
            var word: UInt64 = 0x2020_2020_2020_2020
            for byte in bytes { word = word << 8 | UInt64(byte) }
            return special(word) & self.tops == 0
        }
        var found: UInt64 = 0
        var index = 0
        while index &+ 8 <= count {
            found |= special(bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            index &+= 8
        }
        found |= special(bytes.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self))
        return found & self.tops == 0
    }

    @inline(__always)
    private static func below(_ bound: UInt8, _ word: UInt64) -> UInt64 {
        (word &- self.ones &* UInt64(bound)) & ~word
    }

    @inline(__always)
    private static func equal(_ byte: UInt8, _ word: UInt64) -> UInt64 {
        self.below(1, word ^ self.ones &* UInt64(byte))
    }
}

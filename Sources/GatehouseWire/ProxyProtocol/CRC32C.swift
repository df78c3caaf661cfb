/// The checksum with the Castagnoli polynomial (RFC 3720, appendix B.4), bit by bit: headers are short and those with a
/// checksum rare.
struct CRC32C {
    private var state: UInt32 = 0xFFFF_FFFF

    /// The checksum of what has been taken.
    var value: UInt32 { ~self.state }

    /// Takes bytes.
    mutating func take(_ bytes: UnsafeRawBufferPointer) {
        for byte in bytes { self.take(byte) }
    }

    /// Takes as many bytes of zero.
    mutating func takeZeros(_ count: Int) {
        for _ in 0..<count { self.take(0) }
    }

    private mutating func take(_ byte: UInt8) {
        self.state ^= UInt32(byte)
        for _ in 0..<8 {
            self.state = self.state & 1 == 1 ? self.state >> 1 ^ 0x82F6_3B78 : self.state >> 1
        }
    }
}

/// Decodes base64 (RFC 4648 section 4) that arrives in pieces and may be padded wherever its sender flushed: the body of
/// `application/grpc-web-text` is a chain of such chunks (gRPC-Web, "Protocol differences vs gRPC over HTTP2").
///
/// Strict otherwise: no line breaks, no other alphabet, no bits in the padding.
public struct Base64Decoder: Sendable {
    /// The bits of the group of four characters that is being read.
    private var bits: UInt32 = 0
    /// Characters of the group so far, those of padding included.
    private var count = 0
    private var paddingCount = 0
    private var isBroken = false

    /// A decoder at the beginning of a body.
    public init() {}

    /// Whether the body may end here: no group is begun, and nothing was wrong.
    public var isAtBoundary: Bool { self.count == 0 && !self.isBroken }

    /// Appends what the next bytes decode to; false when they are not base64, and from then on. Up to three characters
    /// are kept for the next call.
    public mutating func decode(_ bytes: UnsafeRawBufferPointer, into output: inout [UInt8]) -> Bool {
        for byte in bytes {
            guard !self.isBroken, self.take(byte) else {
                self.isBroken = true
                return false
            }
            guard self.count == 4 else { continue }
            guard self.writeGroup(into: &output) else {
                self.isBroken = true
                return false
            }
        }
        return !self.isBroken
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        if byte == Base64Alphabet.padding {
            // A group has at least two characters that mean something.
            guard self.count >= 2 else { return false }
            self.bits <<= 6
            self.paddingCount += 1
        } else {
            guard self.paddingCount == 0, let value = Base64Alphabet.value(of: byte) else { return false }
            self.bits = self.bits << 6 | value
        }
        self.count += 1
        return true
    }

    private mutating func writeGroup(into output: inout [UInt8]) -> Bool {
        // The bits that no byte takes must be zero, so that a body has one form (RFC 4648 section 3.5).
        let unused: UInt32 = self.paddingCount == 0 ? 0 : self.paddingCount == 1 ? 0xFF : 0xFFFF
        guard self.bits & unused == 0 else { return false }
        output.append(UInt8(truncatingIfNeeded: self.bits >> 16))
        if self.paddingCount < 2 { output.append(UInt8(truncatingIfNeeded: self.bits >> 8)) }
        if self.paddingCount < 1 { output.append(UInt8(truncatingIfNeeded: self.bits)) }
        self.bits = 0
        self.count = 0
        self.paddingCount = 0
        return true
    }
}

/// Encodes bytes that arrive in pieces as base64 (RFC 4648 section 4), for the body of `application/grpc-web-text`.
///
/// Groups of three bytes are encoded as they fill; `flush` pads what is left over, which gRPC-Web permits anywhere in a
/// body, so that no message waits for the next one.
public struct Base64Encoder: Sendable {
    /// Up to two bytes that don't fill a group yet.
    private var bits: UInt32 = 0
    private var count = 0

    /// An encoder at the beginning of a body.
    public init() {}

    /// Whether bytes wait for a group to fill.
    public var hasPending: Bool { self.count > 0 }

    /// Appends the characters of all groups that are full.
    public mutating func encode(_ bytes: UnsafeRawBufferPointer, into output: inout [UInt8]) {
        for byte in bytes {
            self.bits = self.bits << 8 | UInt32(byte)
            self.count += 1
            guard self.count == 3 else { continue }
            self.writeGroup(characters: 4, into: &output)
        }
    }

    /// Appends what waits, padded.
    public mutating func flush(into output: inout [UInt8]) {
        guard self.count > 0 else { return }
        self.bits <<= self.count == 1 ? 16 : 8
        let padding = 3 - self.count
        self.writeGroup(characters: 4 - padding, into: &output)
        for _ in 0..<padding { output.append(Base64Alphabet.padding) }
    }

    private mutating func writeGroup(characters: Int, into output: inout [UInt8]) {
        for index in 0..<characters {
            output.append(Base64Alphabet.character(for: self.bits >> UInt32(18 - index * 6)))
        }
        self.bits = 0
        self.count = 0
    }
}

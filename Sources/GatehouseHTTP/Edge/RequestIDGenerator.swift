/// Makes `x-request-id` values: version 4 UUIDs (RFC 9562) whose 14th nibble `4` also says "not sampled" to Istio's
/// tracing (semantics H2).
///
/// Not for secrets: identifiers need to be distinct, not unguessable, and the generator is a fast one.
public struct RequestIDGenerator: Sendable {
    private var state: (UInt64, UInt64)
    private static let digits = Array("0123456789abcdef".utf8)

    /// A generator; two with different seeds give different values.
    public init(seed: (UInt64, UInt64)) {
        self.state = (seed.0 | 1, seed.1)
    }

    /// A random number (xoroshiro128+).
    public mutating func next() -> UInt64 {
        let first = self.state.0
        var second = self.state.1
        let result = first &+ second
        second ^= first
        self.state.0 = (first << 24 | first >> 40) ^ second ^ (second << 16)
        self.state.1 = second << 37 | second >> 27
        return result
    }

    /// Appends the next identifier, 36 bytes, to `bytes`.
    public mutating func append(to bytes: inout [UInt8]) {
        let high = (self.next() & 0xFFFF_FFFF_FFFF_0FFF) | 0x4000
        let low = (self.next() & 0x3FFF_FFFF_FFFF_FFFF) | 0x8000_0000_0000_0000
        Self.digits.withUnsafeBufferPointer { digits in
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 36) { text in
                var position = 0
                for nibble in 0..<32 {
                    if nibble == 8 || nibble == 12 || nibble == 16 || nibble == 20 {
                        text[position] = UInt8(ascii: "-")
                        position += 1
                    }
                    let half = nibble < 16 ? high : low
                    text[position] = digits[Int((half >> UInt64(60 - (nibble & 15) * 4)) & 15)]
                    position += 1
                }
                bytes.append(contentsOf: UnsafeBufferPointer(text))
            }
        }
    }
}

/// XXH64, a fast hash of bytes that is the same in every process and on every architecture. Written from
/// <https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md>. It is not made to withstand an attacker who looks
/// for values with equal hashes.
public enum XXH64 {
    private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
    private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
    private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
    private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
    private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

    /// The hash of `bytes`; another `seed` makes another function.
    public static func hash(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
        var position = 0
        var hash =
            bytes.count < 32 ? seed &+ Self.prime5 : Self.stripes(of: bytes, seed: seed, position: &position)
        hash &+= UInt64(truncatingIfNeeded: bytes.count)
        while bytes.count - position >= 8 {
            hash ^= Self.round(0, Self.lane(bytes, position))
            hash = hash.rotated(27) &* Self.prime1 &+ Self.prime4
            position += 8
        }
        if bytes.count - position >= 4 {
            let lane = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self))
            hash ^= UInt64(lane) &* Self.prime1
            hash = hash.rotated(23) &* Self.prime2 &+ Self.prime3
            position += 4
        }
        while position < bytes.count {
            hash ^= UInt64(bytes[position]) &* Self.prime5
            hash = hash.rotated(11) &* Self.prime1
            position += 1
        }
        hash = (hash ^ hash >> 33) &* Self.prime2
        hash = (hash ^ hash >> 29) &* Self.prime3
        return hash ^ hash >> 32
    }

    /// What the whole stripes of 32 bytes come to; `position` moves behind them.
    private static func stripes(of bytes: UnsafeRawBufferPointer, seed: UInt64, position: inout Int) -> UInt64 {
        var first = seed &+ Self.prime1 &+ Self.prime2
        var second = seed &+ Self.prime2
        var third = seed
        var fourth = seed &- Self.prime1
        while bytes.count - position >= 32 {
            first = Self.round(first, Self.lane(bytes, position))
            second = Self.round(second, Self.lane(bytes, position + 8))
            third = Self.round(third, Self.lane(bytes, position + 16))
            fourth = Self.round(fourth, Self.lane(bytes, position + 24))
            position += 32
        }
        var hash = first.rotated(1) &+ second.rotated(7) &+ third.rotated(12) &+ fourth.rotated(18)
        hash = Self.merged(hash, first)
        hash = Self.merged(hash, second)
        hash = Self.merged(hash, third)
        return Self.merged(hash, fourth)
    }

    private static func lane(_ bytes: UnsafeRawBufferPointer, _ position: Int) -> UInt64 {
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
    }

    private static func round(_ accumulator: UInt64, _ lane: UInt64) -> UInt64 {
        (accumulator &+ lane &* Self.prime2).rotated(31) &* Self.prime1
    }

    private static func merged(_ hash: UInt64, _ accumulator: UInt64) -> UInt64 {
        (hash ^ Self.round(0, accumulator)) &* Self.prime1 &+ Self.prime4
    }
}

extension UInt64 {
    /// The bits turned to the left, in a circle.
    fileprivate func rotated(_ count: Int) -> UInt64 { self << UInt64(count) | self >> UInt64(64 - count) }
}

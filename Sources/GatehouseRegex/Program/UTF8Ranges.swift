/// The UTF-8 encodings of a set of code points, as sequences of byte ranges.
enum UTF8Ranges {
    /// One to four byte ranges; a text matches when each of its bytes is in its range.
    typealias Sequence = [ClosedRange<UInt8>]

    /// The code points from which on an encoding is one byte longer.
    private static let lengthBounds: [UInt32] = [0x80, 0x800, 0x10000]

    /// Everything beyond ASCII, which nearly every pattern contains (`.`, `[^/]`, `\W`). RE2 takes a shorter form here
    /// that lets some ill-formed text pass, such as overlong forms and surrogates; so do we.
    private static let beyondASCII: [Sequence] = [
        [0xC2...0xDF, 0x80...0xBF],
        [0xE0...0xEF, 0x80...0xBF, 0x80...0xBF],
        [0xF0...0xF4, 0x80...0xBF, 0x80...0xBF, 0x80...0xBF],
    ]

    /// The sequences of a set in ascending order.
    static func sequences(of set: CodePointSet) -> [Sequence] {
        var result: [Sequence] = []
        for range in set.ranges { Self.add(range.lowerBound, range.upperBound, to: &result) }
        return result
    }

    private static func add(_ low: UInt32, _ high: UInt32, to result: inout [Sequence]) {
        if low == 0x80, high == CodePointSet.last {
            result += Self.beyondASCII
            return
        }
        for bound in Self.lengthBounds where low < bound && bound <= high {
            Self.add(low, bound - 1, to: &result)
            Self.add(bound, high, to: &result)
            return
        }
        // Cut until low and high differ in one byte and go through all values of those after it.
        for tailBits in high < 0x80 ? [] : [6, 12, 18] as [UInt32] {
            let tail: UInt32 = (1 << tailBits) - 1
            guard low & ~tail != high & ~tail else { continue }
            if low & tail != 0 {
                Self.add(low, low | tail, to: &result)
                Self.add((low | tail) + 1, high, to: &result)
                return
            }
            if high & tail != tail {
                Self.add(low, (high & ~tail) - 1, to: &result)
                Self.add(high & ~tail, high, to: &result)
                return
            }
        }
        result.append(zip(Self.encode(low), Self.encode(high)).map { $0...$1 })
    }

    /// The bytes of a code point; of a surrogate, the bytes it would have.
    static func encode(_ codePoint: UInt32) -> [UInt8] {
        func continuation(_ shift: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: 0x80 | (codePoint >> shift) & 0x3F) }
        func lead(_ mark: UInt32, _ shift: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: mark | codePoint >> shift) }
        return switch codePoint {
        case ..<0x80: [lead(0, 0)]
        case ..<0x800: [lead(0xC0, 6), continuation(0)]
        case ..<0x10000: [lead(0xE0, 12), continuation(6), continuation(0)]
        default: [lead(0xF0, 18), continuation(12), continuation(6), continuation(0)]
        }
    }

    /// How many bytes the character at `position` has, a surrogate being one as in RE2; 1 where it is ill-formed.
    static func characterLength(at position: Int, in text: UnsafeRawBufferPointer) -> Int {
        guard position < text.count else { return 1 }
        let length: Int
        switch text[position] {
        case 0xC2...0xDF: length = 2
        case 0xE0...0xEF: length = 3
        case 0xF0...0xF4: length = 4
        default: return 1
        }
        guard position + length <= text.count else { return 1 }
        let bytes = text[position..<(position + length)]
        guard bytes.dropFirst().allSatisfy({ $0 & 0xC0 == 0x80 }) else { return 1 }
        let lead = UInt32(bytes[position]) & (0x7F >> UInt32(length))
        let codePoint = bytes.dropFirst().reduce(lead) { $0 << 6 | UInt32($1 & 0x3F) }
        return Self.encode(codePoint).count == length && codePoint <= CodePointSet.last ? length : 1
    }
}

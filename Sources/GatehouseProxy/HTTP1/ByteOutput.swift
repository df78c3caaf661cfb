import GatehouseHTTP

/// Fills a region of memory from its beginning. What does not fit is left out, so that a wrong estimate can never write
/// past the end; the writers reserve what they need.
struct ByteOutput {
    private let target: UnsafeMutableRawBufferPointer
    /// Bytes written so far.
    private(set) var count = 0

    init(_ target: UnsafeMutableRawBufferPointer) { self.target = target }

    @inline(__always)
    mutating func append(_ source: UnsafeRawBufferPointer, _ range: ByteRange) {
        self.append(UnsafeRawBufferPointer(rebasing: source[range.indices]))
    }

    @inline(__always)
    mutating func append(_ text: StaticString) {
        self.append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        guard self.count < self.target.count else { return }
        self.target[self.count] = byte
        self.count &+= 1
    }

    @inline(__always)
    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let from = bytes.baseAddress, let to = self.target.baseAddress,
            bytes.count <= self.target.count &- self.count
        else { return }
        (to + self.count).copyMemory(from: from, byteCount: bytes.count)
        self.count &+= bytes.count
    }

    mutating func append(decimal number: Int) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var rest = UInt64(max(0, number))
            var start = 20
            repeat {
                start &-= 1
                digits[start] = 0x30 &+ UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            self.append(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(digits)[start..<20]))
        }
    }

    mutating func append(hexadecimal number: Int) {
        var shift = max(0, (Int.bitWidth - number.leadingZeroBitCount - 1) / 4 * 4)
        while shift >= 0 {
            let digit = UInt8(truncatingIfNeeded: (number >> shift) & 15)
            self.append(digit < 10 ? 0x30 &+ digit : 0x61 &+ digit &- 10)
            shift -= 4
        }
    }
}

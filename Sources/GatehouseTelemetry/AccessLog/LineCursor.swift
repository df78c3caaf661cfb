#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Writes text into memory that is already there, and remembers when it did not fit.
///
/// A log line is some fifty short pieces. Appending each to an array would check and grow fifty times; here every piece
/// is one comparison and one copy, and the caller looks once, at the end.
struct LineCursor {
    /// The memory.
    private let memory: UnsafeMutableRawBufferPointer
    /// Bytes written.
    private(set) var count = 0
    /// Whether something did not fit. Nothing is written once this is so.
    private(set) var isOverfull = false

    /// A cursor at the beginning of `memory`.
    init(_ memory: UnsafeMutableRawBufferPointer) { self.memory = memory }

    /// Room for `size` bytes, nil when there is not so much.
    @inline(__always)
    private mutating func take(_ size: Int) -> UnsafeMutableRawPointer? {
        guard !self.isOverfull, size <= self.memory.count &- self.count, let base = self.memory.baseAddress else {
            self.isOverfull = true
            return nil
        }
        let start = base + self.count
        self.count &+= size
        return start
    }

    @inline(__always)
    mutating func write(_ byte: UInt8) {
        self.take(1)?.storeBytes(of: byte, as: UInt8.self)
    }

    @inline(__always)
    mutating func write(_ text: StaticString) {
        self.take(text.utf8CodeUnitCount)?.copyMemory(from: text.utf8Start, byteCount: text.utf8CodeUnitCount)
    }

    /// Writes bytes that are known to need no escaping.
    @inline(__always)
    mutating func write(raw bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress else { return }
        self.take(bytes.count)?.copyMemory(from: source, byteCount: bytes.count)
    }

    /// Writes a number that is 0 or more; a negative one is written as 0.
    mutating func write(number: Int64) {
        var rest = UInt64(clamping: number)
        if rest < 10 { return self.write(UInt8(truncatingIfNeeded: rest) | 0x30) }
        var digits = 0
        var probe = rest
        while probe > 0 {
            probe /= 10
            digits &+= 1
        }
        guard let start = self.take(digits) else { return }
        var offset = digits
        while offset > 0 {
            offset &-= 1
            (start + offset).storeBytes(of: UInt8(truncatingIfNeeded: rest % 10) | 0x30, as: UInt8.self)
            rest /= 10
        }
    }

    /// Writes the low `digits` decimal digits of `number`, zeros in front.
    mutating func write(_ number: Int, digits: Int) {
        guard let start = self.take(digits) else { return }
        var rest = UInt(clamping: number)
        var offset = digits
        while offset > 0 {
            offset &-= 1
            (start + offset).storeBytes(of: UInt8(truncatingIfNeeded: rest % 10) | 0x30, as: UInt8.self)
            rest /= 10
        }
    }

    /// Writes a byte as two hexadecimal digits.
    mutating func write(hexadecimal byte: UInt8) {
        self.write(Self.digit(byte >> 4))
        self.write(Self.digit(byte & 15))
    }

    private static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 &+ value : 0x57 &+ value }
}

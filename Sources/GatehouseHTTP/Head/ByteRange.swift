/// A run of bytes inside a `HeaderBlock`'s storage.
///
/// Ranges, not strings: a head stays in the bytes it arrived in and everything that is known of it is an offset.
public struct ByteRange: Hashable, Sendable {
    /// Offset of the first byte.
    public var start: Int32
    /// Number of bytes.
    public var count: Int32

    /// The run of `count` bytes from `start` on.
    @inlinable
    public init(start: Int, count: Int) {
        self.start = Int32(truncatingIfNeeded: start)
        self.count = Int32(truncatingIfNeeded: count)
    }

    /// The empty run.
    @inlinable
    public static var empty: ByteRange { ByteRange(start: 0, count: 0) }

    /// Whether the run has no bytes.
    @inlinable
    public var isEmpty: Bool { self.count == 0 }

    /// The offsets of the run.
    @inlinable
    public var indices: Range<Int> { Int(self.start)..<(Int(self.start) + Int(self.count)) }
}

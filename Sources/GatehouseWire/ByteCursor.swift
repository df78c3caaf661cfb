/// Reads numbers and runs off the front of bytes; reading past the end gives nil and moves nothing.
struct ByteCursor {
    private let bytes: UnsafeRawBufferPointer
    /// How many bytes have been read.
    private(set) var offset = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// How many bytes are left.
    var remaining: Int { self.bytes.count - self.offset }

    /// The next byte.
    mutating func readByte() -> UInt8? {
        guard self.remaining >= 1 else { return nil }
        defer { self.offset += 1 }
        return self.bytes[self.offset]
    }

    /// A big-endian number of `count` bytes, at most 8.
    mutating func readNumber(bytes count: Int) -> Int? {
        guard self.remaining >= count else { return nil }
        var number = 0
        for index in self.offset..<(self.offset + count) { number = number << 8 | Int(self.bytes[index]) }
        self.offset += count
        return number
    }

    /// The next `count` bytes.
    mutating func readBytes(_ count: Int) -> UnsafeRawBufferPointer? {
        guard count >= 0, self.remaining >= count else { return nil }
        defer { self.offset += count }
        return UnsafeRawBufferPointer(rebasing: self.bytes[self.offset..<(self.offset + count)])
    }

    /// The bytes of a vector that begins with its length, itself a number of `lengthBytes` bytes.
    mutating func readVector(lengthBytes: Int) -> UnsafeRawBufferPointer? {
        let start = self.offset
        guard let count = self.readNumber(bytes: lengthBytes), let vector = self.readBytes(count) else {
            self.offset = start
            return nil
        }
        return vector
    }
}

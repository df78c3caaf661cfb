/// Reads HPACK's two primitives, integers and strings (RFC 7541 section 5), off the front of a block.
struct HPACKReader {
    private let bytes: UnsafeRawBufferPointer
    private var offset = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// Whether everything has been read.
    var isExhausted: Bool { self.offset == self.bytes.count }

    /// The next byte, which stays.
    func peek() -> UInt8? { self.offset < self.bytes.count ? self.bytes[self.offset] : nil }

    /// An integer whose first bits, `prefix` of them, are the low ones of the next byte. Numbers beyond 2^28 are of no
    /// use to anybody and are refused.
    mutating func readInteger(prefix: Int) -> Int? {
        guard self.offset < self.bytes.count else { return nil }
        let mask = (1 << prefix) - 1
        var value = Int(self.bytes[self.offset]) & mask
        self.offset += 1
        guard value == mask else { return value }
        var shift = 0
        while self.offset < self.bytes.count, shift <= 21 {
            let byte = self.bytes[self.offset]
            self.offset += 1
            value += Int(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return value }
            shift += 7
        }
        return nil
    }

    /// Appends a string to `storage` and returns where it is; nil when it is cut off, badly coded, or longer than
    /// `limit` by far: a single string beyond all limits is not worth staying in step for.
    mutating func readString(limit: Int, into storage: inout [UInt8]) -> ByteRange? {
        guard let first = self.peek(), let count = self.readInteger(prefix: 7), count <= self.bytes.count - self.offset
        else { return nil }
        let coded = UnsafeRawBufferPointer(rebasing: self.bytes[self.offset..<(self.offset + count)])
        self.offset += count
        let start = storage.count
        if first & 0x80 == 0 {
            storage.append(contentsOf: coded)
        } else {
            guard HPACKHuffman.decode(coded, limit: 4 * limit, into: &storage) else { return nil }
        }
        return ByteRange(start: start, count: storage.count - start)
    }
}

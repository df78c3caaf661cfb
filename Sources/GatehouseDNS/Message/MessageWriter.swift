/// Puts a message together, with names compressed (RFC 1035 section 4.1.4).
struct MessageWriter {
    /// What has been written.
    private(set) var bytes: [UInt8] = []
    /// Where names and their tails have been written in full.
    private var offsets: [DNSName: Int] = [:]

    mutating func write(_ number: UInt16) {
        self.bytes.append(UInt8(truncatingIfNeeded: number >> 8))
        self.bytes.append(UInt8(truncatingIfNeeded: number))
    }

    mutating func write(_ number: UInt32) {
        self.write(UInt16(truncatingIfNeeded: number >> 16))
        self.write(UInt16(truncatingIfNeeded: number))
    }

    mutating func write(_ bytes: some Sequence<UInt8>) { self.bytes.append(contentsOf: bytes) }

    /// Writes a name; what of its tail has been written before becomes a pointer.
    mutating func write(_ name: DNSName) {
        var rest = name
        while !rest.isRoot {
            if let offset = self.offsets[rest] {
                self.write(0xC000 | UInt16(truncatingIfNeeded: offset))
                return
            }
            // A pointer has 14 bits.
            if self.bytes.count < 0x4000 { self.offsets[rest] = self.bytes.count }
            let labelEnd = 1 + Int(rest.wire[0])
            self.write(rest.wire[..<labelEnd])
            rest = DNSName(validWire: Array(rest.wire[labelEnd...]))
        }
        self.bytes.append(0)
    }

    /// Writes what `body` writes, after the number of its bytes; at most 65,535.
    mutating func writeCounted(_ body: (inout MessageWriter) -> Void) {
        let start = self.bytes.count
        self.write(0 as UInt16)
        body(&self)
        self.overwrite(UInt16(truncatingIfNeeded: self.bytes.count - start - 2), at: start)
    }

    /// Writes a number over two bytes that were written before.
    mutating func overwrite(_ number: UInt16, at offset: Int) {
        guard offset + 2 <= self.bytes.count else { return }
        self.bytes[offset] = UInt8(truncatingIfNeeded: number >> 8)
        self.bytes[offset + 1] = UInt8(truncatingIfNeeded: number)
    }

    /// Forgets what was written from `offset` on.
    mutating func rewind(to offset: Int) {
        self.bytes.removeSubrange(min(offset, self.bytes.count)...)
        self.offsets = self.offsets.filter { $0.value < offset }
    }
}

/// Writes header blocks (RFC 7541 section 6) as a peer might, including what no sensible one would.
struct BlockWriter {
    private(set) var bytes: [UInt8] = []

    /// What a literal does to the dynamic table.
    enum Indexing {
        case incremental
        case none
        case never
    }

    /// A field that a table holds.
    mutating func indexed(_ index: Int) { self.integer(index, prefix: 7, flags: 0x80) }

    /// A field with a new name.
    mutating func literal(_ name: String, _ value: String, _ indexing: Indexing = .none) {
        self.literal(Array(name.utf8), Array(value.utf8), indexing)
    }

    /// A field with a new name.
    mutating func literal(_ name: [UInt8], _ value: [UInt8], _ indexing: Indexing = .none) {
        self.named(0, indexing)
        self.string(name)
        self.string(value)
    }

    /// A field whose name a table holds.
    mutating func literal(nameIndex: Int, _ value: [UInt8], _ indexing: Indexing = .none) {
        self.named(nameIndex, indexing)
        self.string(value)
    }

    /// A change of the table's size.
    mutating func resize(to size: Int) { self.integer(size, prefix: 5, flags: 0x20) }

    /// A string as it is.
    mutating func string(_ string: [UInt8]) {
        self.integer(string.count, prefix: 7, flags: 0)
        self.bytes += string
    }

    /// A string that is marked as Huffman-coded.
    mutating func coded(_ string: [UInt8]) {
        self.integer(string.count, prefix: 7, flags: 0x80)
        self.bytes += string
    }

    /// The first byte, or bytes, of a literal.
    mutating func named(_ index: Int, _ indexing: Indexing) {
        switch indexing {
        case .incremental: self.integer(index, prefix: 6, flags: 0x40)
        case .none: self.integer(index, prefix: 4, flags: 0)
        case .never: self.integer(index, prefix: 4, flags: 0x10)
        }
    }

    private mutating func integer(_ value: Int, prefix: Int, flags: UInt8) {
        let mask = (1 << prefix) - 1
        guard value >= mask else { return self.bytes.append(flags | UInt8(value)) }
        self.bytes.append(flags | UInt8(mask))
        var rest = value - mask
        while rest >= 128 {
            self.bytes.append(UInt8(rest % 128 + 128))
            rest /= 128
        }
        self.bytes.append(UInt8(rest))
    }
}

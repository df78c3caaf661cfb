/// The fields that one side has told the other to remember (RFC 7541 section 2.3.2), newest first.
///
/// Bytes live in one buffer that is filled from front to back and compacted when it is full, so that in steady state
/// remembering a field costs no allocation.
struct HPACKDynamicTable {
    /// A remembered field.
    struct Entry {
        var kind: HPACKFieldKind
        var start: Int
        var nameCount: Int
        var valueCount: Int

        /// The size that the table's limit counts (section 4.1).
        var size: Int { self.nameCount + self.valueCount + 32 }
    }

    /// The largest size that the other side may use.
    private(set) var limit: Int
    private(set) var size = 0
    private var bytes: [UInt8] = []
    /// Oldest first; those before `oldest` have been evicted.
    private var entries: [Entry] = []
    private var oldest = 0

    init(limit: Int) { self.limit = limit }

    /// How many fields there are.
    var count: Int { self.entries.count - self.oldest }

    /// What is kept for the fields, evicted ones that have not been swept out yet included.
    var storage: (bytes: Int, entries: Int) { (self.bytes.count, self.entries.count) }

    /// The field of this index, 0 the newest; nil when there is none.
    subscript(index: Int) -> Entry? {
        guard index >= 0, index < self.count else { return nil }
        return self.entries[self.entries.count - 1 - index]
    }

    /// Calls `body` with the bytes of an entry: the name, the value behind it.
    func withBytes<Result>(of entry: Entry, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        self.bytes.withUnsafeBytes {
            body(UnsafeRawBufferPointer(rebasing: $0[entry.start..<(entry.start + entry.nameCount + entry.valueCount)]))
        }
    }

    /// Changes the limit; fields that do not fit any more are forgotten.
    mutating func resize(to limit: Int) {
        self.limit = limit
        self.evict(down: limit)
    }

    /// Remembers a field, forgetting old ones to make room; one that is larger than the table empties it (section 4.4).
    mutating func insert(_ kind: HPACKFieldKind, _ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
        let entry = Entry(kind: kind, start: 0, nameCount: name.count, valueCount: value.count)
        self.evict(down: self.limit - entry.size)
        guard entry.size <= self.limit else { return }
        self.compact(for: name.count + value.count)
        var placed = entry
        placed.start = self.bytes.count
        self.bytes.append(contentsOf: name)
        self.bytes.append(contentsOf: value)
        self.entries.append(placed)
        self.size += entry.size
    }

    private mutating func evict(down target: Int) {
        while self.size > target, self.oldest < self.entries.count {
            self.size -= self.entries[self.oldest].size
            self.oldest += 1
        }
        if self.oldest == self.entries.count {
            self.entries.removeAll(keepingCapacity: true)
            self.bytes.removeAll(keepingCapacity: true)
            self.oldest = 0
        }
    }

    /// Moves what is alive to the front once as much is dead as the table may hold, which keeps moving cheap. Fields are
    /// counted as well as bytes: those that are all but empty would pile up in no space at all.
    private mutating func compact(for count: Int) {
        let isFull = self.bytes.count + count > 2 * self.limit + 256 || self.oldest > self.limit / 32 + 8
        guard isFull, self.oldest > 0 else { return }
        let start = self.entries[self.oldest].start
        self.bytes.removeSubrange(..<start)
        self.entries.removeSubrange(..<self.oldest)
        self.oldest = 0
        for index in self.entries.indices { self.entries[index].start -= start }
    }
}

/// Decodes header blocks (RFC 7541). One for each direction of a connection: blocks have to be decoded in the order in
/// which they came, those of refused messages included.
public struct HPACKDecoder: Sendable {
    private var table: HPACKDynamicTable
    /// The largest table that this side has allowed.
    private let tableLimit: Int

    /// A decoder whose table may grow to `tableLimit` bytes (SETTINGS_HEADER_TABLE_SIZE).
    public init(tableLimit: Int = 4096) {
        self.tableLimit = tableLimit
        self.table = HPACKDynamicTable(limit: tableLimit)
    }

    /// A field of a block.
    public struct Field {
        /// What the name is.
        public var kind: HPACKFieldKind
        /// The name, in the storage that was decoded into.
        public var name: ByteRange
        /// The value, likewise.
        public var value: ByteRange
    }

    /// The bounds of what is kept of a block.
    public struct Limits {
        /// Bytes of names and values, 32 for each field added (RFC 9113 section 6.5.2).
        public var bytes: Int
        /// Fields.
        public var fields: Int

        /// Limits.
        public init(bytes: Int, fields: Int) {
            self.bytes = bytes
            self.fields = fields
        }
    }

    /// How decoding a block ended.
    public enum Outcome: Equatable, Sendable {
        /// All fields were given.
        case complete
        /// There are more, or longer, fields than allowed. The table is in step all the same.
        case tooLarge
        /// The block can't be decoded, and with it no later one: a connection error of type COMPRESSION_ERROR.
        case failed
    }

    /// Decodes `block`: appends names and values to `storage` and calls `body` for each field, as long as the limits are
    /// kept.
    public mutating func decode(
        _ block: UnsafeRawBufferPointer, limits: Limits, into storage: inout [UInt8],
        _ body: (Field, inout [UInt8]) -> Void
    ) -> Outcome {
        var reader = HPACKReader(block)
        var size = 0
        var count = 0
        var isTooLarge = false
        while let first = reader.peek() {
            if first & 0xE0 == 0x20 {
                // A change of the table's size comes before the first field (section 4.2).
                guard count == 0, let limit = reader.readInteger(prefix: 5), limit <= self.tableLimit else {
                    return .failed
                }
                self.table.resize(to: limit)
                continue
            }
            count += 1
            if isTooLarge, first & 0x80 != 0 {
                // Fields that are not kept need not be copied either: a byte of a block may stand for kilobytes.
                guard let index = reader.readInteger(prefix: 7), self.isKnown(index) else { return .failed }
                continue
            }
            let start = storage.count
            guard let field = self.decodeField(first, &reader, limit: limits.bytes, into: &storage) else {
                return .failed
            }
            size += Int(field.name.count) + Int(field.value.count) + 32
            if isTooLarge || size > limits.bytes || count > limits.fields {
                isTooLarge = true
                storage.removeSubrange(start...)
            } else {
                body(field, &storage)
            }
        }
        return reader.isExhausted ? (isTooLarge ? .tooLarge : .complete) : .failed
    }

    private mutating func decodeField(
        _ first: UInt8, _ reader: inout HPACKReader, limit: Int, into storage: inout [UInt8]
    ) -> Field? {
        if first & 0x80 != 0 {
            guard let index = reader.readInteger(prefix: 7) else { return nil }
            return self.copy(index, includingValue: true, into: &storage)
        }
        let isRemembered = first & 0x40 != 0
        guard let index = reader.readInteger(prefix: isRemembered ? 6 : 4) else { return nil }
        var field: Field
        if index > 0 {
            guard let named = self.copy(index, includingValue: false, into: &storage) else { return nil }
            field = named
        } else {
            guard let name = reader.readString(limit: limit, into: &storage) else { return nil }
            let kind = storage.withUnsafeBytes { HPACKFieldKind(UnsafeRawBufferPointer(rebasing: $0[name.indices])) }
            field = Field(kind: kind, name: name, value: .empty)
        }
        guard let value = reader.readString(limit: limit, into: &storage) else { return nil }
        field.value = value
        if isRemembered {
            storage.withUnsafeBytes { bytes in
                self.table.insert(
                    field.kind, UnsafeRawBufferPointer(rebasing: bytes[field.name.indices]),
                    UnsafeRawBufferPointer(rebasing: bytes[value.indices]))
            }
        }
        return field
    }

    private func isKnown(_ index: Int) -> Bool {
        index >= 1 && index <= HPACKStaticTable.count + self.table.count
    }

    /// Appends a field of either table to the storage; the value only where asked to.
    private func copy(_ index: Int, includingValue: Bool, into storage: inout [UInt8]) -> Field? {
        let start = storage.count
        if index >= 1, index <= HPACKStaticTable.count {
            let entry = HPACKStaticTable.entries[index - 1]
            storage.append(contentsOf: entry.name.rawBytes)
            let nameCount = entry.name.utf8CodeUnitCount
            if includingValue { storage.append(contentsOf: entry.value.rawBytes) }
            return Field(
                kind: HPACKStaticTable.kinds[index - 1], name: ByteRange(start: start, count: nameCount),
                value: ByteRange(start: start + nameCount, count: storage.count - start - nameCount))
        }
        guard let entry = self.table[index - HPACKStaticTable.count - 1] else { return nil }
        self.table.withBytes(of: entry) { bytes in
            storage.append(
                contentsOf: includingValue ? bytes : UnsafeRawBufferPointer(rebasing: bytes[..<entry.nameCount]))
        }
        return Field(
            kind: entry.kind, name: ByteRange(start: start, count: entry.nameCount),
            value: ByteRange(start: start + entry.nameCount, count: includingValue ? entry.valueCount : 0))
    }
}

/// The header fields of one message: one buffer of bytes, and ranges into it.
///
/// Names are lowercase (HTTP/2 has them so, the HTTP/1.1 parser makes them so). An edit appends the new bytes and
/// moves a range; nothing is shifted. The storage is meant to be reused from one message to the next (`removeAll`
/// keeps it), so that a head in steady state costs no allocation.
public struct HeaderBlock: Sendable {
    /// One field line.
    public struct Field: Sendable {
        /// What the name is, when the gateway knows it.
        public var id: HeaderName
        /// The lowercase name.
        public var name: ByteRange
        /// The value, without surrounding white space.
        public var value: ByteRange

        /// A field line whose ranges point into the block that it is appended to.
        @inlinable
        public init(id: HeaderName, name: ByteRange, value: ByteRange) {
            self.id = id
            self.name = name
            self.value = value
        }
    }

    /// The storage that every range points into.
    public var bytes: [UInt8]
    /// The field lines in order.
    public var fields: [Field]

    /// An empty block.
    public init() {
        self.bytes = []
        self.fields = []
    }

    /// Empties the block and keeps its storage.
    public mutating func removeAll() {
        self.bytes.removeAll(keepingCapacity: true)
        self.fields.removeAll(keepingCapacity: true)
    }

    // MARK: Reading

    /// Calls `body` with the bytes of `range`.
    @inlinable
    public func withBytes<Result>(_ range: ByteRange, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        self.bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range.indices])) }
    }

    /// The text of `range`, invalid UTF-8 repaired. Not for the request path.
    public func string(_ range: ByteRange) -> String {
        String(decoding: self.bytes[range.indices], as: UTF8.self)
    }

    /// The value of the first field with this id.
    @inlinable
    public func first(_ id: HeaderName) -> ByteRange? {
        for field in self.fields where field.id == id { return field.value }
        return nil
    }

    /// Whether there is a field with this id.
    @inlinable
    public func contains(_ id: HeaderName) -> Bool { self.first(id) != nil }

    /// The index of the next field of this lowercase name at or after `start`.
    public func index(of name: [UInt8], from start: Int = 0) -> Int? {
        self.bytes.withUnsafeBytes { bytes in
            var index = start
            while index < self.fields.count {
                let range = self.fields[index].name
                if Int(range.count) == name.count, UnsafeRawBufferPointer(rebasing: bytes[range.indices]).equals(name) {
                    return index
                }
                index += 1
            }
            return nil
        }
    }

    /// Every value of this lowercase name, joined with `,` where there are several, as text. Not for the request path.
    public func joinedValue(of name: String) -> String? {
        let wanted = Array(name.utf8)
        var values: [String] = []
        var start = 0
        while let index = self.index(of: wanted, from: start) {
            values.append(self.string(self.fields[index].value))
            start = index + 1
        }
        return values.isEmpty ? nil : values.joined(separator: ",")
    }

    // MARK: Editing

    /// Appends bytes to the storage and returns where they are.
    public mutating func store(_ text: [UInt8]) -> ByteRange {
        let start = self.bytes.count
        self.bytes.append(contentsOf: text)
        return ByteRange(start: start, count: self.bytes.count - start)
    }

    /// Appends bytes to the storage and returns where they are.
    @inlinable
    public mutating func store(_ text: some Sequence<UInt8>) -> ByteRange {
        let start = self.bytes.count
        self.bytes.append(contentsOf: text)
        return ByteRange(start: start, count: self.bytes.count - start)
    }

    /// Appends bytes to the storage and returns where they are.
    public mutating func store(_ text: StaticString) -> ByteRange {
        let start = self.bytes.count
        self.bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
        return ByteRange(start: start, count: text.utf8CodeUnitCount)
    }

    /// Appends a field line. `name` must be lowercase.
    @inlinable
    public mutating func append(name: [UInt8], value: some Sequence<UInt8>) {
        self.append(name: name, value: self.store(value))
    }

    /// Appends a field line whose value is already in the storage. `name` must be lowercase.
    public mutating func append(name: [UInt8], value: ByteRange) {
        let id = name.withUnsafeBytes { HeaderName(lowercased: $0) }
        let nameRange = self.store(name)
        self.fields.append(Field(id: id, name: nameRange, value: value))
    }

    /// Appends a field line whose value is already in the storage.
    public mutating func append(_ id: HeaderName, value: ByteRange) {
        let name = self.store(id.bytes)
        self.fields.append(Field(id: id, name: name, value: value))
    }

    /// Removes every field of this id.
    public mutating func removeAll(_ id: HeaderName) {
        guard self.contains(id) else { return }
        self.fields.removeAll { $0.id == id }
    }

    /// Removes every field of this lowercase name.
    public mutating func removeAll(named name: [UInt8]) {
        while let index = self.index(of: name) { self.fields.remove(at: index) }
    }

    /// Replaces every field of this lowercase name by one with `value`; appends it when there is none.
    @inlinable
    public mutating func set(name: [UInt8], value: some Sequence<UInt8>) {
        self.set(name: name, value: self.store(value))
    }

    /// Replaces every field of this lowercase name by one with a value already in the storage; appends it when there is
    /// none.
    public mutating func set(name: [UInt8], value: ByteRange) {
        guard let index = self.index(of: name) else { return self.append(name: name, value: value) }
        self.fields[index].value = value
        while let next = self.index(of: name, from: index + 1) { self.fields.remove(at: next) }
    }

    /// Replaces every field of this id by one with a value already in the storage; appends it when there is none.
    public mutating func set(_ id: HeaderName, value: ByteRange) {
        guard let index = self.fields.firstIndex(where: { $0.id == id }) else { return self.append(id, value: value) }
        self.fields[index].value = value
        var next = index + 1
        while next < self.fields.count {
            if self.fields[next].id == id { self.fields.remove(at: next) } else { next += 1 }
        }
    }
}

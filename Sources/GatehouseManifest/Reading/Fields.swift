import GatehouseModel

/// The fields of one mapping. They are taken one by one by name; what nobody has taken in the end is unknown.
struct Fields {
    let reading: Reading
    private let node: Int
    private var entries: [Entry] = []
    /// The names that were asked for, for suggestions.
    private var names: [StaticString] = []
    /// The members of exclusive groups that are present.
    private var members: [(group: StaticString, name: StaticString)] = []
    private var ignoresOthers = false

    private struct Entry {
        var key: Int
        var value: Int
        var isTaken = false
    }

    init(of mapping: Int, _ reading: Reading) {
        self.reading = reading
        self.node = mapping
        self.entries.reserveCapacity(Int(reading.tree.nodes[mapping].count) / 2)
        self.collect(mapping)
    }

    // MARK: Taking fields

    /// A field with a single value; nil when it is absent, null or wrong.
    mutating func value<Value: FieldValue>(_ name: StaticString) -> Value? {
        guard let node = self.take(name) else { return nil }
        return self.read(node, name)
    }

    /// A text, of which an empty one is as good as none.
    mutating func value(_ name: StaticString) -> String? {
        guard let node = self.take(name), let text: String = self.read(node, name), !text.isEmpty else { return nil }
        return text
    }

    /// A field that has to be there.
    mutating func required<Value: FieldValue>(_ name: StaticString) -> Value? {
        if let node = self.take(name) { return self.read(node, name) }
        let field = self.reading.field.appending("\(name)")
        self.reading.add(
            .error, at: field, node: self.node, "`\(field)` is missing; write it, even if it is empty: `{}`.")
        return nil
    }

    /// A field that the kind does not have any more but that is honoured all the same.
    mutating func outdated<Value: FieldValue>(_ name: StaticString, advice: String) -> Value? {
        guard let node = self.take(name) else { return nil }
        let field = self.reading.field.appending("\(name)")
        self.reading.add(
            .warning, code: "IST0002", effect: .none, at: field, node: node,
            "`\(field)` is outdated and newer versions of Istio pass it over; \(advice).")
        return self.read(node, name)
    }

    /// A field of which the group allows one; here an empty value is a value.
    mutating func member<Value: FieldValue>(_ name: StaticString, of group: StaticString) -> Value? {
        guard let node = self.take(name) else { return nil }
        if let other = self.members.first(where: { "\($0.group)" == "\(group)" }) {
            let message = "`\(name)` and `\(other.name)` exclude each other; keep one."
            self.reading.path.append(.field(name))
            self.reading.refuse(node, message)
            self.reading.path.removeLast()
        }
        self.members.append((group, name))
        return self.read(node, name)
    }

    /// A list; empty when it is absent.
    mutating func list<Value: FieldValue>(_ name: StaticString) -> [Value] {
        guard let node = self.take(name) else { return [] }
        let reading = self.reading
        reading.path.append(.field(name))
        defer { reading.path.removeLast() }
        guard reading.tree.nodes[node].kind == .sequence else {
            reading.refuse(node, "`\(reading.field)` has to be a list, not \(reading.describe(node)).")
            return []
        }
        let count = Int(reading.tree.nodes[node].count)
        guard reading.spend(count * MemoryLayout<Value>.stride, for: node) else { return [] }
        var values: [Value] = []
        values.reserveCapacity(count)
        for (index, child) in reading.tree.children(of: node).enumerated() {
            reading.path.append(.index(index))
            let entry = reading.tree.resolved(child)
            if reading.tree.isNull(entry) {
                reading.refuse(child, "`\(reading.field)` is empty; write a value or remove the entry.")
            } else if let value = Value.read(entry, reading) {
                values.append(value)
            }
            reading.path.removeLast()
        }
        return values
    }

    /// A mapping from names that the user chooses; empty when it is absent.
    mutating func map<Value: FieldValue>(_ name: StaticString) -> [String: Value] {
        guard let node = self.take(name) else { return [:] }
        let reading = self.reading
        reading.path.append(.field(name))
        defer { reading.path.removeLast() }
        guard reading.tree.nodes[node].kind == .mapping else {
            reading.refuse(node, "`\(reading.field)` has to be a mapping, not \(reading.describe(node)).")
            return [:]
        }
        var values: [String: Value] = [:]
        for entry in Fields(of: node, reading).entries {
            reading.path.append(.key(entry.key))
            defer { reading.path.removeLast() }
            let size = MemoryLayout<(String, Value)>.stride + Int(reading.tree.nodes[entry.key].count)
            guard reading.spend(size, for: node) else { break }
            let key = reading.tree.string(entry.key)
            if !reading.tree.isNull(entry.value) {
                if let value = Value.read(entry.value, reading) { values[key] = value }
            } else if let value = Value.meaningOfNull {
                values[key] = value
            } else {
                reading.refuse(entry.value, "`\(reading.field)` is empty; write a value or remove the key.")
            }
        }
        return values
    }

    /// Fields that may be there but are of no use.
    mutating func ignore(_ names: StaticString...) {
        for name in names { _ = self.take(name) }
    }

    /// Fields that nobody takes are of no use, rather than unknown.
    mutating func ignoreOthers() { self.ignoresOthers = true }

    private func read<Value: FieldValue>(_ node: Int, _ name: StaticString) -> Value? {
        self.reading.path.append(.field(name))
        defer { self.reading.path.removeLast() }
        return Value.read(node, self.reading)
    }

    private mutating func take(_ name: StaticString) -> Int? {
        self.names.append(name)
        var taken: Int?
        for index in self.entries.indices where !self.entries[index].isTaken {
            guard self.isName(self.entries[index].key, name) else { continue }
            self.entries[index].isTaken = true
            let (key, value) = (self.entries[index].key, self.entries[index].value)
            if taken != nil, !self.reading.tree.hasText(key, name) {
                let message =
                    "`\(self.reading.tree.excerpt(key) ?? "")` is another name of `\(name)`; remove one of them."
                self.reading.add(.error, code: "GH0103", at: self.reading.field, node: key, message)
            }
            if !self.reading.tree.isNull(value) { taken = taken ?? value }
        }
        return taken
    }

    /// Whether a key is a field's name: `retryOn`, and where Protocol Buffers read it `retry_on` too.
    private func isName(_ key: Int, _ name: StaticString) -> Bool {
        if self.reading.tree.hasText(key, name) { return true }
        guard self.reading.dialect == .protobuf, Int(self.reading.tree.nodes[key].count) > name.utf8CodeUnitCount else {
            return false
        }
        return name.withUTF8Buffer { name in
            var position = 0
            var isAfterUnderscore = false
            for byte in self.reading.tree.text(key) {
                if byte == UInt8(ascii: "_"), !isAfterUnderscore {
                    isAfterUnderscore = true
                    continue
                }
                let isLowercase = byte >= UInt8(ascii: "a") && byte <= UInt8(ascii: "z")
                let expected = isAfterUnderscore && isLowercase ? byte & ~0x20 : byte
                guard position < name.count, name[position] == expected else { return false }
                isAfterUnderscore = false
                position += 1
            }
            return position == name.count
        }
    }

    // MARK: What is left

    /// Reports the fields that nobody has taken.
    func finish() {
        if self.ignoresOthers { return }
        for entry in self.entries where !entry.isTaken {
            let parent = self.reading.field
            let key = self.reading.tree.excerpt(entry.key) ?? ""
            switch self.reading.options.unknownFields {
            case .error:
                self.reading.add(.error, at: parent[key], node: entry.key, self.unknown(key, in: parent))
            case .warning:
                self.reading.add(
                    .warning, code: "IST0133", effect: .fieldIgnored, at: parent[key], node: entry.key,
                    self.unknown(key, in: parent))
            }
        }
    }

    private func unknown(_ key: String, in parent: FieldPath) -> String {
        let owner = parent.components.isEmpty ? "The resource" : "`\(parent)`"
        if let advice = RemovedField.advice[key] { return "\(owner) has no field `\(key)`; \(advice)." }
        let name = Suggestion.nearest(to: key, among: self.names.map { "\($0)" })
        return "\(owner) has no field `\(key)`; \(name.map { "did you mean `\($0)`?" } ?? "remove it.")"
    }

    // MARK: Entries

    /// Gathers the entries of a mapping and, behind them, those that `<<` merges into it.
    private mutating func collect(_ mapping: Int) {
        let tree = self.reading.tree
        var merged: [Int] = []
        var child = mapping + 1
        while child < Int(tree.nodes[mapping].end) {
            let value = Int(tree.nodes[child].end)
            let key = tree.resolved(child)
            if tree.nodes[key].kind == .plain, tree.hasText(key, "<<") {
                merged.append(tree.resolved(value))
            } else {
                self.entries.append(Entry(key: key, value: tree.resolved(value)))
            }
            child = Int(tree.nodes[value].end)
        }
        if merged.isEmpty { return }
        var present = Set(self.entries.map { tree.text($0.key) })
        for source in merged { self.merge(source, depth: 1, present: &present) }
    }

    /// Adds the entries of a merged mapping that are not there yet.
    private mutating func collectMerged(_ mapping: Int, depth: Int, present: inout Set<ArraySlice<UInt8>>) {
        let tree = self.reading.tree
        var child = mapping + 1
        while child < Int(tree.nodes[mapping].end) {
            let value = Int(tree.nodes[child].end)
            let key = tree.resolved(child)
            if tree.nodes[key].kind == .plain, tree.hasText(key, "<<") {
                self.merge(tree.resolved(value), depth: depth + 1, present: &present)
            } else if present.insert(tree.text(key)).inserted {
                self.entries.append(Entry(key: key, value: tree.resolved(value)))
            }
            child = Int(tree.nodes[value].end)
        }
    }

    private mutating func merge(_ source: Int, depth: Int, present: inout Set<ArraySlice<UInt8>>) {
        guard depth <= 8 else { return self.reading.refuse(source, "`<<` merges are nested more than 8 deep.") }
        switch self.reading.tree.nodes[source].kind {
        case .mapping: self.collectMerged(source, depth: depth, present: &present)
        case .sequence:
            for entry in self.reading.tree.children(of: source) {
                let entry = self.reading.tree.resolved(entry)
                if self.reading.tree.nodes[entry].kind == .mapping {
                    self.collectMerged(entry, depth: depth, present: &present)
                } else {
                    self.reading.refuse(entry, "`<<` merges mappings only.")
                }
            }
        case .null, .plain, .text, .alias: self.reading.refuse(source, "`<<` merges mappings only.")
        }
    }
}

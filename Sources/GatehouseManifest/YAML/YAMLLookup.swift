/// Reading single values out of a tree.
extension YAMLTree {
    /// The nodes right below a collection.
    func children(of collection: Int) -> some Sequence<Int> {
        let node = self.nodes[collection]
        let isCollection = node.kind == .sequence || node.kind == .mapping
        let end = isCollection ? Int(node.end) : collection
        return sequence(first: collection + 1) { Int(self.nodes[$0].end) }.prefix { $0 < end }
    }

    /// The scalar or collection at a key of a mapping; nil when there is none, or null.
    func value(of key: StaticString, in mapping: Int) -> Int? {
        self.entry(key, in: mapping).flatMap { self.isNull($0) ? nil : $0 }
    }

    /// What is at a key of a mapping, be it null; nil for what is no mapping.
    func entry(_ key: StaticString, in mapping: Int) -> Int? {
        guard self.nodes[mapping].kind == .mapping else { return nil }
        var index = mapping + 1
        while index < Int(self.nodes[mapping].end) {
            let value = Int(self.nodes[index].end)
            if self.hasText(self.resolved(index), key) { return self.resolved(value) }
            index = Int(self.nodes[value].end)
        }
        return nil
    }

    /// The text of a scalar, or its beginning when it is longer than names are; nil for collections.
    func excerpt(_ index: Int, bytes: Int = 253) -> String? {
        let index = self.resolved(index)
        switch self.nodes[index].kind {
        case .null, .plain, .text:
            let text = self.text(index)
            return String(decoding: text.prefix(bytes), as: UTF8.self) + (text.count > bytes ? "…" : "")
        case .sequence, .mapping, .alias: return nil
        }
    }

    /// Whether a node says nothing.
    func isNull(_ index: Int) -> Bool {
        switch self.nodes[index].kind {
        case .null: true
        case .plain: YAMLPlainValue(self.text(index)) == .null
        case .text, .sequence, .mapping, .alias: false
        }
    }

    /// Whether a scalar is this text.
    func hasText(_ index: Int, _ text: StaticString) -> Bool {
        let node = self.nodes[index]
        guard Int(node.count) == text.utf8CodeUnitCount, node.kind == .plain || node.kind == .text else { return false }
        return text.withUTF8Buffer { self.text(index).elementsEqual($0) }
    }
}

/// A YAML document as plain values, for configuration that is no resource.
public enum YAMLValue: Hashable, Sendable {
    /// Nothing, or `null`.
    case null
    /// A boolean.
    case bool(Bool)
    /// A whole number that fits.
    case integer(Int64)
    /// Any other number.
    case double(Double)
    /// A text.
    case string(String)
    /// A list.
    case sequence([YAMLValue])
    /// Values by key. Keys are texts, whatever they look like.
    case mapping([String: YAMLValue])
}

/// Why text can't be read as YAML.
public struct YAMLValueError: Error, Hashable, Sendable {
    /// Where, from 1.
    public var line: Int
    /// What is wrong; a sentence.
    public var message: String
}

extension YAMLValue {
    /// The first document of a YAML or JSON text; nil where there is none. Plain scalars mean what they mean to
    /// Kubernetes.
    ///
    /// - Throws: where the text is no YAML, a key is written twice, or it is larger or deeper than configuration is: 100
    ///   levels, a million values, 10,000 of them behind aliases.
    public static func read(_ bytes: [UInt8]) throws(YAMLValueError) -> YAMLValue? {
        try self.documents(in: bytes, atMost: 1).first
    }

    /// The documents of a YAML or JSON text that are not empty, up to a number of them.
    ///
    /// - Throws: as `read` does.
    public static func documents(in bytes: [UInt8], atMost count: Int = .max) throws(YAMLValueError) -> [YAMLValue] {
        var values: [YAMLValue] = []
        try self.forEachTree(of: bytes, atMost: count) { tree throws(YAMLError) in
            values.append(try tree.value(of: 0, depth: self.limits.depth))
        }
        return values
    }

    /// The lines of the entries of a list that documents have at the top by this name, one document after the other.
    ///
    /// - Throws: as `read` does.
    public static func lines(ofEntriesOf list: StaticString, in bytes: [UInt8]) throws(YAMLValueError) -> [Int] {
        var lines: [Int] = []
        try self.forEachTree(of: bytes, atMost: .max) { tree throws(YAMLError) in
            let root = tree.resolved(0)
            guard tree.nodes[root].kind == .mapping, let entries = tree.entry(list, in: root),
                tree.nodes[tree.resolved(entries)].kind == .sequence
            else { return }
            lines += tree.children(of: tree.resolved(entries)).map { tree.line($0) }
        }
        return lines
    }

    private static let limits = YAMLLimits(nodes: 1_000_000, aliasedNodes: 10_000)

    private static func forEachTree(
        of bytes: [UInt8], atMost count: Int, _ body: (YAMLTree) throws(YAMLError) -> Void
    ) throws(YAMLValueError) {
        var left = count
        do throws(YAMLError) {
            for chunk in YAMLDocuments(bytes: bytes) where left > 0 {
                guard let tree = try YAMLParser.parse(bytes: bytes, chunk: chunk, limits: self.limits) else { continue }
                left -= 1
                if let key = tree.repeatedKeys.first {
                    let message = "The key `\(tree.excerpt(key) ?? "")` is written twice; remove one of them."
                    throw YAMLError(reason: .syntax, line: tree.line(key), message: message)
                }
                try body(tree)
            }
        } catch {
            throw YAMLValueError(line: error.line, message: error.message)
        }
    }
}

extension YAMLTree {
    /// The value of a node. Aliases may lead deeper than the text is nested, so that levels are counted again.
    fileprivate func value(of index: Int, depth: Int) throws(YAMLError) -> YAMLValue {
        guard depth > 0 else {
            throw YAMLError(reason: .limit, line: self.line(index), message: "The aliases here are nested too deep.")
        }
        let index = self.resolved(index)
        switch self.nodes[index].kind {
        case .null, .alias: return .null
        case .text: return .string(self.string(index))
        case .plain:
            switch YAMLPlainValue(self.text(index)) {
            case .null: return .null
            case .bool(let value): return .bool(value)
            case .integer(let magnitude, let isNegative):
                guard let number = Int64(exactly: magnitude) else { return .double(Double(magnitude)) }
                return .integer(isNegative ? -number : number)
            case .double(let number): return .double(number)
            case .string: return .string(self.string(index))
            }
        case .sequence:
            var elements: [YAMLValue] = []
            for child in self.children(of: index) { elements.append(try self.value(of: child, depth: depth - 1)) }
            return .sequence(elements)
        case .mapping:
            var members: [String: YAMLValue] = [:]
            var key: Int?
            for child in self.children(of: index) {
                if let known = key {
                    members[self.string(self.resolved(known))] = try self.value(of: child, depth: depth - 1)
                    key = nil
                } else {
                    key = child
                }
            }
            return .mapping(members)
        }
    }
}

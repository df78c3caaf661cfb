import GatehouseModel

/// A type that a field can have.
protocol FieldValue {
    /// The value of a node that is not null. When it is no such value, the reading is told, and the result is nil.
    static func read(_ node: Int, _ reading: Reading) -> Self?

    /// What null means as an entry of a mapping; nil when it is wrong there.
    static var meaningOfNull: Self? { get }
}

extension FieldValue {
    static var meaningOfNull: Self? { nil }
}

/// A value with named fields.
protocol Message: FieldValue {
    /// Takes the fields.
    init(_ fields: inout Fields)
}

extension Message {
    static func read(_ node: Int, _ reading: Reading) -> Self? {
        guard reading.tree.nodes[node].kind == .mapping else {
            reading.refuse(node, "`\(reading.field)` has to be a mapping, not \(reading.describe(node)).")
            return nil
        }
        var fields = Fields(of: node, reading)
        let message = Self(&fields)
        fields.finish()
        return message
    }
}

/// One of a fixed set of names.
protocol Enumeration: FieldValue, CaseIterable, RawRepresentable<String> {}

extension Enumeration {
    static func read(_ node: Int, _ reading: Reading) -> Self? {
        let names = Self.allCases.map(\.rawValue)
        switch reading.scalar(node) {
        case .string(let text):
            if let value = Self(rawValue: text) { return value }
            let hint = Suggestion.nearest(to: text, among: names).map { "did you mean `\($0)`?" }
            reading.refuse(
                node,
                "`\(reading.field)` is \"\(reading.excerpt(node))\"; \(hint ?? "it has to be one of \(names.joined(separator: ", ")).")"
            )
        case .plain(.integer(let number, isNegative: false)) where reading.dialect == .protobuf:
            // The cases are in the order of their numbers, which have no gaps.
            if let number = Int(exactly: number), number < names.count { return Self(rawValue: names[number]) }
            fallthrough
        default:
            reading.refuse(
                node,
                "`\(reading.field)` is \(reading.describe(node)); it has to be one of \(names.joined(separator: ", "))."
            )
        }
        return nil
    }
}

/// A scalar as it was written.
enum ScalarValue {
    case string(String)
    /// Anything else that can be written without quotes.
    case plain(YAMLPlainValue)
    /// A list or mapping.
    case collection
}

extension Reading {
    /// What a node says.
    func scalar(_ node: Int) -> ScalarValue {
        switch self.tree.nodes[node].kind {
        case .null: return .plain(.null)
        case .text: return .string(self.string(node))
        case .plain:
            let value = YAMLPlainValue(self.tree.text(node))
            return value == .string ? .string(self.string(node)) : .plain(value)
        case .sequence, .mapping, .alias: return .collection
        }
    }

    /// The text of a scalar; empty when there is no memory for it, and the resource is rejected.
    private func string(_ node: Int) -> String {
        let size = Int(self.tree.nodes[node].count)
        // Short strings need no memory of their own.
        return size <= 15 || self.spend(size, for: node) ? self.tree.string(node) : ""
    }

    /// A node in a sentence, such as `the number 5`.
    func describe(_ node: Int) -> String {
        switch self.tree.nodes[node].kind {
        case .null: return "empty"
        case .sequence: return "a list"
        case .mapping: return "a mapping"
        case .alias: return "an alias"
        case .text: return "the text \"\(self.excerpt(node))\""
        case .plain:
            switch YAMLPlainValue(self.tree.text(node)) {
            case .null: return "empty"
            case .bool: return "the boolean \(self.excerpt(node))"
            case .integer, .double: return "the number \(self.excerpt(node))"
            case .string: return "the text \"\(self.excerpt(node))\""
            }
        }
    }

    /// The beginning of a scalar, for a sentence.
    func excerpt(_ node: Int) -> String { self.tree.excerpt(node, bytes: 40) ?? "" }
}

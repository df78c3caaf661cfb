import GatehouseObjects

/// Where what was found is not what was expected.
struct Difference: Hashable, Sendable {
    /// The field, such as `destinations[0].subset`.
    var field: String
    /// What was expected; null for nothing.
    var expected: JSON
    /// What was found; null for nothing.
    var found: JSON

    /// A line for people.
    var text: String { "\(self.field): expected \(Self.text(self.expected)), found \(Self.text(self.found))" }

    private static func text(_ value: JSON) -> String {
        value == .null ? "nothing" : String(decoding: value.bytes, as: UTF8.self)
    }
}

extension JSON {
    /// Where `found` is not as this says: members that are not named here may be anything, null stands for one that is not
    /// there, lists are compared element by element.
    func differences(from found: JSON, at field: String = "") -> [Difference] {
        switch (self, found) {
        case (.object(let expected), .object(let members)):
            return expected.sorted { $0.key < $1.key }.flatMap { name, value in
                // Names of header fields are the only ones in which case does not count.
                let key = field == "request.headers" ? name.lowercased() : name
                return value.differences(from: members[key] ?? .null, at: field.isEmpty ? key : "\(field).\(key)")
            }
        case (.array(let expected), .array(let elements)) where expected.count == elements.count:
            return zip(expected, elements).enumerated().flatMap { index, pair in
                pair.0.differences(from: pair.1, at: "\(field)[\(index)]")
            }
        default:
            if self == found { return [] }
            return [Difference(field: field, expected: self, found: found)]
        }
    }
}

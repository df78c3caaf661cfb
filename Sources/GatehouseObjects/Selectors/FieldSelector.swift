/// Which values fields of objects must have: `fieldSelector` of a request, all of whose requirements must hold.
public struct FieldSelector: Hashable, Sendable {
    /// What one field must be.
    public struct Requirement: Hashable, Sendable {
        /// The field's path: names with dots between them.
        public var path: String
        /// The value that it must have, or must not.
        public var value: String
        /// Whether it must not.
        public var isNegated: Bool

        /// A requirement.
        public init(_ path: String, _ value: String, isNegated: Bool = false) {
            self.path = path
            self.value = value
            self.isNegated = isNegated
        }
    }

    /// What fields must be.
    public var requirements: [Requirement]

    /// A selector; without requirements it selects everything.
    public init(_ requirements: [Requirement] = []) { self.requirements = requirements }

    /// Reads a selector such as `metadata.name=x,metadata.namespace!=y,type==Opaque`, in which `\,`, `\=` and `\\` stand for
    /// these characters in values. An empty one selects everything, as do empty requirements in it.
    ///
    /// - Throws: where it is none.
    public static func parse(_ text: String) throws(SelectorError) -> FieldSelector {
        guard text.utf8.count <= SelectorLimits.bytes else { throw SelectorError("invalid selector: too long") }
        var requirements: [Requirement] = []
        for term in FieldSelectorText.terms(text) where !term.isEmpty {
            guard let (path, value, isNegated) = FieldSelectorText.split(term) else {
                throw SelectorError("invalid selector: '\(text)'; can't understand '\(String(term))'")
            }
            requirements.append(
                Requirement(String(path), try FieldSelectorText.unescaped(value), isNegated: isNegated))
        }
        return FieldSelector(requirements)
    }

    /// Refuses requirements on fields that are not among these.
    ///
    /// - Throws: `field label not supported: spec.hosts`.
    public func check(allowed: [String]) throws(SelectorError) {
        for requirement in self.requirements where !allowed.contains(requirement.path) {
            throw SelectorError("field label not supported: \(requirement.path)")
        }
    }

    /// Whether all requirements hold. A field that is not there is an empty text, as in Kubernetes.
    public func matches(_ object: JSON) -> Bool {
        self.requirements.allSatisfy { requirement in
            (Self.text(at: requirement.path, in: object) == requirement.value) != requirement.isNegated
        }
    }

    private static func text(at path: String, in object: JSON) -> String {
        var value = object
        for name in path.split(separator: ".", omittingEmptySubsequences: false) {
            guard let member = value[String(name)] else { return "" }
            value = member
        }
        switch value {
        case .string(let text): return text
        case .integer, .double, .bool: return String(decoding: value.bytes, as: UTF8.self)
        case .null, .array, .object: return ""
        }
    }
}

/// A part of a value that has an owner of its own.
struct FieldElement {
    var element: PathElement
    var value: JSON
    var schema: ObjectSchema?
    /// Whether it is a field that the schema names. Such a field is there as long as anything in it is; a member of a map
    /// and an element of a list have an owner of their own.
    var isNamed = false
}

extension JSON {
    /// The parts of the value that have owners of their own, in the order of a list; nil where the value as a whole has
    /// one.
    ///
    /// Objects have parts unless their schema says that they are atomic; lists have only where it says that they have.
    func fieldElements(_ schema: ObjectSchema?) -> [FieldElement]? {
        switch self {
        case .object(let members):
            if schema?.isAtomic == true { return nil }
            return members.map { name, value in
                FieldElement(
                    element: .field(name), value: value, schema: schema?.member(name),
                    isNamed: schema?.field(name) != nil)
            }
        case .array(let elements):
            guard case .list(let schema, let kind)? = schema?.shape, kind != .atomic else { return nil }
            return elements.enumerated().map { index, value in
                FieldElement(element: Self.element(value, at: index, kind), value: value, schema: schema)
            }
        default: return nil
        }
    }

    private static func element(_ value: JSON, at index: Int, _ kind: ObjectSchema.ListKind) -> PathElement {
        guard case .map(let keys) = kind else { return .value(value) }
        var members: [String: JSON] = [:]
        for key in keys {
            if let value = value[key] ?? ListKeys.defaults[key] { members[key] = value }
        }
        // An object that was stored without its keys; an applied one is refused.
        return value.object == nil || members.isEmpty ? .index(index) : .key(members)
    }
}

/// The members that elements of lists are told apart by.
enum ListKeys {
    /// What a key has where it is not there. In Kubernetes, the only keys with defaults are protocols: of the ports of
    /// services and containers.
    static let defaults: [String: JSON] = ["protocol": "TCP"]

    /// What is wrong with the lists of an applied object, if anything: an element without a key, or two of the same key.
    static func problem(in value: JSON, _ schema: ObjectSchema?, path: String = "") -> String? {
        guard let elements = value.fieldElements(schema) else { return nil }
        var seen: Set<PathElement> = []
        for (index, part) in elements.enumerated() {
            if case .list(_, .map(let keys))? = schema?.shape {
                for key in keys where part.value[key] == nil && defaults[key] == nil {
                    return "\(path): element \(index): associative list with keys has an element that omits key field "
                        + "\"\(key)\""
                }
            }
            guard seen.insert(part.element).inserted else {
                return "\(path): duplicate entries for key \(part.element)"
            }
            if let problem = Self.problem(in: part.value, part.schema, path: path + part.element.description) {
                return problem
            }
        }
        return nil
    }
}

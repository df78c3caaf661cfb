/// The fields of a resource's spec by their paths, `http[].match[].uri`, found by looking into values.
struct ModelFields {
    private struct Field: Hashable {
        var name: String
        var isList: Bool
        /// The structure that it holds; nil for anything else.
        var type: String?
    }

    private var fields: [String: Set<Field>] = [:]

    /// Learns the fields of a value, and of the values in it.
    mutating func see(_ value: Any) {
        let mirror = Mirror(reflecting: value)
        guard mirror.displayStyle == .struct, let type = Self.name(of: value) else {
            if [.optional, .collection].contains(mirror.displayStyle) {
                for child in mirror.children { self.see(child.value) }
            }
            return
        }
        for case (let label?, let child) in mirror.children {
            let contents = Self.contents(of: child)
            let structures = Set(contents.values.map { Self.name(of: $0) })
            // A field that holds nothing does not say what it could hold; some other value does.
            for structure in structures {
                self.fields[type, default: []].insert(Field(name: label, isList: contents.isList, type: structure))
            }
            self.see(child)
        }
    }

    /// The paths of all fields of a type that hold no fields themselves.
    func paths(of type: String) -> Set<String> { Set(self.paths(of: type, below: "")) }

    private func paths(of type: String, below path: String) -> [String] {
        (self.fields[type] ?? []).flatMap { field -> [String] in
            let path = path + (path.isEmpty ? "" : ".") + field.name
            guard let inner = field.type else { return [path] }
            return self.paths(of: inner, below: field.isList ? path + "[]" : path)
        }
    }

    /// The name of a structure of the model; nil for other types.
    private static func name(of value: Any) -> String? {
        let mirror = Mirror(reflecting: value)
        let name = String(reflecting: mirror.subjectType)
        return mirror.displayStyle == .struct && name.hasPrefix("GatehouseModel.")
            ? String(name.dropFirst("GatehouseModel.".count)) : nil
    }

    /// What a field holds: itself, or what is in an optional or a list.
    private static func contents(of value: Any) -> (values: [Any], isList: Bool) {
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .optional: return mirror.children.first.map { Self.contents(of: $0.value) } ?? ([], false)
        case .collection: return (mirror.children.map(\.value), true)
        default: return ([value], false)
        }
    }
}

/// Finds fields of values that nothing has set, by looking into the values.
struct UnsetFields {
    private(set) var all: Set<String> = []
    private var set: Set<String> = []

    /// The fields, `Type.field`, that no value seen so far has set.
    var names: [String] { self.all.subtracting(self.set).sorted() }

    mutating func see(_ value: Any) {
        let mirror = Mirror(reflecting: value)
        switch mirror.displayStyle {
        case .struct:
            let type = String(reflecting: mirror.subjectType)
            guard type.hasPrefix("GatehouseModel.") else { return }
            for case (let label?, let child) in mirror.children {
                let name = "\(type.dropFirst("GatehouseModel.".count)).\(label)"
                self.all.insert(name)
                let inner = Mirror(reflecting: child)
                let isSet =
                    switch inner.displayStyle {
                    case .optional, .collection, .dictionary: inner.children.first != nil
                    default: true
                    }
                if isSet { self.set.insert(name) }
                self.see(child)
            }
        case .optional, .collection, .dictionary, .tuple:
            for child in mirror.children { self.see(child.value) }
        default: break
        }
    }
}

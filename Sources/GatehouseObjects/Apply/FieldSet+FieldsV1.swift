extension FieldSet {
    /// The form in `managedFields` (`FieldsV1`): an object whose members are steps; one that is empty, or has a member `.`,
    /// is in the set itself.
    public var fieldsV1: JSON {
        var object: [String: JSON] = [:]
        for element in self.members { object[element.encoded] = [:] }
        for (element, set) in self.children {
            var encoded = set.fieldsV1
            if self.members.contains(element) { encoded["."] = [:] }
            object[element.encoded] = encoded
        }
        return .object(object)
    }

    /// Reads the form in `managedFields`; nil for what is none. Steps of kinds that are not known are left out, as in
    /// Kubernetes, so that newer servers can have more of them.
    public init?(fieldsV1: JSON) {
        guard let object = fieldsV1.object else { return nil }
        for (name, value) in object where name != "." {
            guard let set = FieldSet(fieldsV1: value) else { return nil }
            guard let element = PathElement(encoded: name) else {
                if ["f:", "k:", "v:", "i:"].contains(where: name.hasPrefix) { return nil }
                continue
            }
            if set.isEmpty || value["."] != nil { self.insert(element) }
            self.setChildren(set, of: element)
        }
    }
}

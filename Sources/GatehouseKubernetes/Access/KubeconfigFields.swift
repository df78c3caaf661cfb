import GatehouseManifest

/// The fields of one mapping of a kubeconfig, and where it is.
struct KubeconfigFields {
    let members: [String: YAMLValue]
    let place: Kubeconfig.Place
    /// The folder of the file, which paths are relative to; empty for the working directory, else with a slash at its end.
    let folder: String

    /// Fields at `field` of `file`.
    ///
    /// - Throws: where the value is no mapping. What is absent or null has no fields.
    init(_ value: YAMLValue?, place: Kubeconfig.Place, folder: String) throws(KubeconfigError) {
        switch value {
        case .mapping(let members): self.members = members
        case .null, nil: self.members = [:]
        default: throw place.error("", "this should be a mapping.")
        }
        self.place = place
        self.folder = folder
    }

    /// A text, or nil where it is absent or empty. Numbers and booleans without quotes are not texts, as in kubectl.
    func text(_ name: String) throws(KubeconfigError) -> String? {
        switch self.members[name] {
        case .string(let text): return text.isEmpty ? nil : text
        case .null, nil: return nil
        default: throw self.place.error(name, "this should be a text; put it in quotes.")
        }
    }

    /// A text that has to be there.
    func requiredText(_ name: String) throws(KubeconfigError) -> String {
        guard let text = try self.text(name) else { throw self.place.error(name, "this is missing.") }
        return text
    }

    func bool(_ name: String) throws(KubeconfigError) -> Bool {
        switch self.members[name] {
        case .bool(let value): return value
        case .null, nil: return false
        default: throw self.place.error(name, "this should be true or false.")
        }
    }

    func texts(_ name: String) throws(KubeconfigError) -> [String] {
        var texts: [String] = []
        for (index, element) in try self.elements(name).enumerated() {
            guard case .string(let text) = element else {
                throw self.place.error("\(name)[\(index)]", "this should be a text; put it in quotes.")
            }
            texts.append(text)
        }
        return texts
    }

    func fields(_ name: String) throws(KubeconfigError) -> KubeconfigFields {
        let place = Kubeconfig.Place(file: self.place.file, field: self.place.path(of: name))
        return try KubeconfigFields(self.members[name], place: place, folder: self.folder)
    }

    func list(_ name: String) throws(KubeconfigError) -> [KubeconfigFields] {
        var list: [KubeconfigFields] = []
        for (index, element) in try self.elements(name).enumerated() {
            let place = Kubeconfig.Place(file: self.place.file, field: self.place.path(of: "\(name)[\(index)]"))
            list.append(try KubeconfigFields(element, place: place, folder: self.folder))
        }
        return list
    }

    /// A path, made relative to the file.
    func path(_ name: String) throws(KubeconfigError) -> String? {
        guard let path = try self.text(name) else { return nil }
        return path.hasPrefix("/") ? path : self.folder + path
    }

    /// What is given as Base64 in `<name>-data`, which wins, or in the file `<name>`.
    func content(_ name: String) throws(KubeconfigError) -> Kubeconfig.Content? {
        guard let text = try self.text("\(name)-data") else { return try self.path(name).map { .file($0) } }
        guard let bytes = Base64.decode(text.utf8, isLenient: false) else {
            throw self.place.error("\(name)-data", "this is not Base64.")
        }
        return .data(Redacted(bytes))
    }

    private func elements(_ name: String) throws(KubeconfigError) -> [YAMLValue] {
        switch self.members[name] {
        case .sequence(let elements): return elements
        case .null, nil: return []
        default: throw self.place.error(name, "this should be a list.")
        }
    }
}

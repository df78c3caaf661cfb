/// The paths of a document.
struct OpenAPIPaths {
    var dialect: OpenAPIDialect

    /// The paths of some kinds in some versions.
    func all(for kinds: [(resource: APIResource, version: String)]) -> JSON {
        var paths: [String: JSON] = [:]
        for (resource, version) in kinds {
            let root = resource.group.isEmpty ? "/api/\(version)" : "/apis/\(resource.group)/\(version)"
            let place = resource.isNamespaced ? "\(root)/namespaces/{namespace}" : root
            let collection = "\(place)/\(resource.plural)"
            let parameters: [OpenAPIParameter] = resource.isNamespaced ? [.namespace] : []
            let scope = resource.isNamespaced ? "Namespaced" : ""
            let name = scope + resource.kind
            paths[collection] = self.item(
                OpenAPIOperation.collection(resource, version), resource, version, name: name, parameters)
            if resource.isCreateOnly { continue }
            paths["\(collection)/{name}"] = self.item(
                OpenAPIOperation.object(resource, version, isStatus: false), resource, version, name: name,
                [.name] + parameters)
            if resource.hasStatus {
                paths["\(collection)/{name}/status"] = self.item(
                    OpenAPIOperation.object(resource, version, isStatus: true), resource, version,
                    name: name + "Status", [.name] + parameters)
            }
            if resource.isNamespaced {
                let lists = OpenAPIOperation.collection(resource, version).filter { $0.action == "list" }
                paths["\(root)/\(resource.plural)"] = self.item(
                    lists, resource, version, name: resource.kind + "ForAllNamespaces", [])
            }
        }
        return .object(paths)
    }

    private func item(
        _ operations: [OpenAPIOperation], _ resource: APIResource, _ version: String, name: String,
        _ parameters: [OpenAPIParameter]
    ) -> JSON {
        let word = OpenAPINames.word(resource.group, version)
        let kind = GroupVersion(group: resource.group, version: version).kind(resource.kind)
        var item: JSON = [:]
        for operation in operations {
            item[operation.method] = operation.json(self.dialect, name: word + name, kind: kind, tag: word)
        }
        if !parameters.isEmpty { item["parameters"] = .array(parameters.map { $0.json(self.dialect) }) }
        return item
    }
}

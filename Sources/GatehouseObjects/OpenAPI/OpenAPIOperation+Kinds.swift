extension APIResource {
    /// The content types of patches that are understood: strategic merge patches by Kubernetes' own kinds only.
    public var patchContentTypes: [String] {
        let types = ["application/json-patch+json", "application/merge-patch+json"]
        let strategic = self.isKubernetesOwn ? ["application/strategic-merge-patch+json"] : []
        return types + strategic + ["application/apply-patch+yaml"]
    }
}

extension OpenAPIOperation {
    /// What can be done with all objects of a kind, in a namespace or everywhere.
    ///
    /// Creations and changes are said also of kinds that are only read, which discovery tells: kubectl asks here whether
    /// they can be validated, and gives the rest of a file up where it is told nothing.
    static func collection(_ resource: APIResource, _ version: String) -> [OpenAPIOperation] {
        let list = OpenAPIOperation(
            method: "get", action: "list", verb: "list", description: "Lists or watches \(resource.plural).",
            parameters: OpenAPIParameter.listing, answer: OpenAPINames.list(resource, version))
        let definition = OpenAPINames.kind(resource, version)
        let creation = OpenAPIOperation(
            method: "post", action: "post", verb: "create", description: "Creates a \(resource.singular).",
            parameters: OpenAPIParameter.writing,
            body: Body(definition: definition, contentTypes: ["application/json", "application/yaml"]),
            answer: definition, status: "201")
        if resource.isCreateOnly { return [creation] }
        if !resource.isNamespaced { return [list, creation] }
        let deletion = OpenAPIOperation(
            method: "delete", action: "deletecollection", verb: "deleteCollection",
            description: "Deletes \(resource.plural).",
            parameters: OpenAPIParameter.deleting + OpenAPIParameter.selecting,
            body: self.deleteOptions, answer: OpenAPINames.meta("Status"))
        return [list, creation, deletion]
    }

    /// What can be done with one object, or its status.
    static func object(_ resource: APIResource, _ version: String, isStatus: Bool) -> [OpenAPIOperation] {
        let definition = OpenAPINames.kind(resource, version)
        let what = isStatus ? "the status of a \(resource.singular)" : "a \(resource.singular)"
        let read = OpenAPIOperation(
            method: "get", action: "get", verb: "read", description: "Reads \(what).",
            parameters: OpenAPIParameter.reading, answer: definition)
        let replacement = OpenAPIOperation(
            method: "put", action: "put", verb: "replace", description: "Replaces \(what).",
            parameters: OpenAPIParameter.writing,
            body: Body(definition: definition, contentTypes: ["application/json", "application/yaml"]),
            answer: definition)
        let patch = OpenAPIOperation(
            method: "patch", action: "patch", verb: "patch", description: "Changes \(what) in part.",
            parameters: OpenAPIParameter.patching,
            body: Body(definition: OpenAPINames.meta("Patch"), contentTypes: resource.patchContentTypes),
            answer: definition)
        if isStatus { return [read, replacement, patch] }
        let deletion = OpenAPIOperation(
            method: "delete", action: "delete", verb: "delete", description: "Deletes \(what).",
            parameters: OpenAPIParameter.deleting, body: self.deleteOptions, answer: OpenAPINames.meta("Status"))
        return [read, replacement, patch, deletion]
    }

    private static let deleteOptions = Body(
        definition: OpenAPINames.meta("DeleteOptions"), contentTypes: ["application/json", "application/yaml"],
        isRequired: false)
}

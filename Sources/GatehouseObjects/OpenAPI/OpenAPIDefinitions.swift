/// The definitions of a document: kinds, their lists, and what all of them refer to.
struct OpenAPIDefinitions {
    var dialect: OpenAPIDialect

    /// The definitions of some kinds in some versions, and those that they need.
    func all(for kinds: [(resource: APIResource, version: String)]) -> JSON {
        var definitions: [String: JSON] = [
            OpenAPINames.meta("ObjectMeta"): ObjectSchema.objectMeta.openAPI(self.dialect),
            OpenAPINames.meta("ListMeta"): ObjectSchema.listMeta.openAPI(self.dialect),
            OpenAPINames.meta("Patch"): [
                "type": "object", "description": "A change of an object, in the form that the content type says.",
            ],
            OpenAPINames.integerOrString: self.integerOrString,
        ]
        let versions = Set(kinds.map { GroupVersion(group: $0.resource.group, version: $0.version) } + [.core]).sorted()
        var options = ObjectSchema.deleteOptions.openAPI(self.dialect)
        options["x-kubernetes-group-version-kind"] = .array(versions.map { $0.kind("DeleteOptions") })
        definitions[OpenAPINames.meta("DeleteOptions")] = options
        var status = ObjectSchema.apiStatus.openAPI(self.dialect)
        status["x-kubernetes-group-version-kind"] = [GroupVersion.core.kind("Status")]
        status["properties"]?["metadata"] = self.reference("ListMeta", "The list's own metadata.")
        definitions[OpenAPINames.meta("Status")] = status
        for (resource, version) in kinds {
            definitions[OpenAPINames.kind(resource, version)] = self.kind(resource, version)
            if resource.isCreateOnly { continue }
            definitions[OpenAPINames.list(resource, version)] = self.list(resource, version)
        }
        return .object(definitions)
    }

    private var integerOrString: JSON {
        let description: JSON = "A number or a text."
        switch self.dialect {
        case .v2:
            return [
                "type": "string", "format": "int-or-string", "description": description,
                "x-kubernetes-int-or-string": true,
            ]
        case .v3:
            return [
                "oneOf": [["type": "integer"], ["type": "string"]], "format": "int-or-string",
                "description": description, "x-kubernetes-int-or-string": true,
            ]
        }
    }

    private func kind(_ resource: APIResource, _ version: String) -> JSON {
        var schema = resource.schema.openAPI(self.dialect)
        schema["properties"]?["metadata"] = self.reference("ObjectMeta", "The object's metadata.")
        schema["x-kubernetes-group-version-kind"] = [
            GroupVersion(group: resource.group, version: version).kind(resource.kind)
        ]
        return schema
    }

    private func list(_ resource: APIResource, _ version: String) -> JSON {
        let item = self.dialect.reference(to: OpenAPINames.kind(resource, version))
        let common = ObjectSchema.kind("", [])
        var properties: JSON = [
            "items": ["type": "array", "items": item, "description": "The objects."],
            "metadata": self.reference("ListMeta", "The list's own metadata."),
        ]
        for name in ["apiVersion", "kind"] { properties[name] = common.field(name)?.schema.openAPI(self.dialect) }
        return [
            "type": "object", "description": .string("A list of \(resource.plural)."), "properties": properties,
            "required": ["items"],
            "x-kubernetes-group-version-kind": [
                GroupVersion(group: resource.group, version: version).kind(resource.kind + "List")
            ],
        ]
    }

    private func reference(_ name: String, _ description: String) -> JSON {
        self.dialect.reference(to: OpenAPINames.meta(name), description: description)
    }
}

/// A version of a group.
struct GroupVersion: Hashable, Comparable {
    var group: String
    var version: String

    /// The core group's.
    static let core = GroupVersion(group: "", version: "v1")

    /// `x-kubernetes-group-version-kind`.
    func kind(_ kind: String) -> JSON {
        ["group": .string(self.group), "version": .string(self.version), "kind": .string(kind)]
    }

    static func < (left: GroupVersion, right: GroupVersion) -> Bool {
        (left.group, left.version) < (right.group, right.version)
    }
}

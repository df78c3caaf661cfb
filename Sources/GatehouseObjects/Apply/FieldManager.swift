/// Who writes an object, and how: what `managedFields` says of a writer.
public struct FieldManager: Hashable, Sendable {
    /// The `fieldManager` of the request.
    public var name: String
    /// The `apiVersion` that the request used.
    public var apiVersion: String
    /// Now (RFC 3339).
    public var time: String
    /// `status` for a write of that sub-resource, else empty.
    public var subresource: String

    /// A writer.
    public init(_ name: String, apiVersion: String, time: String, subresource: String = "") {
        self.name = name
        self.apiVersion = apiVersion
        self.time = time
        self.subresource = subresource
    }
}

/// One entry of `metadata.managedFields`: which fields a manager owns.
public struct ManagedFieldsEntry: Hashable, Sendable {
    /// How the manager came to own the fields.
    public enum Operation: String, Hashable, Sendable {
        /// By server-side apply.
        case apply = "Apply"
        /// By any other write.
        case update = "Update"
    }

    /// Who, how, by which version, and when.
    public var manager: FieldManager
    /// How the manager came to own the fields.
    public var operation: Operation
    /// The fields.
    public var fields: FieldSet

    /// An entry.
    public init(_ manager: FieldManager, _ operation: Operation, _ fields: FieldSet) {
        self.manager = manager
        self.operation = operation
        self.fields = fields
    }

    /// Reads an entry; nil where it is none of type `FieldsV1`.
    public init?(_ json: JSON) {
        guard let operation = json["operation"]?.string.flatMap(Operation.init), json["fieldsType"] == "FieldsV1",
            let fields = FieldSet(fieldsV1: json["fieldsV1"] ?? [:])
        else { return nil }
        self.operation = operation
        self.fields = fields
        self.manager = FieldManager(
            json["manager"]?.string ?? "", apiVersion: json["apiVersion"]?.string ?? "",
            time: json["time"]?.string ?? "", subresource: json["subresource"]?.string ?? "")
    }

    /// The form in objects.
    public var json: JSON {
        var json: JSON = [
            "manager": .string(self.manager.name), "operation": .string(self.operation.rawValue),
            "apiVersion": .string(self.manager.apiVersion), "fieldsType": "FieldsV1", "fieldsV1": self.fields.fieldsV1,
        ]
        if !self.manager.time.isEmpty { json["time"] = .string(self.manager.time) }
        if !self.manager.subresource.isEmpty { json["subresource"] = .string(self.manager.subresource) }
        return json
    }

    /// Whether it is the entry of this writer. An applier has one for all versions, which it replaces every time.
    func belongs(to manager: FieldManager, _ operation: Operation) -> Bool {
        self.operation == operation && self.manager.name == manager.name
            && self.manager.subresource == manager.subresource
            && (operation == .apply || self.manager.apiVersion == manager.apiVersion)
    }

    /// How conflicts name the manager, as in Kubernetes: `"kubectl-edit" using apps/v1`.
    var title: String {
        var title = String(decoding: JSON.string(self.manager.name).bytes, as: UTF8.self)
        if !self.manager.subresource.isEmpty { title += " with subresource \"\(self.manager.subresource)\"" }
        if self.operation == .update { title += " using \(self.manager.apiVersion)" }
        return title
    }
}

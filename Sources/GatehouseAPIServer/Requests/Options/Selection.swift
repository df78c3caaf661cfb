import GatehouseObjects

/// Which objects a request is about, by their labels and fields.
struct Selection: Hashable, Sendable {
    var labels = LabelSelector()
    var fields = FieldSelector()

    /// Whether it is about all of them.
    var isEverything: Bool { self.labels.requirements.isEmpty && self.fields.requirements.isEmpty }

    /// Reads `labelSelector` and `fieldSelector`.
    ///
    /// - Throws: 400 where they are none, or name fields by which objects of the kind can't be selected.
    init(_ query: QueryParameters, _ resource: APIResource) throws(APIStatus) {
        do throws(SelectorError) {
            self.labels = try LabelSelector.parse(query["labelSelector"] ?? "")
            self.fields = try FieldSelector.parse(query["fieldSelector"] ?? "")
            try self.fields.check(allowed: ["metadata.name", "metadata.namespace"] + resource.selectableFields)
        } catch { throw error.status }
    }

    /// Everything.
    init() {}

    /// Whether an object is selected.
    func matches(_ object: JSON) -> Bool { self.labels.matches(object) && self.fields.matches(object) }
}

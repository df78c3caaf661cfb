import GatehouseModel

/// A resource's `metadata`, as far as it matters.
struct Envelope: Message {
    var name: String?
    var namespace: String?
    var labels: [String: String]
    var annotations: [String: String]
    /// Seconds since 1970.
    var creationTimestamp: Int64?
    var isBeingDeleted: Bool
    var generation: Int64?
    var uid: String?

    init(_ fields: inout Fields) {
        self.name = fields.value("name")
        self.namespace = fields.value("namespace")
        self.labels = fields.map("labels")
        self.annotations = fields.map("annotations")
        let creation: Timestamp? = fields.value("creationTimestamp")
        self.creationTimestamp = creation?.seconds
        let deletion: Timestamp? = fields.value("deletionTimestamp")
        self.isBeingDeleted = deletion != nil
        self.generation = fields.value("generation")
        self.uid = fields.value("uid")
        fields.ignore(
            "generateName", "resourceVersion", "selfLink", "clusterName", "managedFields", "ownerReferences",
            "finalizers", "deletionGracePeriodSeconds", "initializers")
    }
}

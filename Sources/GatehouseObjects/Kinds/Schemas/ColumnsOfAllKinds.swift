extension APIResource.Column {
    /// The object's name.
    static let objectName = APIResource.Column("Name", format: "name", description: "The object's name.")

    /// How long ago the object was created, as text.
    static let age = APIResource.Column("Age", description: "How long ago the object was created.")

    /// The same, as Istio's kinds declare it.
    static let date = APIResource.Column("Age", type: "date", description: "How long ago the object was created.")
}

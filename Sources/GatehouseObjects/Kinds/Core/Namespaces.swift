extension APIResource {
    /// Namespaces.
    public static let namespaces = APIResource(
        group: "", versions: ["v1"], kind: "Namespace", plural: "namespaces", singular: "namespace", shortNames: ["ns"],
        isNamespaced: false, hasGeneration: false,
        schema: .kind(
            "A part of the cluster with names of its own.",
            [
                .init(
                    "spec",
                    .record(
                        "What is wanted of the namespace.",
                        [.init("finalizers", .texts("What still has to be done before the namespace may go away."))])),
                .init(
                    "status",
                    .record(
                        "How the namespace is.",
                        [
                            .init("conditions", .conditions("What is known of a deletion that is under way.")),
                            .init("phase", .text("`Active`, or `Terminating` while it is being deleted.")),
                        ])),
            ]),
        selectableFields: ["status.phase"],
        columns: [.objectName, Column("Status", description: "Whether the namespace is being deleted."), .age])
}

extension APIResource {
    /// ConfigMaps.
    public static let configMaps = APIResource(
        group: "", versions: ["v1"], kind: "ConfigMap", plural: "configmaps", singular: "configmap", shortNames: ["cm"],
        hasStatus: false, hasGeneration: false,
        schema: .kind(
            "Named texts and bytes.",
            [
                .init("binaryData", .mapping("Bytes by name, in Base64.", of: ObjectSchema(.bytes))),
                .init("data", .textMapping("Texts by name.")),
                .init("immutable", .flag("Whether the values can't be changed any more; false where absent.")),
            ]),
        columns: [.objectName, Column("Data", description: "How many values there are."), .age])
}

extension APIResource {
    /// Secrets.
    public static let secrets = APIResource(
        group: "", versions: ["v1"], kind: "Secret", plural: "secrets", singular: "secret", hasStatus: false,
        hasGeneration: false,
        schema: .kind(
            "Named bytes that are not for everybody, such as a certificate and its key.",
            [
                .init("data", .mapping("The values by name, in Base64.", of: ObjectSchema(.bytes))),
                .init("immutable", .flag("Whether the values can't be changed any more; false where absent.")),
                .init(
                    "stringData", .textMapping("Values as plain text, which a write adds to `data`; never read back.")),
                .init("type", .text("What the values are, such as `kubernetes.io/tls`; `Opaque` where absent.")),
            ]),
        selectableFields: ["type"],
        columns: [
            .objectName, Column("Type", description: "What the values are."),
            Column("Data", description: "How many values there are."), .age,
        ])
}

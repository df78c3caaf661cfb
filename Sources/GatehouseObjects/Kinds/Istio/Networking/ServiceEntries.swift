extension APIResource {
    /// ServiceEntries.
    public static let serviceEntries = APIResource.istio(
        "networking", "ServiceEntry", "serviceentries", "se", versions: networkingVersions,
        about: "A service that the cluster does not know of by itself.",
        spec: .record("The service's names, ports and endpoints.", ObjectSchema.serviceEntryFields),
        isSpecRequired: true,
        columns: [
            Column("Hosts", description: "The service's names."),
            Column("Location", description: "Whether the service belongs to the mesh."),
            Column("Resolution", description: "How endpoints are found."),
            .date,
        ])
}

extension ObjectSchema {
    fileprivate static let serviceEntryFields: [Field] = [
        Field("addresses", .texts("Addresses or ranges that stand for the service.")),
        Field("endpoints", .list("The endpoints.", of: .record("One endpoint.", workloadEntryFields))),
        Field("exportTo", .texts("Namespaces that may use this; `*` all, `.` its own; all where empty.")),
        .required("hosts", .texts("The service's names.")),
        Field(
            "location",
            .text("Whether the service belongs to the mesh.", oneOf: ["MESH_EXTERNAL", "MESH_INTERNAL"])),
        Field(
            "ports",
            ObjectSchema(
                .list(
                    .record(
                        "One port.",
                        [
                            .required("name", .text("The port's name.")),
                            .required("number", .whole("The port that clients use.")),
                            Field("protocol", .text("`HTTP`, `HTTPS`, `HTTP2`, `GRPC`, `TLS` or `TCP`, and the like.")),
                            Field("targetPort", .whole("The endpoints' port; `number` where absent.")),
                        ]), .map(keys: ["name"])), description: "The service's ports.")),
        Field(
            "resolution",
            .text(
                "How endpoints are found; `NONE` where absent.",
                oneOf: ["NONE", "STATIC", "DNS", "DNS_ROUND_ROBIN", "DYNAMIC_DNS"])),
        Field("subjectAltNames", .texts("Names of which the service's certificate has to carry one.")),
        Field(
            "workloadSelector",
            .record(
                "The WorkloadEntries and pods that are the endpoints.",
                [Field("labels", .textMapping("Labels that they carry."))])),
    ]
}

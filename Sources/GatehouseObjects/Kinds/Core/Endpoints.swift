extension APIResource {
    /// Endpoints, in the form before EndpointSlices.
    public static let endpoints = APIResource(
        group: "", versions: ["v1"], kind: "Endpoints", plural: "endpoints", singular: "endpoints", shortNames: ["ep"],
        hasStatus: false, hasGeneration: false,
        schema: .kind(
            "The endpoints of the service of the same name.",
            [.init("subsets", .list("Addresses with the ports that they share.", of: .endpointSubset))]),
        columns: [.objectName, Column("Endpoints", description: "Addresses and ports that are ready."), .age])
}

extension ObjectSchema {
    fileprivate static let endpointSubset: ObjectSchema = .record(
        "Addresses and the ports that all of them have.",
        [
            Field("addresses", .list("Addresses that are ready.", of: .endpointAddress)),
            Field("notReadyAddresses", .list("Addresses that are not ready.", of: .endpointAddress)),
            Field("ports", .list("The ports.", of: .endpointPort)),
        ])

    private static let endpointAddress = ObjectSchema(
        .object([
            Field("hostname", .text("The endpoint's host name.")),
            .required("ip", .text("The address.")),
            Field("nodeName", .text("The node that it is on.")),
            Field("targetRef", .objectReference.described("The pod behind it.")),
        ]), description: "One address.", isAtomic: true)

    private static let endpointPort = ObjectSchema(
        .object([
            Field("appProtocol", .text("The application's protocol.")),
            Field("name", .text("The name of the service's port.")),
            .required("port", .whole("The number.")),
            Field("protocol", .text("The transport; `TCP` where absent.", oneOf: ["TCP", "UDP", "SCTP"])),
        ]), description: "One port.", isAtomic: true)
}

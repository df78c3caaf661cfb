extension APIResource {
    /// EndpointSlices.
    public static let endpointSlices = APIResource(
        group: "discovery.k8s.io", versions: ["v1", "v1beta1"], kind: "EndpointSlice", plural: "endpointslices",
        singular: "endpointslice", hasStatus: false,
        schema: .kind(
            "A part of a service's endpoints; the label `kubernetes.io/service-name` says which service's.",
            [
                .required("addressType", .text("What the addresses are.", oneOf: ["IPv4", "IPv6", "FQDN"])),
                .init("endpoints", .list("The endpoints.", of: .sliceEndpoint)),
                .init("ports", .list("The ports that every endpoint has.", of: .slicePort)),
            ]),
        columns: [
            .objectName,
            Column("AddressType", description: "What the addresses are."),
            Column("Ports", description: "The ports that every endpoint has."),
            Column("Endpoints", description: "The addresses."),
            .age,
        ])
}

extension ObjectSchema {
    fileprivate static let sliceEndpoint: ObjectSchema = .record(
        "One endpoint.",
        [
            .required("addresses", .texts("Its addresses; any of them will do.", .set)),
            Field(
                "conditions",
                .record(
                    "Its state.",
                    [
                        Field("ready", .flag("Whether it takes new traffic; true where absent.")),
                        Field(
                            "serving",
                            .flag("Whether it answers, even while it is being stopped; `ready` where absent.")),
                        Field("terminating", .flag("Whether it is being stopped; false where absent.")),
                    ])),
            Field("deprecatedTopology", .textMapping("Labels of its node, as v1beta1 had them.")),
            Field(
                "hints",
                .record(
                    "Who should use it.",
                    [
                        Field("forNodes", .list("Clients on these nodes.", of: .named("A node."))),
                        Field("forZones", .list("Clients in these zones.", of: .named("A zone."))),
                    ])),
            Field("hostname", .text("Its host name.")),
            Field("nodeName", .text("The node that it is on.")),
            Field("targetRef", .objectReference.described("The pod behind it.")),
            Field("topology", .textMapping("Labels of its node; v1beta1's name for `deprecatedTopology`.")),
            Field("zone", .text("The zone that it is in.")),
        ])

    private static func named(_ description: String) -> ObjectSchema {
        .record(description, [.required("name", .text("The name."))])
    }

    fileprivate static let slicePort = ObjectSchema(
        .object([
            Field("appProtocol", .text("The application's protocol, such as `http` or `grpc`.")),
            Field("name", .text("The name of the service's port; empty for a lone one.")),
            Field("port", .whole("The number; every port where absent.")),
            Field("protocol", .text("The transport; `TCP` where absent.", oneOf: ["TCP", "UDP", "SCTP"])),
        ]), description: "One port.", isAtomic: true)
}

extension ObjectSchema {
    /// A rule for TCP.
    static let tcpRoute: ObjectSchema = .record(
        "One rule.",
        [
            Field(
                "match",
                .list(
                    "Conditions, of which one has to hold; every connection where empty.",
                    of: .record(
                        "Conditions that all have to hold.",
                        connectionConditions + [
                            Field("sourceSubnet", .text("Deprecated: the range that the client is in."))
                        ]))),
            Field("route", .list("Where connections go, in shares.", of: .connectionDestination)),
        ])

    /// A rule for TLS that is passed through.
    static let tlsRoute: ObjectSchema = .record(
        "One rule.",
        [
            .required(
                "match",
                .list(
                    "Conditions, of which one has to hold.",
                    of: .record(
                        "Conditions that all have to hold.",
                        connectionConditions + [
                            .required("sniHosts", .texts("Server names; `*` may stand for the first labels."))
                        ]))),
            Field("route", .list("Where connections go, in shares.", of: .connectionDestination)),
        ])

    private static let connectionConditions: [Field] = [
        Field("destinationSubnets", .texts("Ranges of which one has the address that was connected to.")),
        Field("gateways", .texts("The gateways that this is for, instead of the VirtualService's.")),
        Field("port", .whole("The number of the Gateway's port.")),
        Field("sourceLabels", .textMapping("Labels that the gateway itself has to carry.")),
        Field("sourceNamespace", .text("The namespace that the gateway itself has to be in.")),
    ]

    private static let connectionDestination: ObjectSchema = .record(
        "One destination.",
        [
            .required("destination", .destination),
            Field("weight", .whole("Its share, compared with the others'; all of it where it is alone.")),
        ])
}

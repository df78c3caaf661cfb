extension APIResource {
    /// Gateways.
    public static let gateways = APIResource.istio(
        "networking", "Gateway", "gateways", "gw", versions: networkingVersions,
        about: "Ports, protocols, host names and certificates that a gateway offers to the outside.",
        spec: .record(
            "What is offered, and by which gateway.",
            [
                .init("selector", .textMapping("Labels of the gateways that this is for; every gateway where empty.")),
                .init("servers", .list("What is listened on; at least one.", of: .server)),
            ]))
}

extension ObjectSchema {
    fileprivate static let server: ObjectSchema = .record(
        "One port, the hosts behind it and the TLS that they need.",
        [
            Field("bind", .text("The address to listen on; every address where absent.")),
            Field("defaultEndpoint", .text("Where everything on this port goes; not for gateways.")),
            .required(
                "hosts",
                .texts("Names that VirtualServices may route here, each `[namespace/]name` with `*` as first label.")
            ),
            Field("name", .text("A name for statistics.")),
            .required("port", .serverPort),
            Field("tls", .serverTLSSettings),
        ])

    private static let serverPort: ObjectSchema = .record(
        "The port and what is spoken on it.",
        [
            .required("name", .text("The port's name, unique in the Gateway.")),
            .required("number", .whole("The number of the Service's port, 1 to 65535.")),
            .required(
                "protocol",
                .text("`HTTP`, `HTTPS`, `HTTP2`, `GRPC`, `GRPC-WEB`, `TLS`, `TCP`, `MONGO`, `MYSQL` or `REDIS`.")
            ),
            Field("targetPort", .whole("Deprecated: has no effect.")),
        ])
}

extension APIResource {
    /// VirtualServices.
    public static let virtualServices = APIResource.istio(
        "networking", "VirtualService", "virtualservices", "vs", versions: networkingVersions,
        about: "Where the traffic of some hosts goes.",
        spec: .record(
            "The hosts, the gateways, and the rules.",
            [
                .init("exportTo", .texts("Namespaces that may use this; `*` all, `.` its own; all where empty.")),
                .init(
                    "gateways", .texts("Gateways that the rules are for, as `[namespace/]name`; `mesh` for sidecars.")),
                .init("hosts", .texts("Names that requests are addressed to; `*` may stand for the first labels.")),
                .init("http", .list("Rules for HTTP; the first that matches is taken.", of: .httpRoute)),
                .init("tcp", .list("Rules for TCP; the first that matches is taken.", of: .tcpRoute)),
                .init("tls", .list("Rules for TLS that is passed through; the first that matches.", of: .tlsRoute)),
            ]),
        columns: [
            Column("Gateways", description: "The gateways that the rules are for."),
            Column("Hosts", description: "The names that requests are addressed to."),
            .date,
        ])
}

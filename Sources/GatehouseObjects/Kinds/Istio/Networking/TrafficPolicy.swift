extension ObjectSchema {
    /// How a service is reached.
    static let trafficPolicy: ObjectSchema = .record(
        "How endpoints are chosen and connected to.",
        settings + [
            Field(
                "portLevelSettings",
                .list(
                    "Settings of single ports, which stand instead of the others.",
                    of: .record("Settings of one port.", settings + [Field("port", .portSelector)]))),
            Field(
                "proxyProtocol",
                .record(
                    "Tells the service the client's address by the PROXY protocol.",
                    [Field("version", .text("The version; `V1` where absent.", oneOf: ["V1", "V2"]))])),
            Field(
                "retryBudget",
                .record(
                    "Limits retries to a share of the requests.",
                    [
                        Field("budgetInterval", .text("The time over which requests are counted.")),
                        Field("minRetryConcurrency", .whole("Retries that are always allowed; 3 where absent.")),
                        Field("percent", .number("The share, in percent; 20 where absent.")),
                    ])),
            Field(
                "tunnel",
                .record(
                    "Reaches the service through a proxy.",
                    [
                        Field("protocol", .text("`CONNECT` or `POST`; `CONNECT` where absent.")),
                        .required("targetHost", .text("The host that the proxy is to connect to.")),
                        .required("targetPort", .whole("The port that the proxy is to connect to.")),
                    ])),
        ])

    private static let settings: [Field] = [
        Field("connectionPool", .connectionPool),
        Field("loadBalancer", .loadBalancer),
        Field("outlierDetection", .outlierDetection),
        Field("tls", .clientTLSSettings),
    ]

    private static let clientTLSSettings: ObjectSchema = .record(
        "How connections to the service are secured.",
        [
            Field("caCertificates", .text("The path of the authorities for the service's certificate, PEM.")),
            Field("caCrl", .text("The path of the revocation list for the service's certificate, PEM.")),
            Field("clientCertificate", .text("The path of the certificate to show, PEM.")),
            Field(
                "credentialName",
                .text("The Secret, in the gateway's namespace, with certificate, key and authorities.")),
            Field("insecureSkipVerify", .flag("Whether any certificate will do; false where absent.")),
            Field(
                "mode",
                .text(
                    "Who shows a certificate; `DISABLE` where absent.",
                    oneOf: ["DISABLE", "SIMPLE", "MUTUAL", "ISTIO_MUTUAL"])),
            Field("privateKey", .text("The path of the key, PEM.")),
            Field("sni", .text("The server name to ask for; the request's host where absent.")),
            Field("subjectAltNames", .texts("Names of which the service's certificate has to carry one.")),
        ])
}

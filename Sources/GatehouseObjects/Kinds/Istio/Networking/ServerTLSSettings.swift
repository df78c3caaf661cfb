extension ObjectSchema {
    /// `tls` of a Gateway's server.
    static let serverTLSSettings: ObjectSchema = .record(
        "How connections of clients are secured; in the clear where absent.",
        [
            Field(
                "caCertCredentialName", .text("The Secret or ConfigMap with the authorities for clients' certificates.")
            ),
            Field("caCertificates", .text("The path of the authorities for clients' certificates, PEM.")),
            Field("caCrl", .text("The path of the revocation list for clients' certificates, PEM.")),
            Field("cipherSuites", .texts("Suites for TLS 1.2 and older, by their OpenSSL names.")),
            Field("credentialName", .text("The Secret, in the gateway's namespace, with certificate and key.")),
            Field("credentialNames", .texts("Up to two Secrets with keys of different types.")),
            Field("httpsRedirect", .flag("Whether requests in the clear are sent to `https`; false where absent.")),
            Field("insecureSkipVerify", .flag("Whether `OPTIONAL_MUTUAL` lets bad certificates of clients pass.")),
            Field("maxProtocolVersion", .text("The newest version; 1.3 where absent.", oneOf: tlsVersions)),
            Field("minProtocolVersion", .text("The oldest version; 1.2 where absent.", oneOf: tlsVersions)),
            Field(
                "mode",
                .text(
                    "Who shows a certificate; `PASSTHROUGH` where absent.",
                    oneOf: [
                        "PASSTHROUGH", "SIMPLE", "MUTUAL", "AUTO_PASSTHROUGH", "ISTIO_MUTUAL", "OPTIONAL_MUTUAL",
                    ])),
            Field("privateKey", .text("The path of the key, PEM.")),
            Field("serverCertificate", .text("The path of the certificate and its chain, PEM.")),
            Field("subjectAltNames", .texts("Names of which a client's certificate has to carry one.")),
            Field(
                "tlsCertificates",
                .list(
                    "Up to two certificates in files, with keys of different types.",
                    of: .record(
                        "One certificate.",
                        [
                            Field(
                                "caCertificates", .text("The path of the authorities for clients' certificates, PEM.")),
                            Field("privateKey", .text("The path of the key, PEM.")),
                            Field("serverCertificate", .text("The path of the certificate and its chain, PEM.")),
                        ]))),
            Field("verifyCertificateHash", .texts("SHA-256 of clients' certificates that are let in, hexadecimal.")),
            Field("verifyCertificateSpki", .texts("SHA-256 of clients' public keys that are let in, Base64.")),
        ])

    private static let tlsVersions = ["TLS_AUTO", "TLSV1_0", "TLSV1_1", "TLSV1_2", "TLSV1_3"]
}

import GatehouseModel

extension ClientTLSSettings: Message {
    init(_ fields: inout Fields) {
        self.init(
            mode: fields.value("mode"),
            clientCertificate: fields.value("clientCertificate"),
            privateKey: fields.value("privateKey"),
            caCertificates: fields.value("caCertificates"),
            credentialName: fields.value("credentialName"),
            subjectAltNames: fields.list("subjectAltNames"),
            sni: fields.value("sni"),
            insecureSkipVerify: fields.value("insecureSkipVerify"),
            caCrl: fields.value("caCrl"))
    }
}

extension ClientTLSSettings.TLSmode: Enumeration {}

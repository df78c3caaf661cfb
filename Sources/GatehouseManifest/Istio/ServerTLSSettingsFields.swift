import GatehouseModel

extension ServerTLSSettings: Message {
    init(_ fields: inout Fields) {
        self.init(
            httpsRedirect: fields.value("httpsRedirect"),
            mode: fields.value("mode"),
            serverCertificate: fields.value("serverCertificate"),
            privateKey: fields.value("privateKey"),
            caCertificates: fields.value("caCertificates"),
            caCrl: fields.value("caCrl"),
            credentialName: fields.value("credentialName"),
            credentialNames: fields.list("credentialNames"),
            caCertCredentialName: fields.value("caCertCredentialName"),
            tlsCertificates: fields.list("tlsCertificates"),
            subjectAltNames: fields.list("subjectAltNames"),
            verifyCertificateSpki: fields.list("verifyCertificateSpki"),
            verifyCertificateHash: fields.list("verifyCertificateHash"),
            minProtocolVersion: fields.value("minProtocolVersion"),
            maxProtocolVersion: fields.value("maxProtocolVersion"),
            cipherSuites: fields.list("cipherSuites"),
            insecureSkipVerify: fields.value("insecureSkipVerify"))
    }
}

extension ServerTLSSettings.TLSmode: Enumeration {}

extension ServerTLSSettings.TLSCertificate: Message {
    init(_ fields: inout Fields) {
        self.init(
            serverCertificate: fields.value("serverCertificate"),
            privateKey: fields.value("privateKey"),
            caCertificates: fields.value("caCertificates"))
    }
}

extension ServerTLSSettings.TLSProtocol: Enumeration {}

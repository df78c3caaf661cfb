/// How connections to a service are secured.
public struct ClientTLSSettings: Hashable, Sendable {
    /// Who proves their identity; absent means `DISABLE`.
    public var mode: TLSmode?
    /// Path of the client's certificate chain, PEM.
    public var clientCertificate: String?
    /// Path of the client's private key, PEM.
    public var privateKey: String?
    /// Path of the authorities; the system's where absent, along with `credentialName`.
    public var caCertificates: String?
    /// The Secret, in the gateway's namespace, with certificate, key and authorities.
    public var credentialName: String?
    /// The service's certificate must carry one of these names.
    public var subjectAltNames: [String]
    /// The server name sent; the request's host where absent.
    public var sni: String?
    /// Trusts any certificate.
    public var insecureSkipVerify: Bool?
    /// Path of the revocation list for the service's certificates.
    public var caCrl: String?

    /// Fields that are not given are absent.
    public init(
        mode: TLSmode? = nil, clientCertificate: String? = nil, privateKey: String? = nil,
        caCertificates: String? = nil, credentialName: String? = nil, subjectAltNames: [String] = [],
        sni: String? = nil, insecureSkipVerify: Bool? = nil, caCrl: String? = nil
    ) {
        self.mode = mode
        self.clientCertificate = clientCertificate
        self.privateKey = privateKey
        self.caCertificates = caCertificates
        self.credentialName = credentialName
        self.subjectAltNames = subjectAltNames
        self.sni = sni
        self.insecureSkipVerify = insecureSkipVerify
        self.caCrl = caCrl
    }
}

extension ClientTLSSettings {
    /// How a client takes part in TLS.
    public enum TLSmode: String, Hashable, Sendable, CaseIterable {
        /// Plaintext.
        case disable = "DISABLE"
        /// The service has a certificate.
        case simple = "SIMPLE"
        /// Both sides have certificates.
        case mutual = "MUTUAL"
        /// Both sides use the mesh's workload certificates.
        case istioMutual = "ISTIO_MUTUAL"
    }
}

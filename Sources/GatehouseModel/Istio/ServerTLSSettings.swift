/// How a server secures connections of clients.
public struct ServerTLSSettings: Hashable, Sendable {
    /// Answers every plaintext request with a redirect to `https`.
    public var httpsRedirect: Bool?
    /// Who proves their identity; absent means `PASSTHROUGH`.
    public var mode: TLSmode?
    /// Path of the certificate chain, PEM.
    public var serverCertificate: String?
    /// Path of the private key, PEM.
    public var privateKey: String?
    /// Path of the authorities that client certificates are checked against.
    public var caCertificates: String?
    /// Path of the revocation list for client certificates.
    public var caCrl: String?
    /// The Secret, in the gateway's namespace, that holds certificate and key.
    public var credentialName: String?
    /// Up to two Secrets of different key types, where `credentialName` names one.
    public var credentialNames: [String]
    /// The Secret or ConfigMap that holds the authorities for client certificates.
    public var caCertCredentialName: String?
    /// Up to two file pairs of different key types, in place of single paths.
    public var tlsCertificates: [TLSCertificate]
    /// Client certificates must carry one of these names.
    public var subjectAltNames: [String]
    /// Client certificates must have one of these key hashes (SHA-256, Base64).
    public var verifyCertificateSpki: [String]
    /// Client certificates must have one of these hashes (SHA-256, hexadecimal).
    public var verifyCertificateHash: [String]
    /// The oldest version accepted; 1.2 where absent.
    public var minProtocolVersion: TLSProtocol?
    /// The newest version accepted; 1.3 where absent.
    public var maxProtocolVersion: TLSProtocol?
    /// Suites for TLS 1.2 and older; the library's choice where empty.
    public var cipherSuites: [String]
    /// With `OPTIONAL_MUTUAL`, lets an invalid client certificate pass.
    public var insecureSkipVerify: Bool?

    /// Fields that are not given are absent.
    public init(
        httpsRedirect: Bool? = nil, mode: TLSmode? = nil, serverCertificate: String? = nil, privateKey: String? = nil,
        caCertificates: String? = nil, caCrl: String? = nil, credentialName: String? = nil,
        credentialNames: [String] = [], caCertCredentialName: String? = nil, tlsCertificates: [TLSCertificate] = [],
        subjectAltNames: [String] = [], verifyCertificateSpki: [String] = [], verifyCertificateHash: [String] = [],
        minProtocolVersion: TLSProtocol? = nil, maxProtocolVersion: TLSProtocol? = nil, cipherSuites: [String] = [],
        insecureSkipVerify: Bool? = nil
    ) {
        self.httpsRedirect = httpsRedirect
        self.mode = mode
        self.serverCertificate = serverCertificate
        self.privateKey = privateKey
        self.caCertificates = caCertificates
        self.caCrl = caCrl
        self.credentialName = credentialName
        self.credentialNames = credentialNames
        self.caCertCredentialName = caCertCredentialName
        self.tlsCertificates = tlsCertificates
        self.subjectAltNames = subjectAltNames
        self.verifyCertificateSpki = verifyCertificateSpki
        self.verifyCertificateHash = verifyCertificateHash
        self.minProtocolVersion = minProtocolVersion
        self.maxProtocolVersion = maxProtocolVersion
        self.cipherSuites = cipherSuites
        self.insecureSkipVerify = insecureSkipVerify
    }
}

extension ServerTLSSettings {
    /// How a server takes part in TLS.
    public enum TLSmode: String, Hashable, Sendable, CaseIterable {
        /// Connections are passed on undecrypted, by their server name.
        case passthrough = "PASSTHROUGH"
        /// The server has a certificate.
        case simple = "SIMPLE"
        /// Both sides have certificates; the client's is required.
        case mutual = "MUTUAL"
        /// Passed on undecrypted to the cluster that the server name encodes.
        case autoPassthrough = "AUTO_PASSTHROUGH"
        /// Both sides use the mesh's workload certificates.
        case istioMutual = "ISTIO_MUTUAL"
        /// The client may present a certificate; a presented one must be valid.
        case optionalMutual = "OPTIONAL_MUTUAL"
    }
}

extension ServerTLSSettings {
    /// A certificate and key in files.
    public struct TLSCertificate: Hashable, Sendable {
        /// Path of the certificate chain, PEM.
        public var serverCertificate: String?
        /// Path of the private key, PEM.
        public var privateKey: String?
        /// Path of the authorities for client certificates.
        public var caCertificates: String?

        /// Fields that are not given are absent.
        public init(serverCertificate: String? = nil, privateKey: String? = nil, caCertificates: String? = nil) {
            self.serverCertificate = serverCertificate
            self.privateKey = privateKey
            self.caCertificates = caCertificates
        }
    }
}

extension ServerTLSSettings {
    /// A version of TLS.
    public enum TLSProtocol: String, Hashable, Sendable, CaseIterable {
        /// The default.
        case tlsAuto = "TLS_AUTO"
        /// TLS 1.0.
        case tlsV1_0 = "TLSV1_0"
        /// TLS 1.1.
        case tlsV1_1 = "TLSV1_1"
        /// TLS 1.2.
        case tlsV1_2 = "TLSV1_2"
        /// TLS 1.3.
        case tlsV1_3 = "TLSV1_3"
    }
}

import NIOCore
import NIOSSL

/// How a client of a test speaks TLS.
public struct ClientTLS: Sendable {
    /// The name that it asks for; nil for none.
    public var serverName: String?
    /// What it offers to speak inside (ALPN).
    public var applicationProtocols: [String]
    /// Its certificate; nil for none.
    public var identity: TestCertificates.Issued?
    /// The authority whose certificates it accepts, PEM; nil accepts any.
    public var authority: String?
    /// The oldest version that it speaks.
    public var minimumVersion: TLSVersionName
    /// The newest version that it speaks.
    public var maximumVersion: TLSVersionName
    /// Whether it can check signatures of elliptic curves.
    public var acceptsECDSA: Bool
    /// The suites that it offers for TLS 1.2 and older, in OpenSSL's words; nil for the library's own.
    public var cipherSuites: String?

    /// A client's settings.
    public init(
        serverName: String? = nil, applicationProtocols: [String] = [], identity: TestCertificates.Issued? = nil,
        authority: String? = nil, minimumVersion: TLSVersionName = .tls12, maximumVersion: TLSVersionName = .tls13,
        acceptsECDSA: Bool = true, cipherSuites: String? = nil
    ) {
        self.serverName = serverName
        self.applicationProtocols = applicationProtocols
        self.identity = identity
        self.authority = authority
        self.minimumVersion = minimumVersion
        self.maximumVersion = maximumVersion
        self.acceptsECDSA = acceptsECDSA
        self.cipherSuites = cipherSuites
    }

    func makeHandler() throws -> NIOSSLClientHandler {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.applicationProtocols = self.applicationProtocols
        configuration.minimumTLSVersion = self.minimumVersion.version
        configuration.maximumTLSVersion = self.maximumVersion.version
        configuration.certificateVerification = .none
        if let authority {
            configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(authority.utf8)))
            configuration.certificateVerification =
                self.serverName == nil ? .noHostnameVerification : .fullVerification
        }
        if let identity {
            (configuration.certificateChain, configuration.privateKey) = try identity.sources()
        }
        if let cipherSuites { configuration.cipherSuites = cipherSuites }
        if !self.acceptsECDSA {
            configuration.verifySignatureAlgorithms = [.rsaPssRsaeSha256, .rsaPkcs1Sha256]
            configuration.cipherSuites = "ECDHE-RSA-AES128-GCM-SHA256"
        }
        return try NIOSSLClientHandler(
            context: NIOSSLContext(configuration: configuration), serverHostname: self.serverName)
    }
}

/// How a server of a test speaks TLS.
public struct ServerTLS: Sendable {
    /// Its certificate.
    public var identity: TestCertificates.Issued
    /// What it is ready to speak inside (ALPN).
    public var applicationProtocols: [String]
    /// The authority whose certificates a client must present, PEM; nil asks for none.
    public var clientAuthority: String?

    /// A server's settings.
    public init(
        identity: TestCertificates.Issued, applicationProtocols: [String] = [], clientAuthority: String? = nil
    ) {
        self.identity = identity
        self.applicationProtocols = applicationProtocols
        self.clientAuthority = clientAuthority
    }

    /// A handler for one connection; `named` gets the name that the client asks for.
    func makeHandler(named: @escaping @Sendable (String?) -> Void) throws -> NIOSSLServerHandler {
        let (chain, key) = try self.identity.sources()
        guard let key else { throw TLSPeerError.noKey }
        var configuration = TLSConfiguration.makeServerConfiguration(certificateChain: chain, privateKey: key)
        configuration.applicationProtocols = self.applicationProtocols
        if let clientAuthority {
            configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(clientAuthority.utf8)))
            configuration.certificateVerification = .noHostnameVerification
        }
        configuration.sslContextCallback = { values, promise in
            named(values.serverHostname)
            promise.succeed(NIOSSLContextConfigurationOverride())
        }
        return NIOSSLServerHandler(context: try NIOSSLContext(configuration: configuration))
    }
}

/// A version of TLS.
public enum TLSVersionName: Hashable, Sendable, CaseIterable {
    /// TLS 1.0.
    case tls10
    /// TLS 1.1.
    case tls11
    /// TLS 1.2.
    case tls12
    /// TLS 1.3.
    case tls13

    var version: TLSVersion {
        switch self {
        case .tls10: .tlsv1
        case .tls11: .tlsv11
        case .tls12: .tlsv12
        case .tls13: .tlsv13
        }
    }

    init?(_ version: TLSVersion?) {
        switch version {
        case .tlsv1: self = .tls10
        case .tlsv11: self = .tls11
        case .tlsv12: self = .tls12
        case .tlsv13: self = .tls13
        default: return nil
        }
    }
}

extension TestCertificates.Issued {
    fileprivate func sources() throws -> ([NIOSSLCertificateSource], NIOSSLPrivateKeySource?) {
        let chain = try NIOSSLCertificate.fromPEMBytes(Array(self.certificatePEM.utf8))
        let key = try NIOSSLPrivateKey(bytes: Array(self.privateKeyPEM.utf8), format: .pem)
        return (chain.map { .certificate($0) }, .privateKey(key))
    }
}

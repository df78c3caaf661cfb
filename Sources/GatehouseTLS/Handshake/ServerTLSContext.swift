public import GatehousePlan
public import NIOCore
import NIOSSL

/// What the gateway terminates TLS with for some server names: keys and certificates ready for use. Immutable; every
/// worker uses the same.
public final class ServerTLSContext: Sendable {
    /// What it was made from.
    public let plan: ServerTLSPlan
    private let ecdsa: NIOSSLContext?
    private let rsa: NIOSSLContext?
    private let demands: PeerDemands?
    /// The URI in the gateway's own certificate, for `By` of `x-forwarded-client-cert`.
    let ownURI: String?

    /// Makes ready what `plan` describes.
    public init(_ plan: ServerTLSPlan) throws(CredentialProblem) {
        guard let first = plan.identities.first else { throw CredentialProblem("has no certificate") }
        self.plan = plan
        var ecdsa: NIOSSLContext?
        var rsa: NIOSSLContext?
        var ownURI: String?
        for identity in plan.identities {
            let credentials = try Credentials(identity)
            if identity == first { ownURI = credentials.certificates.first?.uris.first }
            let context = try Self.context(plan, credentials)
            if credentials.isECDSA { ecdsa = ecdsa ?? context } else { rsa = rsa ?? context }
        }
        self.ecdsa = ecdsa
        self.rsa = rsa
        self.ownURI = ownURI
        switch plan.clientCertificates {
        case .none, .unverified: self.demands = nil
        case .optional(let peer): self.demands = try PeerDemands(peer, isRequired: false)
        case .required(let peer): self.demands = try PeerDemands(peer, isRequired: true)
        }
    }

    private static func context(
        _ plan: ServerTLSPlan, _ credentials: Credentials
    ) throws(CredentialProblem) -> NIOSSLContext {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: credentials.certificates.map { .certificate($0) },
            privateKey: .privateKey(credentials.privateKey))
        configuration.minimumTLSVersion = TLSVersion(plan.minimumVersion)
        configuration.maximumTLSVersion = TLSVersion(plan.maximumVersion)
        configuration.applicationProtocols = plan.applicationProtocols
        let suites = plan.cipherSuites.filter { Self.knownCipherSuites.contains($0) }
        configuration.cipherSuites = (suites.isEmpty ? Self.standardCipherSuites : suites).joined(separator: ":")
        switch plan.clientCertificates {
        case .none: break
        case .unverified: configuration.certificateVerification = .optionalVerification
        case .optional(let peer):
            configuration.certificateVerification = .optionalVerification
            configuration.trustRoots = .certificates(try Credentials.certificates(peer.authorities, of: peer.name))
            configuration.sendCANameList = true
        case .required(let peer):
            configuration.certificateVerification = .noHostnameVerification
            configuration.trustRoots = .certificates(try Credentials.certificates(peer.authorities, of: peer.name))
            configuration.sendCANameList = true
        }
        do {
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw CredentialProblem("can't be used for TLS: \(error)")
        }
    }

    /// The suites of TLS 1.2 and older that can be had. Others are left out (semantics T4), as the library would not
    /// survive a list without any that it knows.
    private static let knownCipherSuites: Set<String> = [
        "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384",
        "ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-ECDSA-CHACHA20-POLY1305", "ECDHE-RSA-CHACHA20-POLY1305",
        "ECDHE-ECDSA-AES128-SHA", "ECDHE-RSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA", "ECDHE-RSA-AES256-SHA",
        "AES128-GCM-SHA256", "AES256-GCM-SHA384", "AES128-SHA", "AES256-SHA",
    ]

    /// What is offered where a server names no suites: with authentication of what is encrypted and with forward secrecy,
    /// as in Envoy. The library's own choice has CBC suites as well.
    private static let standardCipherSuites = [
        "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-CHACHA20-POLY1305", "ECDHE-RSA-AES128-GCM-SHA256",
        "ECDHE-RSA-CHACHA20-POLY1305", "ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-GCM-SHA384",
    ]

    /// Puts TLS in front of `handler` in its pipeline, and feeds it what has been read of the client already: the hello
    /// that chose this context. On the channel's event loop.
    ///
    /// - Parameter supportsECDSA: whether the client takes ECDSA certificates.
    public func secure(
        _ channel: any Channel, before handler: any ChannelHandler, supportsECDSA: Bool, replaying bytes: ByteBuffer
    ) throws {
        let preferred = supportsECDSA ? self.ecdsa ?? self.rsa : self.rsa ?? self.ecdsa
        guard let context = preferred else { throw CredentialProblem("has no certificate") }
        let tls: NIOSSLServerHandler
        if case .unverified = self.plan.clientCertificates {
            tls = NIOSSLServerHandler(
                context: context, customVerificationCallback: { _, result in result.succeed(.certificateVerified) })
        } else {
            tls = NIOSSLServerHandler(context: context)
        }
        let operations = channel.pipeline.syncOperations
        try operations.addHandler(tls, position: .before(handler))
        let tlsContext = try operations.context(handler: tls)
        tls.channelRead(context: tlsContext, data: NIOAny(bytes))
        if channel.isActive { tls.channelReadComplete(context: tlsContext) }
    }

    /// Checks what the library does not of the client's certificate, once the handshake is done.
    ///
    /// - Returns: what `x-forwarded-client-cert` is to say; nil when the client presented no certificate.
    public func verifyClient(of channel: any Channel) throws(CredentialProblem) -> [UInt8]? {
        guard let demands else { return nil }
        let handler = try? channel.pipeline.syncOperations.handler(type: NIOSSLServerHandler.self)
        guard let certificate = handler?.peerCertificate else {
            if demands.isRequired { throw CredentialProblem("presented no certificate") }
            return nil
        }
        try demands.check(certificate)
        return ForwardedClientCertificate.value(of: certificate, by: self.ownURI)
    }
}

extension TLSVersion {
    init(_ version: TLSVersionPlan) {
        switch version {
        case .tls10: self = .tlsv1
        case .tls11: self = .tlsv11
        case .tls12: self = .tlsv12
        case .tls13: self = .tlsv13
        }
    }
}

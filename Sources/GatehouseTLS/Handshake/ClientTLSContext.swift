public import GatehousePlan
public import NIOCore
import NIOSSL

/// What the gateway secures its connections to a cluster with. Immutable; every worker uses the same.
public final class ClientTLSContext: Sendable {
    /// What it was made from.
    public let plan: ClientTLSPlan
    private let context: NIOSSLContext
    private let demands: PeerDemands?

    /// Makes ready what `plan` describes, for connections inside which one of these protocols is spoken.
    public init(_ plan: ClientTLSPlan, applicationProtocols: [String]) throws(CredentialProblem) {
        self.plan = plan
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = applicationProtocols
        if let identity = plan.identity {
            let credentials = try Credentials(identity)
            configuration.certificateChain = credentials.certificates.map { .certificate($0) }
            configuration.privateKey = .privateKey(credentials.privateKey)
        }
        var demands: PeerDemands?
        switch plan.trust {
        case .nothing: throw CredentialProblem("has no authority to trust")
        case .everything: configuration.certificateVerification = .none
        case .system(let names):
            configuration.trustRoots = .default
            if !names.isEmpty { demands = PeerDemands(subjectAltNames: names) }
        case .authorities(let peer):
            configuration.trustRoots = .certificates(try Credentials.certificates(peer.authorities, of: peer.name))
            let demanded = try PeerDemands(peer, isRequired: true)
            if demanded.demandsAnything { demands = demanded }
        }
        // The library would also take a certificate for the endpoint's address. Names are looked at below.
        if plan.trust != .everything { configuration.certificateVerification = .noHostnameVerification }
        self.demands = demands
        do {
            self.context = try NIOSSLContext(configuration: configuration)
        } catch {
            throw CredentialProblem("can't be used for TLS: \(error)")
        }
    }

    /// A handler that speaks TLS as a client, for a connection to a server of this name; without one the certificate has
    /// to be good for the address.
    public func makeHandler(serverName: String?) throws -> any ChannelHandler {
        let name = serverName.flatMap { name in (try? SocketAddress(ipAddress: name, port: 0)) == nil ? name : nil }
        return try NIOSSLClientHandler(context: self.context, serverHostname: name)
    }

    /// Checks what the library does not of the server's certificate, once the handshake is done.
    ///
    /// - Parameter serverName: the name that was asked for. Where the plan demands no names the certificate has to be good
    ///   for it (semantics C5); without either only its authority counts.
    public func verifyServer(of channel: any Channel, serverName: String?) throws(CredentialProblem) {
        guard self.plan.trust != .everything else { return }
        let handler = try? channel.pipeline.syncOperations.handler(type: NIOSSLClientHandler.self)
        guard let certificate = handler?.peerCertificate else { throw CredentialProblem("is not there") }
        try self.demands?.check(certificate)
        if let serverName, self.plan.checksServerName, self.demands?.demandsNames != true {
            guard certificate.alternativeNames.contains(where: { $0.matches(serverName) }) else {
                throw CredentialProblem("is not good for \(serverName)")
            }
        }
    }
}

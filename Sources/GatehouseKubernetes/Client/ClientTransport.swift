import AsyncHTTPClient
import GatehouseModel
import GatehouseObjects
import NIOCore
import NIOHTTP1
import NIOSSL
import Synchronization

/// Carries requests over HTTP: connections, and the settings of TLS.
final class ClientTransport: Sendable {
    /// The settings of TLS are made once for as long as what they are made of stays: connections are shared by those who
    /// have the same.
    private struct Settings: Sendable {
        var identity: Credential.Identity?
        var authorities: [UInt8]?
        var configuration: TLSConfiguration
    }

    private let access: ClusterAccess
    private let client: HTTPClient
    private let settings = Mutex<Settings?>(nil)
    /// What paths are put behind. Where the certificate has another name than the server's host, the name is in the URL
    /// and leads to the host.
    private let base: String

    init(_ access: ClusterAccess, limits: APIClient.Limits) {
        self.access = access
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: HTTPClient.Configuration.Timeout(
                connect: .nanoseconds(limits.connect.nanoseconds), read: .nanoseconds(limits.silence.nanoseconds)))
        // Each watch takes a connection of its own for as long as it lasts.
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 64
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        if let name = access.serverName { configuration.dnsOverride = [name: access.server.host] }
        self.base = access.server.url(host: access.serverName ?? access.server.host)
        self.client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// The library ends the process over a client that was forgotten.
    deinit { let _: EventLoopFuture<Void> = self.client.shutdown() }

    func shutdown() async { try? await self.client.shutdown() }

    func execute(
        _ request: APIRequest, credential: Credential, authorities: [UInt8]?, deadline: Duration
    ) async throws -> HTTPClientResponse {
        var message = HTTPClientRequest(url: self.base + request.target)
        message.method = HTTPMethod(rawValue: request.method.rawValue)
        message.headers.add(name: "accept", value: request.accept)
        message.headers.add(name: "user-agent", value: "gatehouse")
        if let authorization = credential.authorization {
            message.headers.add(name: "authorization", value: authorization.value)
        }
        if let body = request.body {
            message.headers.add(name: "content-type", value: request.contentType)
            message.body = .bytes(ByteBuffer(bytes: body.bytes))
        }
        if self.access.server.isSecure {
            message.tlsConfiguration = try self.configuration(identity: credential.identity, authorities: authorities)
        }
        return try await self.client.execute(message, timeout: .nanoseconds(deadline.nanoseconds))
    }

    private func configuration(
        identity: Credential.Identity?, authorities: [UInt8]?
    ) throws(APIFailure) -> TLSConfiguration {
        let known = self.settings.withLock { settings in
            settings.flatMap {
                $0.identity == identity && $0.authorities == authorities ? $0.configuration : nil
            }
        }
        if let known { return known }
        var configuration = TLSConfiguration.makeClientConfiguration()
        if self.access.skipsVerification { configuration.certificateVerification = .none }
        if let authorities {
            do {
                configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(authorities))
            } catch {
                throw .credential("the certificate authority of \(self.access.origin) is not PEM.")
            }
        }
        if let identity {
            do {
                configuration.certificateChain = try NIOSSLCertificate.fromPEMBytes(identity.certificate.value)
                    .map { .certificate($0) }
                configuration.privateKey = .privateKey(
                    try NIOSSLPrivateKey(bytes: identity.key.value, format: .pem))
            } catch {
                throw .credential("the client certificate of \(self.access.origin) or its key is not PEM.")
            }
        }
        self.settings.withLock {
            $0 = Settings(identity: identity, authorities: authorities, configuration: configuration)
        }
        return configuration
    }

    /// What libraries' errors come to, for people.
    static func reason(of error: any Error) -> String {
        switch error {
        case let error as HTTPClientError:
            switch error {
            case .connectTimeout, .tlsHandshakeTimeout: "there was no connection in time"
            case .deadlineExceeded, .readTimeout: "there was no answer in time"
            case .remoteConnectionClosed: "the connection was closed before the answer's end"
            default: error.shortDescription
            }
        default: SystemReason.plain("\(error)")
        }
    }
}

extension Duration {
    /// Whole nanoseconds.
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = self.components
        let (product, overflows) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        return overflows ? (seconds < 0 ? .min : .max) : product &+ attoseconds / 1_000_000_000
    }
}

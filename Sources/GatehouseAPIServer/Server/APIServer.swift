import Hummingbird
import HummingbirdTLS
public import Logging
import NIOCore
import NIOSSL

/// An API on a socket, over TLS.
public struct APIServer: Sendable {
    /// Answers requests; never throws, as every failure is an answer.
    public typealias Respond = @Sendable (APICall) async -> APIReply
    /// Answers those who have not shown that they may ask, by the heads of their requests alone; nil for all others, whose
    /// bodies are read.
    public typealias RespondToStranger = @Sendable (APICall) async -> APIReply?

    /// An IP address or a name that stands for one.
    public var host: String
    /// The port; 0 lets the system choose.
    public var port: Int
    private let credentials: ServerCredentials
    private let limits: ServerLimits
    private let respondToStranger: RespondToStranger
    private let respond: Respond
    private let logger: Logger

    /// A server that does not listen yet.
    public init(
        host: String, port: Int, credentials: ServerCredentials, logger: Logger, limits: ServerLimits = ServerLimits(),
        respondToStranger: @escaping RespondToStranger = { _ in nil }, respond: @escaping Respond
    ) {
        self.host = host
        self.port = port
        self.credentials = credentials
        self.limits = limits
        self.respondToStranger = respondToStranger
        self.respond = respond
        self.logger = logger
    }

    /// Listens and answers until the task is cancelled. Throws when the address cannot be bound. `onListening` is called
    /// with the port once it is.
    public func run(onListening: @escaping @Sendable (Int) async -> Void = { _ in }) async throws {
        let limits = self.limits
        let responder = CallbackResponder<CallContext> { [limits, respondToStranger, respond] request, context in
            await CallExchange(
                request: request, channel: context.channel, limits: limits, respondToStranger: respondToStranger,
                respond: respond
            ).response()
        }
        let application = Application(
            responder: responder,
            server: try .tls(
                .http1(
                    configuration: .init(
                        additionalChannelHandlers: [
                            FirstRequestDeadline(.seconds(Int64(limits.firstRequest))), ClientDeparture(),
                        ], idleTimeout: .seconds(Int64(self.limits.idle)))),
                tlsConfiguration: self.tlsConfiguration()),
            configuration: ApplicationConfiguration(
                address: .hostname(self.host, port: self.port),
                availableConnectionsDelegate: .maximum(self.limits.connections, logger: self.logger)),
            onServerRunning: { channel in await onListening(channel.localAddress?.port ?? 0) },
            logger: self.logger)
        try await application.run()
    }

    private func tlsConfiguration() throws -> TLSConfiguration {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMBytes(Array(self.credentials.certificatePEM.utf8))
                .map { .certificate($0) },
            privateKey: .privateKey(
                try NIOSSLPrivateKey(bytes: Array(self.credentials.privateKeyPEM.utf8), format: .pem)))
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        // Clients go without saying goodbye in TLS, and the end of the program should not wait for them.
        configuration.shutdownTimeout = .milliseconds(200)
        return configuration
    }
}

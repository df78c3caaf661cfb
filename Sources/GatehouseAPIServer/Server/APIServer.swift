import Hummingbird
import HummingbirdTLS
public import Logging
import NIOCore
import NIOSSL

/// An API on a socket, over TLS.
public struct APIServer: Sendable {
    /// Answers requests; never throws, as every failure is an answer.
    public typealias Respond = @Sendable (APICall) async -> APIReply
    /// Answers requests by their heads alone, without a body; nil for those whose bodies are to be read.
    public typealias Refuse = @Sendable (APICall) -> APIReply?

    /// An IP address or a name that stands for one.
    public var host: String
    /// The port; 0 lets the system choose.
    public var port: Int
    private let credentials: ServerCredentials
    private let limits: ServerLimits
    private let refuse: Refuse
    private let respond: Respond
    private let logger: Logger

    /// A server that does not listen yet.
    public init(
        host: String, port: Int, credentials: ServerCredentials, logger: Logger, limits: ServerLimits = ServerLimits(),
        refuse: @escaping Refuse = { _ in nil }, respond: @escaping Respond
    ) {
        self.host = host
        self.port = port
        self.credentials = credentials
        self.limits = limits
        self.refuse = refuse
        self.respond = respond
        self.logger = logger
    }

    /// Listens and answers until the task is cancelled. Throws when the address cannot be bound. `onListening` is called
    /// with the port once it is.
    public func run(onListening: @escaping @Sendable (Int) async -> Void = { _ in }) async throws {
        let limits = self.limits
        let responder = CallbackResponder<CallContext> { [limits, refuse, respond] request, context in
            await CallExchange(
                request: request, channel: context.channel, limits: limits, refuse: refuse, respond: respond
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

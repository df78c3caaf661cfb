import Hummingbird
import Logging
import NIOCore

/// An HTTP server for a table of endpoints.
struct EndpointServer: Sendable {
    let name: String
    let address: ListenAddress
    let endpoints: EndpointTable
    let logger: Logger

    /// Nobody needs longer between two requests, and a connection that is forgotten should not stay.
    private static let idleTimeout = TimeAmount.seconds(120)

    func run(onListening: @escaping @Sendable (Int) async -> Void) async throws {
        let responder = CallbackResponder<BasicRequestContext> { [endpoints] request, _ in
            await endpoints.respond(to: request)
        }
        let application = Application(
            responder: responder,
            server: .http1(configuration: .init(idleTimeout: Self.idleTimeout)),
            configuration: ApplicationConfiguration(address: .hostname(self.address.host, port: self.address.port)),
            onServerRunning: { channel in await onListening(channel.localAddress?.port ?? 0) },
            logger: self.quietLogger)
        try await application.run()
    }

    /// Requests are not worth a line each, nor is the start, which the gateway reports itself.
    private var quietLogger: Logger {
        var logger = self.logger
        logger[metadataKey: "server"] = .string(self.name)
        logger.logLevel = max(logger.logLevel, .notice)
        return logger
    }
}

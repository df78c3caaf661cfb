import GatehouseHTTP
import GatehouseProxy
import GatehouseTelemetry
import Logging
import NIOCore

/// Makes the data plane as the command line asks for it.
enum DataPlane {
    /// A proxy that listens nowhere yet.
    static func make(
        _ options: ServingOptions, registry: MetricsRegistry, accessLog: AccessLogWriter,
        names: RequestedNameResolution, logger: Logger
    ) async throws -> Proxy {
        var configuration = ProxyConfiguration(
            address: options.listening.address, portMap: options.listening.portMap,
            threads: options.listening.threads ?? System.coreCount, limits: Self.limits(options.limits),
            edge: options.edge.edge, proxyProtocol: options.edge.proxyProtocol,
            accessLogFormat: options.logging.accessLogFormat.format,
            onEndpointEvent: { logger.notice("\($0.cluster) \($0.endpoint): \($0.message)") },
            resolve: { names.resolve($0, $1) })
        configuration.sharesPorts = options.listening.sharePorts
        return try await Proxy(configuration: configuration, registry: registry, accessLog: accessLog)
    }

    private static func limits(_ options: LimitOptions) -> ProxyConfiguration.Limits {
        ProxyConfiguration.Limits(
            head: HeadLimits(bytes: options.maxHeaderBytes, fields: options.maxHeaderCount),
            headerTimeout: TimeAmount(options.headerTimeout.duration),
            handshakeTimeout: TimeAmount(options.handshakeTimeout.duration),
            idleTimeout: TimeAmount(options.idleTimeout.duration),
            streamIdleTimeout: TimeAmount(options.streamIdleTimeout.duration), maxConnections: options.maxConnections)
    }
}

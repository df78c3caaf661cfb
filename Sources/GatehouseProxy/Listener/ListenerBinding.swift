import GatehouseTelemetry
import GatehouseRouting
import NIOCore
import NIOPosix

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Binds listening sockets. Every worker has its own socket on the same address (SO_REUSEPORT), so that the kernel
/// spreads connections and no worker waits for another.
enum ListenerBinding {
    /// Connections that the kernel keeps for a worker that is busy.
    private static let backlog: Int32 = 4096

    /// Binds one socket on the worker's loop. It accepts nothing before `ListenerSocket.activate`.
    static func bind(
        _ address: ListenerAddress, on loop: any EventLoop, worker: NIOLoopBound<Worker>
    ) async throws -> any Channel {
        let bootstrap = ServerBootstrap(group: loop)
            .serverChannelOption(.backlog, value: self.backlog)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelOption(.socketOption(.init(rawValue: SO_REUSEPORT)), value: 1)
            .serverChannelOption(.autoRead, value: false)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handlers: [any ChannelHandler] = [
                        AcceptPauseHandler(metrics: worker.value.metrics),
                        AcceptHandler { try self.accept($0, address, worker.value) },
                    ]
                    try channel.pipeline.syncOperations.addHandlers(handlers)
                }
            }
        if address.address.hasPrefix("unix://") {
            return try await bootstrap.bind(
                unixDomainSocketPath: String(address.address.dropFirst(7)), cleanupExistingSocketFile: true
            ).get()
        }
        return try await bootstrap.bind(host: address.address, port: address.port).get()
    }

    private static func accept(_ channel: any Channel, _ address: ListenerAddress, _ worker: Worker) throws {
        // TCP_NODELAY comes from the listening socket, for which the bootstrap sets it.
        try channel.syncOptions?.setOption(.allowRemoteHalfClosure, value: true)
        guard let socket = worker.listeners[address], worker.gate.enter() else {
            worker.metrics.reject(.connectionLimit)
            return channel.close(promise: nil)
        }
        let source = DownstreamSource(socket: socket, channel: channel)
        // Where nothing has to be read first, the connection is what it will be from the beginning.
        if case .http = socket.content, !worker.configuration.proxyProtocol.trusts(source.facts) {
            let connection = HTTP1DownstreamConnection(worker: worker, source: source)
            worker.add(connection)
            try channel.pipeline.syncOperations.addHandler(connection)
        } else {
            let connection = OpeningConnection(worker: worker, source: source)
            worker.add(connection)
            try channel.pipeline.syncOperations.addHandler(connection)
            connection.begin()
        }
    }
}

import NIOCore
import NIOPosix

/// A server on 127.0.0.1 whose behaviour is a closure over raw bytes, once per connection.
///
/// The closure gets the connection and its number, from 0. When it returns the connection is closed; when it throws,
/// the error is kept in ``failures`` for the test to look at.
public final class RawOrigin: Sendable {
    /// What an origin does with one connection.
    public typealias Behaviour = @Sendable (_ connection: RawConnection, _ number: Int) async throws -> Void

    private let listener: any Channel
    private let log: ConnectionLog

    private init(listener: any Channel, log: ConnectionLog) {
        self.listener = listener
        self.log = log
    }

    /// Starts listening on a port that the system picks.
    ///
    /// - Parameter tls: how the origin speaks TLS; nil for plaintext. The behaviour begins before the handshake.
    public static func start(
        tls: ServerTLS? = nil, _ behaviour: @escaping Behaviour
    ) async throws -> RawOrigin {
        let log = ConnectionLog()
        let listener = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelOption(.backlog, value: 1024)
            .childChannelOption(.allowRemoteHalfClosure, value: true)
            .childChannelOption(.autoRead, value: false)
            .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let operations = channel.pipeline.syncOperations
                    if let tls { try operations.addTLS(tls, on: channel.eventLoop) }
                    try operations.addHandler(InboundBytes())
                    log.serve(try RawConnection.on(channel), on: channel, by: behaviour)
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return RawOrigin(listener: listener, log: log)
    }

    /// Starts an origin that plays `steps` on every connection.
    public static func start(_ steps: OriginStep...) async throws -> RawOrigin {
        try await Self.start { connection, _ in
            for step in steps { try await step.play(on: connection) }
        }
    }

    /// The port that it listens on.
    public var port: Int { self.listener.localAddress?.port ?? 0 }

    /// How many connections it has accepted.
    public var connections: Int { self.log.accepted }

    /// What TLS connections agreed on, in the order in which they did.
    public var peers: [TLSPeer] { self.log.peers }

    /// How many connections are open now.
    public var openConnections: Int { self.log.open.count }

    /// What went wrong in behaviours so far: an expectation that was not met, a peer that left early.
    public var failures: [any Error] { self.log.failures }

    /// Stops listening and closes every connection, so that connecting is refused afterwards.
    public func stop() async {
        try? await self.listener.close().get()
        for channel in self.log.open { try? await channel.close().get() }
    }
}

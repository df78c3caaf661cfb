import NIOCore
import NIOHTTP1
import NIOPosix

/// The shop behind the gateway in `make demo`: a few backends in one process, each on a port that the system picks.
///
/// Usage: `gatehouse-demo-shop frontend/v1 frontend/v2 cart/v1`. It prints `NAME VERSION PORT` for each and runs until
/// it is stopped.
@main
struct DemoShop {
    static func main() async throws {
        let group = MultiThreadedEventLoopGroup.singleton
        var listeners: [any Channel] = []
        for argument in CommandLine.arguments.dropFirst() {
            let backend = Backend(argument)
            let listener = try await ServerBootstrap(group: group)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.configureHTTPServerPipeline(withErrorHandling: true)
                        try channel.pipeline.syncOperations.addHandler(ShopHandler(backend: backend))
                    }
                }
                .bind(host: "127.0.0.1", port: 0).get()
            print(backend.name, backend.version, listener.localAddress?.port ?? 0)
            listeners.append(listener)
        }
        print("open")
        flushOutput()
        for listener in listeners { try await listener.closeFuture.get() }
    }
}

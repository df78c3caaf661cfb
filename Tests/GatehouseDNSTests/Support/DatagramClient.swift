import GatehouseTestSupport
import NIOCore
import NIOPosix

@testable import GatehouseDNS

/// Sends datagrams to one server from one port, and keeps what comes back. Its socket is connected, so that nothing that
/// others send to its port comes to it.
struct DatagramClient {
    private let channel: any Channel
    private let received: Watched<[[UInt8]]>

    /// Runs `body` with a client of `server`.
    static func run<Value>(
        _ server: ServerAddress, _ body: (DatagramClient) async throws -> Value
    ) async throws -> Value {
        let received = Watched<[[UInt8]]>([])
        let channel = try await DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(Mailbox(received))
                }
            }
            .connect(to: try server.socketAddress()).get()
        do {
            let client = DatagramClient(channel: channel, received: received)
            let value = try await body(client)
            try await channel.close().get()
            return value
        } catch {
            try? await channel.close().get()
            throw error
        }
    }

    /// Sends a datagram.
    func send(_ bytes: [UInt8]) async throws {
        try await self.channel.writeAndFlush(ByteBuffer(bytes: bytes)).get()
    }

    /// The next datagram that came and nobody took yet.
    func next() async throws -> [UInt8] {
        try await self.received.wait { $0.isEmpty ? nil : $0.removeFirst() }
    }

    /// Asks, and returns what comes back next.
    func ask(_ query: DNSMessage) async throws -> DNSMessage {
        try await self.send(query.encoded())
        return try DNSMessage(decoding: try await self.next())
    }
}

private final class Mailbox: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>

    private let received: Watched<[[UInt8]]>

    init(_ received: Watched<[[UInt8]]>) { self.received = received }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let bytes = Array(self.unwrapInboundIn(data).data.readableBytesView)
        self.received.change { $0.append(bytes) }
    }
}

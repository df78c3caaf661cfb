import GatehouseTestSupport
import NIOCore
import NIOPosix
import Synchronization

@testable import GatehouseDNS

/// A DNS server on a port of this host, over UDP and TCP, that answers as a test says.
final class ScriptedServer: Sendable {
    /// A query as it came.
    struct Query: Sendable {
        let message: DNSMessage
        let transport: OutgoingQuery.Transport
        /// The client's port.
        let port: Int
        /// Sends bytes back, at any time and any number of times.
        let send: @Sendable ([UInt8]) -> Void
        /// Ends a TCP connection.
        let hangUp: @Sendable () -> Void

        var question: DNSQuestion { self.message.questions.first ?? DNSQuestion(name: .root, type: .any) }

        /// `A example.com udp`.
        var summary: String { "\(self.question.type) \(self.question.name) \(self.transport)" }

        /// Sends a message back.
        func respond(_ message: DNSMessage) { self.send(message.encoded()) }
    }

    typealias Script = @Sendable (Query) -> Void

    /// A bare function would be wrapped once more with every look at it.
    private struct Scripted {
        let script: Script
    }

    /// Where it listens.
    let address: ServerAddress
    /// What it was asked, in order.
    let queries: Watched<[Query]>
    private let script: Mutex<Scripted>
    private let channels: [any Channel]

    private init(
        port: UInt16, channels: [any Channel], queries: Watched<[Query]>, script: @escaping Script,
        receiver: Receiver
    ) {
        self.address = ServerAddress(ip("127.0.0.1"), port: port)
        self.channels = channels
        self.queries = queries
        self.script = Mutex(Scripted(script: script))
        receiver.server.withLock { $0 = Weak(server: self) }
    }

    /// Runs `body` with a server.
    static func run<Value>(
        _ script: @escaping Script, _ body: (ScriptedServer) async throws -> Value
    ) async throws -> Value {
        let server = try await Self.start(script)
        do {
            let value = try await body(server)
            await server.stop()
            return value
        } catch {
            await server.stop()
            throw error
        }
    }

    private static func start(_ script: @escaping Script) async throws -> ScriptedServer {
        let queries = Watched<[Query]>([])
        let receiver = Receiver()
        // Not every port that is free for TCP is so for UDP.
        for _ in 0..<100 {
            let tcp = try await Self.listenTCP(receiver)
            let port = tcp.localAddress?.port ?? 0
            guard let udp = try? await Self.listenUDP(port: port, receiver) else {
                try await tcp.close().get()
                continue
            }
            return ScriptedServer(
                port: UInt16(port), channels: [tcp, udp], queries: queries, script: script, receiver: receiver)
        }
        throw NoPort()
    }

    struct NoPort: Error {}

    private static func listenTCP(_ receiver: Receiver) async throws -> any Channel {
        try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(StreamQueries(receiver))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    private static func listenUDP(port: Int, _ receiver: Receiver) async throws -> any Channel {
        try await DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(DatagramQueries(receiver))
                }
            }
            .bind(host: "127.0.0.1", port: port).get()
    }

    private func stop() async {
        for channel in self.channels { try? await channel.close().get() }
    }

    /// Answers otherwise from now on.
    func follow(_ script: @escaping Script) { self.script.withLock { $0 = Scripted(script: script) } }

    /// The queries so far, as text.
    var log: [String] { self.queries.current.map(\.summary) }

    fileprivate func received(_ query: Query) {
        self.queries.change { $0.append(query) }
        self.script.withLock { $0 }.script(query)
    }
}

private struct Weak: Sendable {
    weak let server: ScriptedServer?
}

/// Hands queries to the server once it is there.
private final class Receiver: Sendable {
    let server = Mutex<Weak?>(nil)

    func received(_ query: ScriptedServer.Query) { self.server.withLock { $0 }?.server?.received(query) }
}

private final class DatagramQueries: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>

    private let receiver: Receiver

    init(_ receiver: Receiver) { self.receiver = receiver }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let envelope = self.unwrapInboundIn(data)
        guard let message = try? DNSMessage(decoding: Array(envelope.data.readableBytesView)) else { return }
        let channel = context.channel
        let client = envelope.remoteAddress
        self.receiver.received(
            ScriptedServer.Query(
                message: message, transport: .udp, port: client.port ?? 0,
                send: { bytes in
                    let reply = AddressedEnvelope(remoteAddress: client, data: ByteBuffer(bytes: bytes))
                    channel.writeAndFlush(reply, promise: nil)
                }, hangUp: {}))
    }
}

private final class StreamQueries: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let receiver: Receiver
    private var received = ByteBuffer()

    init(_ receiver: Receiver) { self.receiver = receiver }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        self.received.writeImmutableBuffer(self.unwrapInboundIn(data))
        while let bytes = self.received.readLengthPrefixedSlice(as: UInt16.self) {
            guard let message = try? DNSMessage(decoding: Array(bytes.readableBytesView)) else { continue }
            let channel = context.channel
            self.receiver.received(
                ScriptedServer.Query(
                    message: message, transport: .tcp, port: channel.remoteAddress?.port ?? 0,
                    send: { bytes in
                        // In two parts, since nothing promises that a message comes as one.
                        let framed = [UInt8(bytes.count >> 8), UInt8(bytes.count & 0xFF)] + bytes
                        channel.writeAndFlush(ByteBuffer(bytes: framed.prefix(5)), promise: nil)
                        channel.writeAndFlush(ByteBuffer(bytes: framed.dropFirst(5)), promise: nil)
                    }, hangUp: { channel.close(promise: nil) }))
        }
    }
}

import GatehouseTelemetry
import Glibc
import NIOCore
import NIOPosix
import Testing

@testable import GatehouseProxy

/// A connection on one end of a pair of sockets, whose other end the test reads by hand.
private final class OutputPair: Sendable {
    let loop: any EventLoop
    let peer: CInt
    private let connection: NIOLoopBound<Connection>
    private let channel: any Channel

    /// - Parameter room: about how many bytes the connection's socket takes before someone reads.
    init(room: CInt) async throws {
        var ends: [CInt] = [-1, -1]
        try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
        var room = room
        setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &room, socklen_t(MemoryLayout<CInt>.size))
        // A test that fails is not to hang.
        var limit = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(ends[1], SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        self.loop = loop
        self.peer = ends[1]
        self.connection = try await loop.submit { () -> NIOLoopBound<Connection> in
            let writer = try AccessLogWriter(destination: .off)
            let worker = Worker(
                loop: loop, configuration: ProxyConfiguration(), registry: MetricsRegistry(),
                accessLog: AccessLogBuffer(writer: writer, format: .json), gate: ConnectionGate(limit: 1),
                sharedClusters: SharedClusters(), checksHealth: false, seed: (1, 2))
            return NIOLoopBound(Connection(worker: worker), eventLoop: loop)
        }.get()
        let bound = self.connection
        self.channel = try await ClientBootstrap(group: loop)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(bound.value) }
            }
            .withConnectedSocket(ends[0])
            .get()
    }

    /// Has the connection send these parts, as one turn of the loop does.
    func send(_ parts: [UInt8]...) async throws { try await self.send(parts) }

    /// Has the connection hand over to another one, and that one send these parts.
    func handOver(andSend parts: [UInt8]...) async throws {
        let bound = self.connection
        try await self.loop.submit {
            let successor = Connection(worker: bound.value.worker)
            try bound.value.handOver(to: successor)
            for part in parts { successor.send(ByteBuffer(bytes: part)) }
            successor.worker.flush()
        }.get()
    }

    /// Has the connection send these parts, as one turn of the loop does.
    func send(_ parts: [[UInt8]]) async throws {
        let bound = self.connection
        try await self.loop.submit {
            for part in parts { bound.value.send(ByteBuffer(bytes: part)) }
            bound.value.worker.flush()
        }.get()
    }

    /// Whether the connection has its channel.
    var isOpen: Bool {
        get async throws {
            let bound = self.connection
            return try await self.loop.submit { bound.value.isOpen }.get()
        }
    }

    /// Reads so many bytes; fewer when no more come.
    func read(_ count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var filled = 0
        while filled < count {
            let got = bytes.withUnsafeMutableBytes { bytes in
                bytes.baseAddress.map { Glibc.read(self.peer, $0 + filled, count - filled) } ?? -1
            }
            if got <= 0 { break }
            filled += got
        }
        return Array(bytes[..<filled])
    }

    /// Closes the other end; returns once the connection has noticed.
    func close() async throws {
        Glibc.close(self.peer)
        try await self.channel.closeFuture.get()
    }
}

@Suite("Output of connections")
struct ConnectionOutputTests {
    private static func part(_ number: UInt8, _ count: Int) -> [UInt8] { [UInt8](repeating: number, count: count) }

    @Test("what the socket takes at once arrives as it was sent", arguments: [1, 4096, 4097, 20_000])
    func whole(size: Int) async throws {
        let pair = try await OutputPair(room: 1 << 20)
        try await pair.send(Self.part(1, 10), Self.part(2, size), Self.part(3, 5), Self.part(4, size))
        let expected = Self.part(1, 10) + Self.part(2, size) + Self.part(3, 5) + Self.part(4, size)
        #expect(pair.read(expected.count) == expected)
        try await pair.close()
    }

    @Test("nothing overtakes what waits for the socket to take more", arguments: [20, 5000])
    func order(size: Int) async throws {
        let pair = try await OutputPair(room: 16_384)
        try await pair.send(Self.part(0, 200_000))
        var expected = Self.part(0, 200_000)
        var received: [UInt8] = []
        for number in 1...40 as ClosedRange<UInt8> {
            // Room for the next part, and not enough of it for the loop to be told.
            received += pair.read(3000)
            try await pair.send(Self.part(number, size), Self.part(number, 7))
            expected += Self.part(number, size + 7)
        }
        received += pair.read(expected.count - received.count)
        #expect(received.count == expected.count)
        // Spelling the difference of so many bytes out would take minutes.
        let isInOrder = received == expected
        #expect(isInOrder)

        // Once the queue is empty, the short way is open again.
        try await pair.send(Self.part(99, 3))
        #expect(pair.read(3) == Self.part(99, 3))
        try await pair.close()
    }

    @Test(
        "a turn with many parts arrives as it was sent, whether the socket takes it or not",
        arguments: [16_384, 4 << 20])
    func many(room: Int) async throws {
        let pair = try await OutputPair(room: CInt(room))
        let parts = (0..<300).map { Self.part(UInt8(truncatingIfNeeded: $0), $0 % 3 == 0 ? 9000 : $0 % 7 + 1) }
        try await pair.send(parts)
        let expected = parts.flatMap { $0 }
        let isSame = pair.read(expected.count) == expected
        #expect(isSame)
        try await pair.close()
    }

    @Test("what one connection has queued stays before what its successor sends", arguments: [20, 5000])
    func successor(size: Int) async throws {
        let pair = try await OutputPair(room: 16_384)
        try await pair.send(Self.part(1, 200_000), Self.part(2, 3))
        var received = pair.read(3000)
        try await pair.handOver(andSend: Self.part(3, size), Self.part(4, 7))
        received += pair.read(200_003 + size + 7 - 3000)
        let isInOrder = received == Self.part(1, 200_000) + Self.part(2, 3) + Self.part(3, size) + Self.part(4, 7)
        #expect(isInOrder)
        try await pair.close()
    }

    @Test("a socket that breaks while bytes wait for it is closed, and takes no more")
    func gone() async throws {
        let pair = try await OutputPair(room: 16_384)
        try await pair.send(Self.part(1, 200_000))
        #expect(pair.read(10) == Self.part(1, 10))
        try await pair.close()
        try await pair.send(Self.part(2, 10), Self.part(3, 10_000))
        #expect(try await !pair.isOpen)
    }
}

import NIOCore
import NIOPosix

/// One query on its way: a socket of its own, and a time by which the answer has to be there. Bound to its event loop.
///
/// A UDP socket is connected, and bound to no port before that: the kernel picks a random one (RFC 5452 section 9.2), lets
/// in nothing from other addresses, and says so when nobody listens.
final class QuerySocket {
    /// What became of a query. Nothing more comes after `close`.
    enum Event {
        /// Bytes that may be the answer.
        case received([UInt8], from: ServerAddress)
        /// It could not be sent, or the connection broke.
        case failed(reason: String)
        /// The time is over.
        case timedOut
    }

    /// More than any server sends to somebody who takes 1,232 bytes.
    private static let largestDatagram = 4096

    private let query: OutgoingQuery
    private let loop: any EventLoop
    private var report: ((Event) -> Void)?
    private var channel: (any Channel)?
    private var deadline: Scheduled<Void>?

    init(_ query: OutgoingQuery, on loop: any EventLoop, report: @escaping (Event) -> Void) {
        self.query = query
        self.loop = loop
        self.report = report
    }

    /// Sends the query, in a later turn of the loop, so that nothing is reported before this returns.
    func open(timeout: Duration) {
        self.loop.assumeIsolated().execute { self.connect(within: TimeAmount(timeout)) }
    }

    private func connect(within limit: TimeAmount) {
        guard self.report != nil else { return }
        self.deadline = self.loop.assumeIsolated().scheduleTask(in: limit) { [weak self] in self?.tell(.timedOut) }
        do {
            let address = try self.query.server.socketAddress()
            let connecting = self.query.transport == .udp ? self.openUDP(to: address) : self.openTCP(to: address, limit)
            connecting.assumeIsolated().whenComplete { self.opened($0) }
        } catch {
            self.tell(.failed(reason: "\(error)"))
        }
    }

    /// Gives the socket up.
    func close() {
        self.report = nil
        self.deadline?.cancel()
        self.deadline = nil
        self.channel?.close(promise: nil)
        self.channel = nil
    }

    private func openUDP(to address: SocketAddress) -> EventLoopFuture<any Channel> {
        let reader = NIOLoopBound(DatagramReader { [weak self] in self?.tell($0) }, eventLoop: self.loop)
        return DatagramBootstrap(group: self.loop)
            .channelOption(
                .recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: Self.largestDatagram)
            )
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(reader.value)
                }
            }
            .connect(to: address)
    }

    private func openTCP(to address: SocketAddress, _ limit: TimeAmount) -> EventLoopFuture<any Channel> {
        let server = self.query.server
        let reader = NIOLoopBound(
            StreamReader(server: server) { [weak self] in self?.tell($0) }, eventLoop: self.loop)
        return ClientBootstrap(group: self.loop)
            .connectTimeout(limit)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(reader.value)
                }
            }
            .connect(to: address)
    }

    private func opened(_ result: Result<any Channel, any Error>) {
        switch result {
        case .failure(let error): self.tell(.failed(reason: "\(error)"))
        case .success(let channel):
            guard self.report != nil else { return channel.close(promise: nil) }
            self.channel = channel
            var bytes = ByteBuffer()
            if self.query.transport == .tcp { bytes.writeInteger(UInt16(truncatingIfNeeded: self.query.bytes.count)) }
            bytes.writeBytes(self.query.bytes)
            channel.writeAndFlush(bytes).assumeIsolated().whenFailure { [weak self] error in
                self?.tell(.failed(reason: "\(error)"))
            }
        }
    }

    private func tell(_ event: Event) { self.report?(event) }
}

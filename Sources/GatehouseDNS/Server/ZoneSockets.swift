import NIOCore
import NIOPosix

/// The sockets of a server: one for datagrams, one that listens, and those of its connections. Bound to its event loop.
final class ZoneSockets {
    /// How long a socket for datagrams that cannot be opened again is left alone.
    private static let reopeningPause = TimeAmount.milliseconds(100)
    /// More than any query has; what is longer is cut off, and is then no message.
    private static let longestDatagram = 4096

    private let loop: any EventLoop
    private let served: ServedZone
    private let maximumConnections: Int
    private let idleTime: TimeAmount
    private var listener: (any Channel)?
    private(set) var datagrams: (any Channel)?
    private var connections: [ObjectIdentifier: any Channel] = [:]
    private var isShutDown = false

    init(loop: any EventLoop, served: ServedZone, maximumConnections: Int, idleTime: TimeAmount) {
        self.loop = loop
        self.served = served
        self.maximumConnections = maximumConnections
        self.idleTime = idleTime
    }

    /// Prepares a connection, or closes it when there are as many as may be.
    func accept(_ connection: any Channel) throws {
        guard !self.isShutDown, self.connections.count < self.maximumConnections else {
            self.served.count { $0.refusedConnections &+= 1 }
            return connection.close(promise: nil)
        }
        self.served.count { $0.connections &+= 1 }
        let id = ObjectIdentifier(connection)
        self.connections[id] = connection
        connection.closeFuture.assumeIsolated().whenComplete { [weak self] _ in
            _ = self?.connections.removeValue(forKey: id)
        }
        // A client may have sent all it wants to ask and still be waiting for answers.
        try connection.syncOptions?.setOption(.allowRemoteHalfClosure, value: true)
        try connection.pipeline.syncOperations.addHandler(StreamResponder(self.served, idleTime: self.idleTime))
    }

    /// Takes over the two sockets of an address; false when all is over already.
    func adopt(listener: any Channel, datagrams: any Channel, address: SocketAddress) -> Bool {
        guard !self.isShutDown else {
            listener.close(promise: nil)
            datagrams.close(promise: nil)
            return false
        }
        self.listener = listener
        self.keepOpen(datagrams, address)
        return true
    }

    /// Closes everything.
    ///
    /// - Returns: when it is closed.
    func shutdown() -> EventLoopFuture<Void> {
        self.isShutDown = true
        let channels = [self.listener, self.datagrams].compactMap { $0 } + Array(self.connections.values)
        for channel in channels { channel.close(promise: nil) }
        return EventLoopFuture.andAllComplete(channels.map(\.closeFuture), on: self.loop)
    }

    // MARK: Datagrams

    /// A socket for datagrams.
    static func openDatagrams(
        _ address: SocketAddress, on loop: any EventLoop, _ served: ServedZone
    ) -> EventLoopFuture<any Channel> {
        DatagramBootstrap(group: loop)
            .channelOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: Self.longestDatagram))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(DatagramResponder(served))
                }
            }
            .bind(to: address)
    }

    /// Opens the socket again when it is closed. A reply that the kernel refuses to send, to where no route leads for
    /// example, is an error of the whole socket for NIO, and any sender can name such an address as its own.
    private func keepOpen(_ datagrams: any Channel, _ address: SocketAddress) {
        self.datagrams = datagrams
        datagrams.closeFuture.assumeIsolated().whenComplete { [weak self] _ in self?.reopen(address) }
    }

    private func reopen(_ address: SocketAddress) {
        guard !self.isShutDown else { return }
        self.datagrams = nil
        Self.openDatagrams(address, on: self.loop, self.served).assumeIsolated().whenComplete { [weak self] result in
            switch (result, self) {
            case (.success(let channel), .some(let self)) where !self.isShutDown: self.keepOpen(channel, address)
            case (.success(let channel), _): channel.close(promise: nil)
            case (.failure, let self):
                self?.loop.assumeIsolated().scheduleTask(in: Self.reopeningPause) { [weak self] in
                    self?.reopen(address)
                }
            }
        }
    }
}

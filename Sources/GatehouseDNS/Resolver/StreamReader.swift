import NIOCore

/// Takes messages off a connection, each after its length in two bytes (RFC 1035 section 4.2.2).
final class StreamReader: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let server: ServerAddress
    private let report: (QuerySocket.Event) -> Void
    private var received = ByteBuffer()

    /// - Parameter server: who is at the other end.
    init(server: ServerAddress, report: @escaping (QuerySocket.Event) -> Void) {
        self.server = server
        self.report = report
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        self.received.writeImmutableBuffer(self.unwrapInboundIn(data))
        // Nothing is longer than its length can say, so that no more than one message is ever held.
        while let message = self.received.readLengthPrefixedSlice(as: UInt16.self) {
            self.report(.received(Array(message.readableBytesView), from: self.server))
        }
        self.received.discardReadBytes()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { self.report(.failed(reason: "\(error)")) }

    func channelInactive(context: ChannelHandlerContext) {
        self.report(.failed(reason: "the connection was closed"))
    }
}

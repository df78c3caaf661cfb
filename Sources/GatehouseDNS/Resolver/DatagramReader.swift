import NIOCore

/// Takes datagrams off a socket.
final class DatagramReader: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>

    private let report: (QuerySocket.Event) -> Void

    init(report: @escaping (QuerySocket.Event) -> Void) { self.report = report }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let envelope = self.unwrapInboundIn(data)
        guard let sender = ServerAddress(envelope.remoteAddress) else { return }
        self.report(.received(Array(envelope.data.readableBytesView), from: sender))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { self.report(.failed(reason: "\(error)")) }

    func channelInactive(context: ChannelHandlerContext) { self.report(.failed(reason: "the socket was closed")) }
}

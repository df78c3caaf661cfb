import NIOCore

/// Answers the queries that come to a UDP socket. Bound to its event loop.
final class DatagramResponder: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>
    typealias OutboundOut = AddressedEnvelope<ByteBuffer>

    private let served: ServedZone

    init(_ served: ServedZone) { self.served = served }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let envelope = self.unwrapInboundIn(data)
        let query = Array(envelope.data.readableBytesView)
        guard let reply = self.served.reply(to: query, isDatagram: true) else { return }
        // Whoever does not wait for an answer gets none: replies that the kernel does not take would pile up here, and it
        // has an error for those to port 0, which would close the socket.
        guard context.channel.isWritable, envelope.remoteAddress.port != 0 else {
            return self.served.count { $0.dropped &+= 1 }
        }
        let datagram = AddressedEnvelope(remoteAddress: envelope.remoteAddress, data: ByteBuffer(bytes: reply))
        context.write(self.wrapOutboundOut(datagram), promise: nil)
    }

    func channelReadComplete(context: ChannelHandlerContext) { context.flush() }
}

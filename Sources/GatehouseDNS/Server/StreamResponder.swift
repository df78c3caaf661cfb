import NIOCore

/// Answers the queries of one TCP connection in their order, each after its length in two bytes (RFC 7766). Bound to its
/// event loop.
///
/// It reads no further while the client does not take the replies, so that it holds at most one query, what one read
/// brought, and replies up to the channel's mark.
final class StreamResponder: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let served: ServedZone
    private let idleTime: TimeAmount
    private var received = ByteBuffer()
    /// When the last query was answered, or when the connection began.
    private var lastReply = NIODeadline.now()
    private var deadline: Scheduled<Void>?
    /// Whether queries are being answered, further up on the stack.
    private var isAnswering = false
    /// Whether a read waits for the client to take its replies.
    private var isReadHeld = false
    /// Whether the client sends nothing more.
    private var isInputClosed = false
    /// Whether nothing more is answered.
    private var hasEnded = false

    /// - Parameter idleTime: how long the connection may be without a query that is whole. A single byte now and then does
    ///   not keep it.
    init(_ served: ServedZone, idleTime: TimeAmount) {
        self.served = served
        self.idleTime = idleTime
    }

    func channelActive(context: ChannelHandlerContext) {
        self.lastReply = context.eventLoop.now
        self.watch(context.channel, for: self.idleTime)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.hasEnded = true
        self.received = ByteBuffer()
        self.deadline?.cancel()
        self.deadline = nil
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !self.hasEnded else { return }
        self.received.writeImmutableBuffer(self.unwrapInboundIn(data))
        self.answer(context)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        context.flush()
        context.fireChannelReadComplete()
    }

    func read(context: ChannelHandlerContext) {
        self.isReadHeld = !context.channel.isWritable && !self.hasEnded
        if !self.isReadHeld { context.read() }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        guard context.channel.isWritable, !self.isAnswering else { return }
        self.answer(context)
        context.flush()
        if self.isReadHeld { self.read(context: context) }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard case .some(.inputClosed) = event as? ChannelEvent else {
            return context.fireUserInboundEventTriggered(event)
        }
        self.isInputClosed = true
        self.answer(context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func answer(_ context: ChannelHandlerContext) {
        guard !self.isAnswering, !self.hasEnded else { return }
        self.isAnswering = true
        defer { self.isAnswering = false }
        while context.channel.isWritable {
            guard let query = self.received.readLengthPrefixedSlice(as: UInt16.self) else {
                // The rest of a query will not come any more.
                if self.isInputClosed { self.end(context) }
                break
            }
            guard let reply = self.served.reply(to: Array(query.readableBytesView), isDatagram: false) else {
                // That is no client. Over UDP it is passed over; here it would be held on to.
                self.end(context)
                break
            }
            self.lastReply = context.eventLoop.now
            var framed = context.channel.allocator.buffer(capacity: 2 + reply.count)
            framed.writeInteger(UInt16(truncatingIfNeeded: reply.count))
            framed.writeBytes(reply)
            context.write(self.wrapOutboundOut(framed), promise: nil)
        }
        self.received.discardReadBytes()
    }

    /// Sends what there is and then nothing more. What the client still sends is read and dropped until it closes, or until
    /// the time is over: a connection closed with bytes unread is reset, and replies on their way are lost with it.
    private func end(_ context: ChannelHandlerContext) {
        self.hasEnded = true
        self.received = ByteBuffer()
        context.flush()
        context.close(mode: .output, promise: nil)
    }

    private func watch(_ channel: any Channel, for time: TimeAmount) {
        self.deadline = channel.eventLoop.assumeIsolated().scheduleTask(in: time) { [weak self] in
            guard let self else { return }
            let rest = self.lastReply + self.idleTime - channel.eventLoop.now
            if rest > .zero { self.watch(channel, for: rest) } else { channel.close(promise: nil) }
        }
    }
}

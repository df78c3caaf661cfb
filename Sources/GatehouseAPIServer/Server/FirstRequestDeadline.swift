import NIOCore

/// Closes a connection whose client does not come to its first request: one that is slow with its handshake or a head, or
/// says nothing at all. The time from one request to the next is watched elsewhere.
///
/// It stands behind the decoder of requests, so that the first thing it reads is a head. Bound to its channel's event loop.
final class FirstRequestDeadline: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = NIOAny

    private let time: TimeAmount
    private var alarm: Scheduled<Void>?
    private var hasRequest = false

    init(_ time: TimeAmount) { self.time = time }

    func handlerAdded(context: ChannelHandlerContext) { if context.channel.isActive { self.arm(context) } }

    func handlerRemoved(context: ChannelHandlerContext) { self.disarm() }

    func channelActive(context: ChannelHandlerContext) {
        self.arm(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.disarm()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        self.hasRequest = true
        self.disarm()
        context.fireChannelRead(data)
    }

    private func arm(_ context: ChannelHandlerContext) {
        guard self.alarm == nil, !self.hasRequest else { return }
        let channel = context.channel
        self.alarm = context.eventLoop.scheduleTask(in: self.time) { channel.close(promise: nil) }
    }

    private func disarm() { self.alarm.take()?.cancel() }
}

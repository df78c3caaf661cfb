import GatehouseTelemetry
import NIOCore

/// Leaves a listening socket alone for a moment when accepting failed, for want of file descriptors above all.
///
/// The connection stays in the kernel's backlog, so that the socket would be readable again at once and the loop would do
/// nothing but try. Bound to its channel's event loop.
final class AcceptPauseHandler: ChannelInboundHandler {
    typealias InboundIn = Channel

    private static let pause = TimeAmount.milliseconds(100)

    private let metrics: MetricsShard
    private var resumption: Scheduled<Void>?

    /// A handler that counts failures in `metrics`.
    init(metrics: MetricsShard) { self.metrics = metrics }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        self.metrics.reject(.acceptFailed)
        guard self.resumption == nil, let options = context.channel.syncOptions else { return }
        try? options.setOption(.autoRead, value: false)
        self.resumption = context.eventLoop.assumeIsolated().scheduleTask(in: Self.pause) {
            self.resumption = nil
            try? options.setOption(.autoRead, value: true)
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.resumption?.cancel()
        self.resumption = nil
        context.fireChannelInactive()
    }
}

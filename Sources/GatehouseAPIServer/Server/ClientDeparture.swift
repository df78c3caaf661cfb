import NIOCore

/// Notices that a client has gone away while it is being answered: nobody reads a connection on which nothing is written,
/// so that a watch without news would stay for its whole time.
///
/// A client that has closed its side alone counts as gone for watches. Bound to its channel's event loop.
final class ClientDeparture: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = NIOAny

    private var isGone = false
    private var onDeparture: (@Sendable () -> Void)?

    /// Has `action` called when the client of a channel goes, at once if it is gone. Called again it takes the place of the
    /// action from before.
    static func notice(on channel: any Channel, _ action: @escaping @Sendable () -> Void) {
        channel.eventLoop.execute {
            guard let departure = try? channel.pipeline.syncOperations.handler(type: ClientDeparture.self),
                channel.isActive, !departure.isGone
            else { return action() }
            departure.onDeparture = action
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .some(.inputClosed) = event as? ChannelEvent { self.depart() }
        context.fireUserInboundEventTriggered(event)
    }

    func channelInactive(context: ChannelHandlerContext) {
        self.depart()
        context.fireChannelInactive()
    }

    private func depart() {
        self.isGone = true
        self.onDeparture.take()?()
    }
}

import NIOCore

/// Sets accepted connections up and has them registered, at the place in a listening socket's pipeline before the
/// bootstrap's own handler for this, which makes a chain of futures of it for every connection.
///
/// Bound to its channel's event loop; connections stay on it.
final class AcceptHandler: ChannelInboundHandler {
    typealias InboundIn = any Channel

    private let setUp: (any Channel) throws -> Void

    /// A handler that puts the connection's handlers into its pipeline by `setUp`; a connection for which that fails is
    /// closed.
    init(setUp: @escaping (any Channel) throws -> Void) { self.setUp = setUp }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let channel = self.unwrapInboundIn(data)
        do {
            try self.setUp(channel)
        } catch {
            channel.close(promise: nil)
            return context.fireErrorCaught(error)
        }
        // What the end of the pipeline does with an accepted connection: registers it with its loop.
        context.channel._channelCore.channelRead0(data)
    }
}

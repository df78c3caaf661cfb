import NIOCore

/// A wait for something in the received bytes.
struct Waiter {
    /// Tries to take the value; true when the wait is over, and then how many bytes it used.
    let attempt: (_ received: [UInt8], _ ended: Bool) -> Int?
    /// Ends the wait with an error.
    let fail: (RawConnectionError) -> Void

    init<Value: Sendable>(
        promise: EventLoopPromise<Value>,
        extract: @escaping @Sendable ([UInt8], Bool) throws -> (count: Int, value: Value)?
    ) {
        self.attempt = { received, ended in
            do {
                guard let (count, value) = try extract(received, ended) else { return nil }
                promise.succeed(value)
                return count
            } catch {
                promise.fail(error)
                return 0
            }
        }
        self.fail = { promise.fail($0) }
    }
}

/// Collects what a connection receives and wakes the one wait there may be. Bound to its channel's event loop.
final class InboundBytes: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private var received: [UInt8] = []
    private var end: ConnectionEnd?
    private var waiter: Waiter?
    private var context: ChannelHandlerContext?

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }
    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func wait(_ waiter: Waiter) {
        guard self.waiter == nil else { return waiter.fail(.busy) }
        self.waiter = waiter
        self.advance()
    }

    func expire() {
        self.waiter?.fail(.deadlinePassed(received: self.text))
        self.waiter = nil
    }

    func channelActive(context: ChannelHandlerContext) { self.advance() }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        self.received.append(contentsOf: Self.unwrapInboundIn(data).readableBytesView)
    }

    func channelReadComplete(context: ChannelHandlerContext) { self.advance() }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .some(.inputClosed) = event as? ChannelEvent { self.ended(.finished) }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        self.ended(.reset)
        context.close(promise: nil)
    }

    func channelInactive(context: ChannelHandlerContext) { self.ended(.finished) }

    private func ended(_ end: ConnectionEnd) {
        if self.end == nil { self.end = end }
        self.advance()
    }

    /// Gives the waiter a chance, and reads on if it wants more.
    private func advance() {
        guard let waiter = self.waiter else { return }
        if self.end != .reset, let count = waiter.attempt(self.received, self.end == .finished) {
            self.received.removeFirst(count)
            self.waiter = nil
            return
        }
        switch self.end {
        case .finished: waiter.fail(.ended(received: self.text))
        case .reset: waiter.fail(.reset(received: self.text))
        case nil: return self.readOn()
        }
        self.waiter = nil
    }

    /// Asks for more. A channel that is asked before it is active would remember the wish and never act on it.
    private func readOn() {
        if let context = self.context, context.channel.isActive { context.read() }
    }

    private var text: String {
        String(decoding: self.received.prefix(1024), as: UTF8.self)
    }
}

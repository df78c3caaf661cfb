import NIOCore

/// What downstream and upstream connections have in common: output that is gathered and flushed once per turn of the
/// event loop, reading that can be held back, and a deadline.
///
/// Bound to its channel's event loop. One handler per channel: bytes come in, bytes go out, nothing sits between it and
/// the socket.
class Connection: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// The worker that the connection belongs to.
    let worker: Worker
    /// Nil before the handler is in its pipeline and after the channel has gone.
    private(set) var context: ChannelHandlerContext?
    /// Where the connection is in the worker's list; negative when it is not.
    var listIndex = -1
    /// When `deadlinePassed` is to be called, to the accuracy of the worker's sweep.
    var deadline = NIODeadline.distantFuture
    /// Whether more output is welcome.
    private(set) var isWritable = true
    /// Whether the connection is on the worker's list of those to flush.
    var isDirty = false

    private var isReadPending = false
    /// What goes out.
    private var output: ConnectionOutput

    /// A connection of a worker.
    init(worker: Worker) {
        self.worker = worker
        self.output = ConnectionOutput(worker: worker)
    }

    /// Whether the channel is open.
    var isOpen: Bool { self.context != nil }

    // MARK: For subclasses

    /// Bytes arrived.
    func received(_ bytes: ByteBuffer) {}
    /// The other end will send no more, but may still read.
    func inputClosed() { self.close() }
    /// More output is welcome again.
    func becameWritable() {}
    /// The channel has gone.
    func closed() {}
    /// The channel, or a handler before this one, met an error; the channel is closed next.
    func failed(_ error: any Error) {}
    /// The deadline has passed.
    func deadlinePassed() { self.close() }
    /// Whether the next read is to wait.
    var holdsReads: Bool { false }
    /// The collected output is about to be handed to the socket: the last moment to add to it.
    func willFlush() {}
    /// An event of a handler before this one, the TLS handshake above all.
    func received(event: Any) {}
    /// Whether the connection is a client's.
    var isDownstream: Bool { false }

    // MARK: Output

    /// Calls `body` with the buffer that collects this turn's output.
    final func write(_ body: (inout ByteBuffer) -> Void) {
        guard self.isOpen else { return }
        self.output.collect(body)
        self.worker.markDirty(self)
    }

    /// Sends bytes. Few bytes are copied next to what is already collected, many are passed on as they are.
    final func send(_ bytes: ByteBuffer) {
        guard let context else { return }
        self.output.add(bytes, context)
        self.worker.markDirty(self)
    }

    /// Whether TLS is between this handler and the socket.
    final var isOverTLS: Bool {
        get { self.output.isOverTLS }
        set { self.output.isOverTLS = newValue }
    }

    /// Hands the collected output to the socket.
    final func flush() {
        self.willFlush()
        self.isDirty = false
        if let context { self.output.flush(context) }
    }

    /// Closes the channel at once; collected output is lost.
    final func close() {
        self.context?.close(promise: nil)
    }

    /// Flushes, and calls `body` when the socket has taken everything or the channel has gone.
    final func flush(then body: @escaping () -> Void) {
        guard let context else { return }
        self.willFlush()
        self.isDirty = false
        self.output.flush(context, then: body)
    }

    // MARK: Input

    /// Reads if a read was held back and need not be any more.
    final func updateReading() {
        guard self.isReadPending, !self.holdsReads else { return }
        self.isReadPending = false
        self.context?.read()
    }

    // MARK: Handing over

    /// Puts `successor` in this connection's place, for what is spoken from now on: with its channel, its place in the
    /// worker's list, and a read that is still held back. What has been collected is flushed first.
    final func handOver(to successor: Connection) throws {
        guard let context else { return }
        self.flush()
        let operations = context.pipeline.syncOperations
        try operations.addHandler(successor, position: .after(self))
        self.worker.replace(self, by: successor)
        self.context = nil
        // One of the two knows of TLS: the first one where the second has no client that told it.
        if successor.isOverTLS { self.output.isOverTLS = true }
        successor.output = self.output
        successor.isWritable = self.isWritable
        successor.isReadPending = self.isReadPending
        operations.removeHandler(self, promise: nil)
        successor.updateReading()
    }

    // MARK: ChannelDuplexHandler

    final func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    final func handlerRemoved(context: ChannelHandlerContext) {
        // A channel that a reset ends while its connect is being announced is taken apart without `channelInactive`.
        self.channelGone()
    }

    /// The channel has gone, by whichever of its two signs comes first.
    private func channelGone() {
        guard self.isOpen else { return }
        self.context = nil
        self.output.channelGone()
        self.worker.remove(self)
        self.closed()
        self.worker.flush()
    }

    final func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        self.received(self.unwrapInboundIn(data))
    }

    final func channelReadComplete(context: ChannelHandlerContext) {
        self.worker.flush()
        // The channel would ask for it next, through the whole pipeline.
        if self.isOpen, !self.holdsReads { context.read() }
    }

    final func read(context: ChannelHandlerContext) {
        if self.holdsReads { self.isReadPending = true } else { context.read() }
    }

    final func channelWritabilityChanged(context: ChannelHandlerContext) {
        self.isWritable = context.channel.isWritable
        if self.isWritable {
            self.becameWritable()
            self.worker.flush()
        }
    }

    final func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .some(.inputClosed) = event as? ChannelEvent {
            self.inputClosed()
        } else {
            self.received(event: event)
        }
        self.worker.flush()
    }

    final func channelInactive(context: ChannelHandlerContext) {
        self.channelGone()
    }

    final func errorCaught(context: ChannelHandlerContext, error: any Error) {
        self.failed(error)
        context.close(promise: nil)
    }
}

import NIOCore

/// What goes out on a channel: gathered in a turn of the event loop, and handed to the socket at its end.
///
/// There are two ways. The short one goes to the socket by one system call (``SocketOutput``); the other one through the
/// pipeline and the channel's queue, whose watermarks hold those back who produce too much. Over TLS it is always the other
/// one. So it is without TLS from where the socket did not take everything until its queue is known to be empty.
///
/// Belongs to the channel, and stays with it when one connection hands over to the next: what one has queued keeps its place
/// before what the next one sends. Bound to the channel's event loop.
final class ConnectionOutput {
    private let worker: Worker
    /// Small output that is collected, after `parts`.
    private var collected: ByteBuffer?
    /// What goes the short way at the next flush.
    private var parts: [ByteBuffer] = []
    private var partBytes = 0
    /// The short way; nil before the first output, and where there is none.
    private var socket: SocketOutput?
    private var hasLookedForSocket = false
    /// Whether the channel's queue has got bytes since it was last flushed.
    private var hasQueued = false
    /// Flushes of the channel's queue of which it is not known that the socket has taken everything.
    private var unsettledFlushes = 0

    /// Whether TLS is between the connection and the socket. Once it is, nothing may go past it any more.
    var isOverTLS = false {
        didSet { if self.isOverTLS { self.socket = nil } }
    }

    /// Output of a worker's connection that has not said anything yet.
    init(worker: Worker) { self.worker = worker }

    /// Calls `body` with the buffer that collects this turn's output.
    @inline(__always)
    func collect(_ body: (inout ByteBuffer) -> Void) {
        var buffer = self.collected.take() ?? self.worker.takeBuffer()
        body(&buffer)
        self.collected = buffer
    }

    /// Adds bytes. Few are copied next to what is collected already, many are passed on as they are.
    func add(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
        if bytes.readableBytes <= (self.isOverTLS ? Self.secureCopyLimit : Self.copyLimit) {
            return self.collect { $0.writeImmutableBuffer(bytes) }
        }
        guard let socket = self.openSocket(context) else {
            if let collected = self.collected.take() { self.queue(collected, context) }
            return self.queue(bytes, context)
        }
        if let collected = self.collected.take() { self.addPart(collected) }
        // Only when more comes: what belongs to the last part, such as the end of a chunk, goes with it.
        if self.partBytes >= Self.partLimit || self.parts.count >= Self.partCountLimit {
            self.sendParts(socket, context)
            if self.hasQueued { return self.queue(bytes, context) }
        }
        self.addPart(bytes)
    }

    /// Up to this size copying is cheaper than one more entry in a vectored write.
    private static let copyLimit = 4096
    /// The same over TLS, where each entry is a record.
    private static let secureCopyLimit = 32 * 1024
    /// What may be held until the next flush before more is added, which the channel's watermarks know nothing of; and in
    /// how many pieces. More than is read at a time would leave the processor's caches meanwhile.
    private static let partLimit = 64 * 1024
    private static let partCountLimit = 64

    /// Hands everything to the socket.
    func flush(_ context: ChannelHandlerContext) {
        if self.parts.isEmpty {
            guard let bytes = self.collected.take() else { return self.flushQueue(ByteBuffer(), context) }
            guard let socket = self.openSocket(context) else {
                self.flushQueue(bytes, context)
                return self.worker.giveBack(bytes)
            }
            let sent = socket.write(bytes)
            if sent < bytes.readableBytes {
                var rest = bytes
                rest.moveReaderIndex(forwardBy: sent)
                self.flushQueue(rest, context)
            }
            return self.worker.giveBack(bytes)
        }
        if let collected = self.collected.take() { self.addPart(collected) }
        // Nothing is queued as long as there are parts.
        if let socket { self.sendParts(socket, context) } else { self.queueParts(from: 0, context) }
        self.flushQueue(ByteBuffer(), context)
    }

    /// Hands everything to the socket, and calls `body` when it has taken it or the channel has gone.
    func flush(_ context: ChannelHandlerContext, then body: @escaping () -> Void) {
        if !self.parts.isEmpty { self.queueParts(from: 0, context) }
        self.hasQueued = false
        self.unsettledFlushes += 1
        let promise = context.eventLoop.makePromise(of: Void.self)
        let loop = context.eventLoop
        promise.futureResult.assumeIsolated().whenComplete { _ in
            self.unsettledFlushes -= 1
            // This may be in the middle of the socket's own flush, where the last words of TLS would be lost.
            if self.isOverTLS { loop.assumeIsolated().execute(body) } else { body() }
        }
        context.writeAndFlush(NIOAny(self.collected.take() ?? ByteBuffer()), promise: promise)
    }

    /// The channel has gone: its descriptor may be another one's.
    func channelGone() {
        self.socket = nil
        self.parts = []
        self.collected = nil
    }

    // MARK: The short way

    /// The short way, if it can be taken now.
    @inline(__always)
    private func openSocket(_ context: ChannelHandlerContext) -> SocketOutput? {
        if self.hasQueued || self.unsettledFlushes > 0 { return nil }
        if !self.hasLookedForSocket { self.lookForSocket(context) }
        return self.socket
    }

    private func lookForSocket(_ context: ChannelHandlerContext) {
        self.hasLookedForSocket = true
        if !self.isOverTLS { self.socket = SocketOutput(context.channel) }
    }

    private func addPart(_ bytes: ByteBuffer) {
        self.parts.append(bytes)
        self.partBytes += bytes.readableBytes
    }

    private func sendParts(_ socket: SocketOutput, _ context: ChannelHandlerContext) {
        self.queueParts(from: socket.write(self.parts), context)
    }

    // MARK: The channel's queue

    /// Queues the parts but for so many bytes of them.
    private func queueParts(from offset: Int, _ context: ChannelHandlerContext) {
        let parts = self.parts
        self.parts.removeAll(keepingCapacity: true)
        self.partBytes = 0
        var sent = offset
        for part in parts {
            let count = min(sent, part.readableBytes)
            sent -= count
            if count == part.readableBytes { continue }
            var rest = part
            rest.moveReaderIndex(forwardBy: count)
            self.queue(rest, context)
        }
    }

    private func queue(_ bytes: ByteBuffer, _ context: ChannelHandlerContext) {
        self.hasQueued = true
        context.write(NIOAny(bytes), promise: nil)
    }

    /// Flushes the channel's queue with these bytes at its end. Until the socket has taken them, nothing goes past it.
    private func flushQueue(_ last: ByteBuffer, _ context: ChannelHandlerContext) {
        let hadQueued = self.hasQueued
        self.hasQueued = false
        // Where there is no short way, nobody has to know.
        if self.hasLookedForSocket, self.socket == nil {
            return last.readableBytes > 0 ? context.writeAndFlush(NIOAny(last), promise: nil) : context.flush()
        }
        guard hadQueued || last.readableBytes > 0 else { return }
        self.unsettledFlushes += 1
        let promise = context.eventLoop.makePromise(of: Void.self)
        promise.futureResult.assumeIsolated().whenComplete { _ in self.unsettledFlushes -= 1 }
        context.writeAndFlush(NIOAny(last), promise: promise)
    }
}

import GatehouseHTTP
import NIOCore

/// One stream of an HTTP/2 connection (RFC 9113 section 5): what is on its way in either direction, and how much more may
/// be. Bound to its connection's event loop.
///
/// What is to be sent waits here until the connection flushes, so that the end of a message travels with its last bytes
/// and streams take turns.
class HTTP2Stream {
    let id: UInt32
    /// How much may be sent; may be negative after a change of settings (section 6.9.2).
    var sendWindow: Int
    /// How much the peer may still send.
    private(set) var receiveWindow: Int
    /// Whether this side has sent all of its message.
    private(set) var isLocalClosed = false
    /// Whether the other side has sent all of its message.
    private(set) var isRemoteClosed = false
    /// Whether the session has the stream on its list of those with something to send.
    var isScheduled = false
    /// Data of the peer that nobody has taken yet.
    private(set) var inbound = ByteBuffer()

    private let base: HTTP2Session
    private var pending = CircularBuffer<ByteBuffer>(initialCapacity: 2)
    private var pendingBytes = 0
    private var endsAfterPending = false
    private var trailers: HeaderBlock?
    private var consumed = 0
    /// What `content-length` leaves to come; nil where there was none.
    private var expected: UInt64?

    /// A stream that has just been opened.
    init(id: UInt32, session: HTTP2Session) {
        self.id = id
        self.base = session
        self.sendWindow = session.peer.initialWindowSize
        self.receiveWindow = HTTP2Session.streamWindow
    }

    // MARK: For subclasses

    /// There may be data to take, or the peer has ended its message.
    func advance() {}
    /// More output is welcome again.
    func becameWritable() {}
    /// The peer has ended the stream, or the connection has: nothing comes any more.
    func ended(by end: HTTP2StreamEnd) {}
    /// Whether all of the peer's message has come, and somebody still takes it. Neither a reset nor the connection's end
    /// takes that away (section 8.1).
    var isWhole: Bool { false }

    // MARK: Sending

    /// How much may wait to be sent before the source is asked to wait.
    private static let pendingLimit = 64 * 1024

    /// Whether more output is welcome.
    final var isWritable: Bool { self.pendingBytes < Self.pendingLimit && self.base.connection.isWritable }

    /// Whether there is something that could be sent now.
    final var hasOutput: Bool { self.pendingBytes > 0 || (self.endsAfterPending && !self.isLocalClosed) }

    /// Whether this side's message is whole: sent, or waiting for nothing but windows.
    final var isComplete: Bool { self.isLocalClosed || self.endsAfterPending }

    /// Adds data. Returns the bytes on the wire, near enough.
    final func write(body: ByteBuffer) -> Int {
        guard !self.isLocalClosed, body.readableBytes > 0 else { return 0 }
        self.pending.append(body)
        self.pendingBytes += body.readableBytes
        self.base.schedule(self)
        return body.readableBytes + HTTP2FrameReader.headLength
    }

    /// Ends the message. Returns the bytes on the wire, near enough.
    final func writeEnd(trailers: HeaderBlock?) -> Int {
        guard !self.isLocalClosed, !self.endsAfterPending else { return 0 }
        self.endsAfterPending = true
        if let trailers, !trailers.fields.isEmpty { self.trailers = trailers }
        self.base.schedule(self)
        return self.trailers?.bytes.count ?? 0
    }

    /// The message has ended with its head.
    final func localEnded() { self.isLocalClosed = true }

    /// Sends as much as both windows allow.
    final func flush() {
        while self.pendingBytes > 0 {
            let room = min(self.sendWindow, self.base.sendWindow, self.base.peer.maxFrameSize)
            guard room > 0 else { return }
            let count = min(room, self.pendingBytes)
            let endsStream = count == self.pendingBytes && self.endsAfterPending && self.trailers == nil
            self.base.writeDataHead(self, count: count, endsStream: endsStream)
            self.sendPending(count)
            if endsStream { self.isLocalClosed = true }
        }
        guard self.endsAfterPending, !self.isLocalClosed else { return }
        self.isLocalClosed = true
        if let trailers = self.trailers {
            self.base.writeTrailers(trailers, of: self)
        } else {
            self.base.writeDataHead(self, count: 0, endsStream: true)
        }
    }

    private func sendPending(_ count: Int) {
        self.sendWindow -= count
        self.base.dataSent(count)
        self.pendingBytes -= count
        var left = count
        while left > 0, var buffer = self.pending.popFirst() {
            if buffer.readableBytes > left, let slice = buffer.readSlice(length: left) {
                self.base.connection.send(slice)
                self.pending.prepend(buffer)
                return
            }
            left -= buffer.readableBytes
            self.base.connection.send(buffer)
        }
    }

    // MARK: Receiving

    /// The head of the peer's message has come.
    final func headReceived(body: BodyLength, endsStream: Bool) {
        if case .fixed(let length) = body { self.expected = length }
        if endsStream { self.isRemoteClosed = true }
    }

    /// Data of the peer has come; nil when it is acceptable.
    final func dataReceived(_ data: ByteBuffer, flowControlled: Int, endsStream: Bool) -> HTTP2ErrorCode? {
        self.receiveWindow -= flowControlled
        guard self.receiveWindow >= 0 else { return .flowControlError }
        if let expected {
            let count = UInt64(data.readableBytes)
            guard count <= expected, !endsStream || count == expected else { return .protocolError }
            self.expected = expected - count
        }
        if self.inbound.readableBytes == 0 {
            self.inbound = data
        } else {
            self.inbound.writeImmutableBuffer(data)
        }
        // Padding is nobody's data and takes up no room.
        self.take(flowControlled - data.readableBytes)
        if endsStream { self.isRemoteClosed = true }
        return nil
    }

    /// The peer ends its message by trailers; nil when it may.
    final func trailersReceived() -> HTTP2ErrorCode? {
        guard self.expected ?? 0 == 0 else { return .protocolError }
        self.isRemoteClosed = true
        return nil
    }

    /// Takes everything that has come; the peer may send as much anew.
    final func takeInbound() -> ByteBuffer? {
        guard self.inbound.readableBytes > 0 else { return nil }
        let data = self.inbound
        self.inbound = ByteBuffer()
        self.take(data.readableBytes)
        return data
    }

    /// Opens the windows for bytes that are done with, half a window at a time.
    private func take(_ count: Int) {
        guard count > 0 else { return }
        self.base.take(count)
        guard !self.isRemoteClosed else { return }
        self.consumed += count
        guard self.consumed >= HTTP2Session.streamWindow / 2 else { return }
        self.base.writeWindowUpdate(stream: self.id, increment: self.consumed)
        self.receiveWindow += self.consumed
        self.consumed = 0
    }

    /// The stream ends without more: what has not been taken counts as taken, for the connection's window, unless it is
    /// kept for those who take it later.
    final func discard(keepsInbound: Bool = false) {
        if !keepsInbound {
            self.base.take(self.inbound.readableBytes)
            self.inbound = ByteBuffer()
        }
        self.pending.removeAll()
        self.pendingBytes = 0
        self.isLocalClosed = true
        self.isRemoteClosed = true
    }
}

/// How a stream ended before its time.
enum HTTP2StreamEnd: Equatable {
    /// The peer reset it.
    case reset(HTTP2ErrorCode)
    /// The peer says that it has not looked at it and never will (GOAWAY).
    case refused
    /// The connection has gone.
    case connectionClosed
    /// The peer broke the protocol.
    case violation(HTTP2ErrorCode)
}

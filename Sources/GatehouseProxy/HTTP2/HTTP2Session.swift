import GatehouseHTTP
import NIOCore

/// HTTP/2 on a connection (RFC 9113): frames in, frames out, settings, windows. What a client does differently from a
/// server is in the two subclasses. Bound to its connection's event loop.
class HTTP2Session {
    let connection: Connection
    /// What the peer has said about itself.
    private(set) var peer = HTTP2Settings()
    /// How much may be sent on all streams together.
    private(set) var sendWindow = 65535
    var streams = HTTP2StreamTable()
    var decoder = HPACKDecoder()
    var encoder = HPACKEncoder()
    /// Whether the connection is on its way out: nothing that comes is looked at.
    private(set) var hasFailed = false

    private var reader = HTTP2FrameReader()
    private var inbound = ByteBuffer()
    private var receiveWindow = HTTP2Session.connectionWindow
    private var consumed = 0
    private var scheduled: [HTTP2Stream] = []
    private var floodGuard = HTTP2FloodGuard()
    /// A header block that comes in several frames.
    private var block: [UInt8] = []
    private var blockHead: (stream: UInt32, endsStream: Bool, dependency: UInt32?)?
    private var hasSettings = false
    private var isReading = false

    /// The window of every stream, and that of the connection: what one peer may make the gateway hold (semantics H8).
    static let streamWindow = 64 * 1024
    static let connectionWindow = 1 << 20

    /// A session on `connection`.
    init(connection: Connection) { self.connection = connection }

    // MARK: For subclasses

    /// A whole header block has come.
    func received(
        block: UnsafeRawBufferPointer, stream id: UInt32, endsStream: Bool, dependency: UInt32?
    ) {}
    /// Whether a stream of this identifier has never been opened.
    func isIdle(_ id: UInt32) -> Bool { true }
    /// Whether this side ended the stream, so that the peer may not know yet.
    func wasReset(_ id: UInt32) -> Bool { false }
    /// The peer takes no streams beyond this one.
    func goAwayReceived(lastStream: UInt32, code: HTTP2ErrorCode) {}
    /// The peer's settings have changed.
    func settingsReceived() {}
    /// An answer to a PING came; false when none was waited for.
    func pongReceived() -> Bool { false }
    /// A stream has been removed.
    func streamRemoved() {}
    /// The peer broke the protocol: the connection ends, with this code.
    func violated(_ code: HTTP2ErrorCode) {}
    /// The last stream that the peer opened and that was looked at.
    var lastPeerStream: UInt32 { 0 }

    /// What a head that comes may be.
    var limits: HeadLimits { self.connection.worker.configuration.limits.head }

    // MARK: Reading

    /// Bytes arrived.
    final func received(_ bytes: ByteBuffer) {
        guard !self.hasFailed else { return }
        if self.inbound.readableBytes == 0 {
            self.inbound = bytes
        } else {
            self.inbound = self.inbound.followed(by: bytes)
        }
        guard !self.isReading else { return }
        self.isReading = true
        while !self.hasFailed, self.readFrame() {}
        self.isReading = false
        if self.inbound.readableBytes == 0 || self.hasFailed { self.inbound = ByteBuffer() }
    }

    private func readFrame() -> Bool {
        switch self.inbound.withUnsafeReadableBytes({ self.reader.read($0) }) {
        case .incomplete: return false
        case .frame(let frame, let count):
            guard let bytes = self.inbound.readSlice(length: count) else { return false }
            if self.hasSettings { self.handle(frame, bytes) } else { self.handleFirst(frame, bytes) }
            return true
        case .refused(.connection(let code), _):
            self.fail(code)
            return false
        case .refused(.stream(let id, let code), let count):
            self.inbound.moveReaderIndex(forwardBy: count)
            self.refuse(id, code)
            return true
        }
    }

    /// The first frame has to be SETTINGS (section 3.4).
    private func handleFirst(_ frame: HTTP2Frame, _ bytes: ByteBuffer) {
        guard case .settings = frame else { return self.fail(.protocolError) }
        self.hasSettings = true
        self.handle(frame, bytes)
    }

    private func handle(_ frame: HTTP2Frame, _ bytes: ByteBuffer) {
        switch frame {
        case .data(let id, let payload, let flowControlled, let endsStream):
            self.data(id, bytes.slice(payload), flowControlled, endsStream)
        case .headers(let id, let fragment, let endsBlock, let endsStream, let dependency):
            self.headers(id, bytes.slice(fragment), endsBlock, endsStream, dependency)
        case .continuation(_, let fragment, let endsBlock):
            self.continuation(bytes.slice(fragment), endsBlock)
        case .priority(let id, let dependency):
            self.spend()
            if dependency == id { self.refuse(id, .protocolError) }
        case .reset(let id, let code): self.reset(id, code)
        case .settings(let payload): self.settings(bytes.slice(payload))
        case .settingsAcknowledged, .unknown: self.spend()
        case .pong: if !self.pongReceived() { self.spend() }
        case .ping(let payload):
            self.spend()
            self.write(.ping, flags: HTTP2FrameFlag.acknowledges, stream: 0, bytes.slice(payload))
        case .goAway(let lastStream, let code): self.goAwayReceived(lastStream: lastStream, code: code)
        case .windowUpdate(let id, let increment): self.windowUpdate(id, increment)
        case .pushPromise: self.fail(.protocolError)
        }
    }

    // MARK: Frames

    private func data(_ id: UInt32, _ data: ByteBuffer, _ flowControlled: Int, _ endsStream: Bool) {
        self.receiveWindow -= flowControlled
        guard self.receiveWindow >= 0 else { return self.fail(.flowControlError) }
        if data.readableBytes == 0, !endsStream { self.spend() }
        guard let stream = self.streams[id], !stream.isRemoteClosed else {
            self.take(flowControlled)
            return self.lateFrame(id)
        }
        if let code = stream.dataReceived(data, flowControlled: flowControlled, endsStream: endsStream) {
            return self.end(stream, .violation(code))
        }
        stream.advance()
    }

    private func headers(
        _ id: UInt32, _ fragment: ByteBuffer, _ endsBlock: Bool, _ endsStream: Bool, _ dependency: UInt32?
    ) {
        guard endsBlock else {
            self.blockHead = (id, endsStream, dependency)
            self.block.removeAll(keepingCapacity: true)
            return self.append(fragment)
        }
        fragment.withUnsafeReadableBytes {
            self.received(block: $0, stream: id, endsStream: endsStream, dependency: dependency)
        }
    }

    private func continuation(_ fragment: ByteBuffer, _ endsBlock: Bool) {
        guard let head = self.blockHead else { return self.fail(.protocolError) }
        if fragment.readableBytes == 0 { self.spend() }
        self.append(fragment)
        guard endsBlock, !self.hasFailed else { return }
        self.blockHead = nil
        let block = self.block
        block.withUnsafeBytes {
            self.received(block: $0, stream: head.stream, endsStream: head.endsStream, dependency: head.dependency)
        }
    }

    /// A block is held as long as it is smaller than what it may decode to, twice: beyond that nobody can mean well.
    private func append(_ fragment: ByteBuffer) {
        self.block.append(contentsOf: fragment.readableBytesView)
        if self.block.count > 2 * self.limits.bytes { self.fail(.enhanceYourCalm) }
    }

    private func reset(_ id: UInt32, _ code: HTTP2ErrorCode) {
        guard let stream = self.streams[id] else {
            if self.isIdle(id) { self.fail(.protocolError) } else { self.spend() }
            return
        }
        // Asking and taking it back at once is how rapid resets waste work.
        self.spend(10)
        let isWhole = stream.isWhole
        self.remove(stream, keepsInbound: isWhole)
        if !isWhole { stream.ended(by: .reset(code)) }
    }

    private func settings(_ payload: ByteBuffer) {
        self.spend()
        let before = self.peer.initialWindowSize
        let tableSize = self.peer.headerTableSize
        if let code = payload.withUnsafeReadableBytes({ self.peer.take($0) }) { return self.fail(code) }
        if self.peer.headerTableSize < tableSize { self.encoder.tableShrank() }
        let change = self.peer.initialWindowSize - before
        for stream in self.streams.streams where change != 0 {
            stream.sendWindow += change
            guard stream.sendWindow <= Int(Int32.max) else { return self.fail(.flowControlError) }
            if stream.hasOutput { self.schedule(stream) }
        }
        self.write(.settings, flags: HTTP2FrameFlag.acknowledges, stream: 0, ByteBuffer())
        self.settingsReceived()
    }

    private func windowUpdate(_ id: UInt32, _ increment: Int) {
        guard self.floodGuard.windowUpdated(now: .now()) else { return self.fail(.enhanceYourCalm) }
        if id == 0 {
            self.sendWindow += increment
            guard self.sendWindow <= Int(Int32.max) else { return self.fail(.flowControlError) }
            for stream in self.streams.streams where stream.hasOutput { self.schedule(stream) }
            return
        }
        guard let stream = self.streams[id] else {
            if self.isIdle(id) { self.fail(.protocolError) }
            return
        }
        stream.sendWindow += increment
        guard stream.sendWindow <= Int(Int32.max) else { return self.end(stream, .violation(.flowControlError)) }
        if stream.hasOutput { self.schedule(stream) }
    }

    /// A frame for a stream that does not take any.
    private func lateFrame(_ id: UInt32) {
        if self.isIdle(id) { return self.fail(.protocolError) }
        self.spend()
        guard !self.wasReset(id) else { return }
        if let stream = self.streams[id] {
            self.end(stream, .violation(.streamClosed))
        } else {
            self.writeReset(id, .streamClosed)
        }
    }

    /// A frame that one stream can't survive.
    private func refuse(_ id: UInt32, _ code: HTTP2ErrorCode) {
        if let stream = self.streams[id] {
            self.end(stream, .violation(code))
        } else {
            self.spend()
            self.writeReset(id, code)
        }
    }

    /// Something came that costs work and brings nothing; too much of it ends the connection.
    final func spend(_ cost: Int = 1) {
        if !self.floodGuard.spend(cost, now: .now()) { self.fail(.enhanceYourCalm) }
    }

    // MARK: Streams

    /// Ends a stream that the peer spoiled.
    final func end(_ stream: HTTP2Stream, _ end: HTTP2StreamEnd) {
        if case .violation(let code) = end {
            // Making this side take a stream back is as cheap for a peer as taking it back itself.
            self.spend(10)
            guard !self.hasFailed else { return }
            self.writeReset(stream.id, code)
        }
        self.remove(stream)
        stream.ended(by: end)
    }

    /// Takes a stream off the list.
    final func remove(_ stream: HTTP2Stream, keepsInbound: Bool = false) {
        guard self.streams.remove(stream.id) else { return }
        stream.discard(keepsInbound: keepsInbound)
        self.streamRemoved()
    }

    /// Puts a stream on the list of those that have something to send.
    final func schedule(_ stream: HTTP2Stream) {
        guard !stream.isScheduled else { return }
        stream.isScheduled = true
        self.scheduled.append(stream)
        self.connection.worker.markDirty(self.connection)
    }

    /// Sends what the streams have; before every flush.
    final func flushStreams() {
        var index = 0
        while index < self.scheduled.count {
            let stream = self.scheduled[index]
            index += 1
            stream.isScheduled = false
            guard !self.hasFailed else { continue }
            stream.flush()
            if stream.isWritable { stream.becameWritable() }
        }
        self.scheduled.removeAll(keepingCapacity: true)
    }

    /// The socket takes output again.
    final func becameWritable() {
        for stream in self.streams.streams where stream.isWritable { stream.becameWritable() }
    }

    // MARK: Windows

    /// Bytes of the peer are done with: it may send as many anew, half a window at a time.
    final func take(_ count: Int) {
        self.consumed += count
        guard self.consumed >= Self.connectionWindow / 2 else { return }
        self.writeWindowUpdate(stream: 0, increment: self.consumed)
        self.receiveWindow += self.consumed
        self.consumed = 0
    }

    /// Data was sent.
    final func dataSent(_ count: Int) {
        self.sendWindow -= count
        self.floodGuard.dataSent()
    }

    // MARK: The end

    /// The connection can't go on: says why, and closes once that is sent.
    final func fail(_ code: HTTP2ErrorCode) {
        guard !self.hasFailed else { return }
        self.hasFailed = true
        self.writeGoAway(lastStream: self.lastPeerStream, code)
        for stream in self.streams.removeAll() {
            stream.discard()
            stream.ended(by: .violation(code))
        }
        self.violated(code)
    }

    /// The connection has gone.
    final func connectionClosed() {
        self.hasFailed = true
        for stream in self.streams.removeAll() {
            let isWhole = stream.isWhole
            stream.discard(keepsInbound: isWhole)
            if !isWhole { stream.ended(by: .connectionClosed) }
        }
    }
}

extension ByteBuffer {
    /// The bytes of a range that counts from the first readable one.
    fileprivate func slice(_ range: Range<Int>) -> ByteBuffer {
        self.getSlice(at: self.readerIndex + range.lowerBound, length: range.count) ?? ByteBuffer()
    }
}

import GatehousePlan
import GatehouseHTTP
import NIOCore

/// The client's side of HTTP/2 (RFC 9113): requests to an upstream. Bound to its connection's event loop.
final class HTTP2ClientSession: HTTP2Session {
    let upstream: HTTP2UpstreamConnection
    private var nextStream: UInt32 = 1
    /// Streams whose exchange has ended and whose request may still be on its way.
    private var finished: [HTTP2ClientStream] = []
    /// Whether the upstream takes no further requests.
    private(set) var isLeaving = false
    private var scratch = HeaderBlock()

    /// A session on `upstream`.
    init(upstream: HTTP2UpstreamConnection) {
        self.upstream = upstream
        super.init(connection: upstream)
    }

    override var limits: HeadLimits { self.connection.worker.configuration.limits.responseHead }

    /// Says hello, and what this side accepts.
    func begin() {
        self.connection.write { $0.writeStaticString(HTTP2Preface.text) }
        self.write(settings: [
            (2, 0), (4, UInt32(Self.streamWindow)), (6, UInt32(clamping: self.limits.bytes)),
        ])
        self.writeWindowUpdate(stream: 0, increment: Self.connectionWindow - 65535)
    }

    /// How many more requests may be sent now.
    var room: Int {
        guard !self.isLeaving, !self.hasFailed, self.nextStream < UInt32(Int32.max) - 1 else { return 0 }
        // An upstream that has not said how many it takes is trusted with 100 (section 6.5.2).
        let limit = min(self.peer.maxConcurrentStreams ?? 100, self.upstream.cluster.plan.maxConcurrentStreams)
        return limit - self.streams.count
    }

    /// Opens a stream.
    func open(for exchange: Exchange) -> HTTP2ClientStream {
        let stream = HTTP2ClientStream(id: self.nextStream, session: self, exchange: exchange)
        self.nextStream += 2
        self.streams.append(stream)
        return stream
    }

    // MARK: HTTP2Session

    override func isIdle(_ id: UInt32) -> Bool { id >= self.nextStream || id % 2 == 0 }

    /// Every stream that has gone was either ended by this side or told to be.
    override func wasReset(_ id: UInt32) -> Bool { true }

    override func streamRemoved() { self.upstream.streamRemoved() }

    override func violated(_ code: HTTP2ErrorCode) { self.upstream.violated() }

    override func received(
        block: UnsafeRawBufferPointer, stream id: UInt32, endsStream: Bool, dependency: UInt32?
    ) {
        guard let stream = self.streams[id] as? HTTP2ClientStream else {
            if self.isIdle(id) { return self.fail(.protocolError) }
            _ = self.skip(block)
            return
        }
        if let end = stream.received(block: block, endsStream: endsStream), self.streams[id] === stream {
            self.end(stream, end)
        }
    }

    override func pongReceived() -> Bool { self.upstream.pongReceived() }

    override func goAwayReceived(lastStream: UInt32, code: HTTP2ErrorCode) {
        self.isLeaving = true
        for stream in self.streams.streams where stream.id > lastStream {
            self.remove(stream)
            stream.ended(by: .refused)
        }
        self.upstream.streamRemoved()
    }

    /// Decodes a block for the decoder's sake alone; false when the connection can't go on.
    func skip(_ block: UnsafeRawBufferPointer) -> Bool {
        let outcome = HTTP2TrailerDecoder.decode(block, with: &self.decoder, limits: self.limits, into: &self.scratch)
        if outcome == .undecodable { self.fail(.compressionError) }
        return outcome != .undecodable
    }

    // MARK: Exchanges

    /// A stream's exchange has ended before its request was sent to the end.
    func releaseWhenSent(_ stream: HTTP2ClientStream) {
        if stream.isLocalClosed { return self.remove(stream) }
        self.finished.append(stream)
        self.connection.worker.markDirty(self.connection)
    }

    /// Takes streams off the list whose requests have been sent; after every flush of the streams.
    func removeFinished() {
        guard !self.finished.isEmpty else { return }
        let waiting = self.finished.filter { !$0.isLocalClosed }
        for stream in self.finished where stream.isLocalClosed { self.remove(stream) }
        self.finished = waiting
    }

    /// Takes no further requests.
    func retire() { self.isLeaving = true }
}

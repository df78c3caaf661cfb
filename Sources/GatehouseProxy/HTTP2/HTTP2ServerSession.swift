import GatehouseRouting
import GatehouseTelemetry
import GatehouseHTTP
import NIOCore

/// The server's side of HTTP/2 (RFC 9113): requests are opened by the client. Bound to its connection's event loop.
final class HTTP2ServerSession: HTTP2Session {
    let downstream: HTTP2DownstreamConnection
    private var lastStream: UInt32 = 0
    /// Streams that the gateway ended, lately: the client may not know yet.
    private var resetStreams: [UInt32] = []
    /// Whether the client was told that no further streams are looked at.
    private var isDraining = false
    private var scratch = HeaderBlock()
    /// Streams whose exchange has ended and whose response may still be on its way.
    private var finished: [HTTP2ServerStream] = []

    /// The most requests at a time (semantics H8).
    static let maxConcurrentStreams = 100

    /// A session on `downstream`.
    init(downstream: HTTP2DownstreamConnection) {
        self.downstream = downstream
        super.init(connection: downstream)
    }

    /// Says what this side accepts.
    func begin() {
        self.write(settings: [
            (3, UInt32(Self.maxConcurrentStreams)), (4, UInt32(Self.streamWindow)),
            (6, UInt32(clamping: self.limits.bytes)),
        ])
        self.writeWindowUpdate(stream: 0, increment: Self.connectionWindow - 65535)
    }

    // MARK: HTTP2Session

    override var lastPeerStream: UInt32 { self.lastStream }

    override func isIdle(_ id: UInt32) -> Bool { id > self.lastStream || id % 2 == 0 }

    override func wasReset(_ id: UInt32) -> Bool { self.resetStreams.contains(id) }

    override func streamRemoved() { self.downstream.streamRemoved() }

    override func violated(_ code: HTTP2ErrorCode) { self.downstream.violated(code) }

    override func received(
        block: UnsafeRawBufferPointer, stream id: UInt32, endsStream: Bool, dependency: UInt32?
    ) {
        if let stream = self.streams[id] as? HTTP2ServerStream {
            self.receivedTrailers(block, stream, endsStream: endsStream)
        } else if id % 2 == 0 {
            self.fail(.protocolError)
        } else if id > self.lastStream {
            self.lastStream = id
            self.open(id, block, endsStream: endsStream, dependsOnItself: dependency == id)
        } else if self.wasReset(id) {
            self.skip(block)
        } else {
            self.fail(.streamClosed)
        }
    }

    private func open(_ id: UInt32, _ block: UnsafeRawBufferPointer, endsStream: Bool, dependsOnItself: Bool) {
        if dependsOnItself || self.isDraining || self.streams.count >= Self.maxConcurrentStreams {
            self.skip(block)
            self.spend()
            guard !self.hasFailed else { return }
            return self.reset(id, dependsOnItself ? .protocolError : .refusedStream)
        }
        let stream = HTTP2ServerStream(id: id, session: self)
        self.streams.append(stream)
        let exchange = stream.beginExchange()
        self.downstream.deadline = min(self.downstream.deadline, stream.deadline)
        exchange.record.wireBytesReceived = Int64(block.count + HTTP2FrameReader.headLength)
        let outcome = HTTP2RequestDecoder.decode(
            block, with: &self.decoder, limits: self.limits, endsStream: endsStream, into: &exchange.request,
            framing: &exchange.framing)
        switch outcome {
        case .complete: stream.headReceived(endsStream: endsStream)
        case .tooLarge: exchange.fail(.malformed(.headTooLarge))
        case .malformed(let malformation):
            self.spend(10)
            stream.resetCode = .protocolError
            exchange.refuse(malformation)
        case .undecodable: self.fail(.compressionError)
        }
    }

    private func receivedTrailers(_ block: UnsafeRawBufferPointer, _ stream: HTTP2ServerStream, endsStream: Bool) {
        let outcome = HTTP2TrailerDecoder.decode(block, with: &self.decoder, limits: self.limits, into: &self.scratch)
        if outcome == .undecodable { return self.fail(.compressionError) }
        if stream.isRemoteClosed { return self.end(stream, .violation(.streamClosed)) }
        guard outcome == .complete, endsStream else { return self.end(stream, .violation(.protocolError)) }
        if let code = stream.trailersReceived() { return self.end(stream, .violation(code)) }
        stream.received(trailers: self.scratch)
    }

    /// Decodes a block for the decoder's sake alone: every block changes what later ones mean.
    private func skip(_ block: UnsafeRawBufferPointer) {
        let outcome = HTTP2TrailerDecoder.decode(block, with: &self.decoder, limits: self.limits, into: &self.scratch)
        if outcome == .undecodable { self.fail(.compressionError) }
    }

    private func reset(_ id: UInt32, _ code: HTTP2ErrorCode) {
        self.writeReset(id, code)
        if self.resetStreams.count >= 32 { self.resetStreams.removeFirst() }
        self.resetStreams.append(id)
    }

    // MARK: Exchanges

    /// A stream's exchange has ended. One whose response is whole lives on until that has been sent.
    func exchangeEnded(_ stream: HTTP2ServerStream) {
        guard !self.hasFailed, self.streams[stream.id] === stream else { return }
        if stream.isComplete {
            self.finished.append(stream)
            self.connection.worker.markDirty(self.connection)
        } else {
            self.reset(stream.id, stream.resetCode)
            self.remove(stream)
        }
    }

    /// Takes streams off the list whose responses have been sent; after every flush of the streams. Whatever of their
    /// requests is still to come is of no use then (section 8.1).
    func removeFinished() {
        guard !self.finished.isEmpty else { return }
        var waiting = 0
        for stream in self.finished {
            guard stream.isLocalClosed else {
                self.finished[waiting] = stream
                waiting += 1
                continue
            }
            if !stream.isRemoteClosed, self.streams[stream.id] === stream { self.reset(stream.id, .noError) }
            self.remove(stream)
        }
        self.finished.removeSubrange(waiting...)
    }

    /// Ends streams that have been idle for too long.
    func expireStreams(_ now: NIODeadline) {
        for case let stream as HTTP2ServerStream in self.streams.streams where stream.deadline <= now {
            stream.expire()
        }
    }

    /// When the next stream will have been idle for too long; nil without streams.
    var earliestDeadline: NIODeadline? {
        self.streams.streams.lazy.compactMap { ($0 as? HTTP2ServerStream)?.deadline }.min()
    }

    // MARK: The end

    /// Tells the client to go elsewhere with new requests, but takes those that are on their way (section 6.8).
    func announceEnd() { self.writeGoAway(lastStream: UInt32(Int32.max), .noError) }

    /// Takes no new requests.
    func beginDraining() {
        guard !self.isDraining, !self.hasFailed else { return }
        self.isDraining = true
        self.writeGoAway(lastStream: self.lastStream, .noError)
    }
}

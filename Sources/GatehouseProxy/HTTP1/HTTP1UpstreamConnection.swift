import GatehouseTelemetry
import GatehousePlan
import GatehouseHTTP
import NIOCore

/// A connection to an endpoint that speaks HTTP/1.1: idle in its endpoint's pool, or carrying one exchange. Bound to its
/// channel's event loop.
final class HTTP1UpstreamConnection: UpstreamConnection {
    /// Whether the connection is in its endpoint's pool.
    var isIdle = false {
        didSet { if self.isIdle { self.hasBeenIdle = true } }
    }
    /// Whether the connection has ever waited in the pool, where its other end may have closed it unseen.
    private(set) var hasBeenIdle = false
    /// Exchanges carried so far, this one included.
    private(set) var uses = 0

    private var exchange: Exchange?
    private var inbound = ByteBuffer()
    private var scanner = HeadScanner()
    private var decoder: BodyDecoder?
    private var writesChunks = false
    /// Whether the channel has gone while bytes that it brought still wait for the client to take them.
    private var hasClosed = false

    /// Carries `exchange` from now on.
    func lease(to exchange: Exchange) {
        self.exchange = exchange
        self.uses += 1
        self.scanner = HeadScanner()
        self.decoder = nil
        self.deadline = .distantFuture
    }

    /// The exchange has ended with this connection; `isReusable` when both messages have ended cleanly.
    func release(isReusable: Bool) {
        self.exchange = nil
        let limit = self.cluster.plan.maxRequestsPerConnection
        guard isReusable, self.isOpen, self.inbound.readableBytes == 0, limit == 0 || self.uses < limit,
            !self.isExpired
        else { return self.close() }
        self.deadline = self.idleDeadline
        self.endpoint.keep(self)
        self.updateReading()
    }

    /// Gives the connection to a relay, with what has been read already.
    func becomeRelay() throws -> (RelayUpstream, ByteBuffer) {
        let answered = self.inbound
        self.inbound = ByteBuffer()
        self.exchange = nil
        let successor = RelayUpstream(
            worker: self.worker, cluster: self.cluster, endpoint: self.endpoint, serverName: self.serverName,
            place: nil)
        successor.adopt(self)
        try self.handOver(to: successor)
        return (successor, answered)
    }

    // MARK: Writing requests

    /// Writes the head of a request; one whose length is not known goes in chunks. One that may have a body and has none
    /// says so (RFC 9110 section 8.6): some servers answer 411 otherwise.
    func write(head: RequestHead, body: BodyLength) {
        self.writesChunks = body == .chunked
        let framing: HeadWriter.Framing =
            switch body {
            case .chunked: .chunked
            case .none where head.mayHaveBody && !head.headers.contains(.contentLength): .length(0)
            default: .stated
            }
        self.write { HeadWriter.write(head, framing, into: &$0) }
    }

    /// Writes a part of a body.
    func write(body: ByteBuffer) {
        guard self.writesChunks else { return self.send(body) }
        self.write { HeadWriter.writeChunkSize(body.readableBytes, into: &$0) }
        self.send(body)
        self.write { $0.writeStaticString("\r\n") }
    }

    /// Writes the end of a request.
    func writeEnd(trailers: HeaderBlock?) {
        if self.writesChunks { self.write { HeadWriter.writeLastChunk(trailers: trailers, into: &$0) } }
    }

    // MARK: Connection

    override var holdsReads: Bool { self.exchange.map { !$0.acceptsResponseBytes } ?? false }

    override func received(_ bytes: ByteBuffer) {
        guard self.exchange != nil else {
            // An idle upstream has nothing to say; whatever it is, it belongs to no request.
            return self.close()
        }
        if self.inbound.readableBytes == 0 {
            self.inbound = bytes
        } else {
            self.inbound.writeImmutableBuffer(bytes)
        }
        self.advance()
    }

    override func becameWritable() { self.exchange?.upstreamBecameWritable() }

    override func closed() {
        super.closed()
        if self.isIdle {
            self.endpoint.forget(self)
        } else if self.exchange != nil {
            self.hasClosed = true
            self.finishIfClosed()
        }
    }

    /// The end of the connection counts once everything before it has been passed on.
    private func finishIfClosed() {
        guard self.hasClosed, let exchange, exchange.acceptsResponseBytes || self.inbound.readableBytes == 0 else {
            return
        }
        let end: ResponseEnd =
            switch self.decoder?.connectionEnded() {
            case .some(let isWhole): isWhole ? .whole : .partial
            case .none: self.inbound.readableBytes == 0 ? .none : .partial
            }
        self.exchange = nil
        exchange.upstreamClosed(end)
    }

    // MARK: Reading responses

    private func advance() {
        while let exchange = self.exchange, exchange.acceptsResponseBytes {
            let goesOn = self.decoder == nil ? self.readHead(exchange) : self.relayBody(exchange)
            if !goesOn { break }
        }
        if self.inbound.readableBytes == 0 { self.inbound = ByteBuffer() }
    }

    /// Goes on with what was held back.
    func resume() {
        // The end of a body needs no further bytes: it may be all that was held back.
        if self.inbound.readableBytes > 0 || self.decoder?.isEnded == true { self.advance() }
        self.finishIfClosed()
        self.updateReading()
    }

    private func readHead(_ exchange: Exchange) -> Bool {
        let limits = self.worker.configuration.limits.responseHead
        let outcome = self.inbound.withUnsafeReadableBytes { self.scanner.scan($0, limit: limits.bytes) }
        switch outcome {
        case .incomplete:
            // Who speaks something else need not ever send what ends a head.
            let canBegin = self.inbound.withUnsafeReadableBytes { HTTP1ResponseParser.canBegin(with: $0) }
            if !canBegin { exchange.fail(.upstreamProtocolError) }
            return false
        case .refused:
            exchange.fail(.upstreamProtocolError)
            return false
        case .complete(let count):
            let isHeadRequest = exchange.isHeadRequest
            let refusal = self.inbound.withUnsafeReadableBytes { bytes in
                HTTP1ResponseParser.parse(
                    UnsafeRawBufferPointer(rebasing: bytes[..<count]), isHeadRequest: isHeadRequest, limits: limits,
                    into: &exchange.response, framing: &exchange.responseFraming)
            }
            self.inbound.moveReaderIndex(forwardBy: count)
            self.scanner = HeadScanner()
            if refusal != nil {
                exchange.fail(.upstreamProtocolError)
                return false
            }
            if exchange.response.status >= 200 {
                self.decoder = BodyDecoder(exchange.responseFraming.body, limits: limits, isResponse: true)
            }
            exchange.responseHeadReceived()
            return true
        }
    }

    private func relayBody(_ exchange: Exchange) -> Bool {
        guard var decoder = self.decoder else { return false }
        let step = self.inbound.withUnsafeReadableBytes { decoder.next($0) }
        self.decoder = decoder
        switch step {
        case .data(let count):
            if let slice = self.inbound.readSlice(length: count) { exchange.responseBodyReceived(slice) }
            return true
        case .skip(let count):
            self.inbound.moveReaderIndex(forwardBy: count)
            return true
        case .trailers(let count):
            let section = self.inbound.readSlice(length: count) ?? ByteBuffer()
            exchange.responseTrailersReceived(section)
            return true
        case .ended:
            exchange.responseEnded(isReusable: exchange.responseFraming.keepsAlive)
            return false
        case .incomplete:
            return false
        case .refused:
            exchange.fail(.upstreamProtocolError)
            return false
        }
    }
}

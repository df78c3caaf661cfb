import GatehouseTelemetry
import GatehouseHTTP
import NIOCore

/// A stream that a client opened: one request and its response. Bound to its connection's event loop.
final class HTTP2ServerStream: HTTP2Stream {
    let session: HTTP2ServerSession
    /// When the exchange has been idle for too long.
    var deadline = NIODeadline.distantFuture
    /// What the client is told when its exchange ends without a whole response.
    var resetCode = HTTP2ErrorCode.internalError
    private var exchange: Exchange?
    private var isAdvancing = false
    /// Whether the exchange has been told that the request is complete.
    private var hasEndedRequest = false

    /// A stream that has just been opened.
    init(id: UInt32, session: HTTP2ServerSession) {
        self.session = session
        super.init(id: id, session: session)
    }

    /// Begins an exchange for the request that opens the stream.
    func beginExchange() -> Exchange {
        let exchange = self.session.connection.worker.takeExchange()
        self.exchange = exchange
        self.deadline = .coarseNow + self.session.downstream.limits.streamIdleTimeout
        exchange.begin(.http2(self))
        return exchange
    }

    /// The request's head has been read into the exchange.
    func headReceived(endsStream: Bool) {
        guard let exchange else { return }
        self.headReceived(body: exchange.framing.body, endsStream: endsStream)
        self.hasEndedRequest = endsStream
        exchange.headReceived()
    }

    /// Whether the request has been read to its end.
    var hasWholeRequest: Bool { self.hasEndedRequest }

    // MARK: HTTP2Stream

    /// Gives the exchange what has come, as long as it takes it.
    override func advance() {
        guard !self.isAdvancing else { return }
        self.isAdvancing = true
        defer { self.isAdvancing = false }
        while let exchange = self.exchange, exchange.acceptsRequestBody, let data = self.takeInbound() {
            exchange.record.wireBytesReceived &+= Int64(data.readableBytes + HTTP2FrameReader.headLength)
            exchange.requestBodyReceived(data)
        }
        guard let exchange = self.exchange, self.isRemoteClosed, self.inbound.readableBytes == 0,
            !self.hasEndedRequest, exchange.acceptsRequestBody
        else { return }
        self.hasEndedRequest = true
        exchange.requestEnded(trailers: self.requestTrailers)
    }

    private var requestTrailers: HeaderBlock?

    /// The client ends its request by trailers.
    func received(trailers: HeaderBlock) {
        self.requestTrailers = trailers
        self.advance()
    }

    override func becameWritable() { self.exchange?.downstreamBecameWritable() }

    override func ended(by end: HTTP2StreamEnd) {
        guard let exchange = self.exchange else { return }
        switch end {
        case .reset, .refused, .connectionClosed: exchange.downstreamClosed()
        case .violation: exchange.downstreamBrokeOff()
        }
    }

    /// Nothing has moved for too long.
    func expire() {
        self.deadline = .distantFuture
        if let exchange = self.exchange {
            exchange.fail(.streamIdle)
        } else {
            // The response is whole, and the client does not take it.
            self.session.end(self, .violation(.cancel))
        }
    }

    // MARK: The exchange

    /// Writes the head of a response. Returns the bytes on the wire.
    func write(head: ResponseHead, endsStream: Bool) -> Int {
        guard !self.isLocalClosed else { return 0 }
        self.session.encoder.begin()
        self.session.encoder.appendStatus(head.status)
        self.session.encoder.append(head.headers)
        return self.session.writeBlock(of: self, endsStream: endsStream)
    }

    /// The exchange has ended; what it wrote may still be on its way.
    func exchangeEnded() {
        self.exchange = nil
        self.deadline = .coarseNow + self.session.downstream.limits.streamIdleTimeout
        self.session.exchangeEnded(self)
    }
}

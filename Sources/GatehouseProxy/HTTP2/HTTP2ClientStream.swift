import GatehouseHTTP
import NIOCore

/// A stream that the gateway opened: one request to an upstream and its response. Bound to its connection's event loop.
final class HTTP2ClientStream: HTTP2Stream {
    let session: HTTP2ClientSession
    private var exchange: Exchange?
    private var isAdvancing = false
    private var hasHead = false
    private var isBodyless = false

    /// A stream for `exchange`.
    init(id: UInt32, session: HTTP2ClientSession, exchange: Exchange) {
        self.session = session
        self.exchange = exchange
        super.init(id: id, session: session)
    }

    /// Writes the head of a request.
    func write(head: RequestHead, endsStream: Bool) {
        self.session.encoder.begin()
        self.session.encoder.appendTarget(of: head, isSecure: self.session.upstream.isSecure)
        self.session.encoder.append(head.headers)
        self.session.writeBlock(of: self, endsStream: endsStream)
    }

    /// A header block has come: the response's head, an interim one, or its trailers; nil when it may.
    func received(block: UnsafeRawBufferPointer, endsStream: Bool) -> HTTP2StreamEnd? {
        guard let exchange, !self.isRemoteClosed else {
            return self.session.skip(block) ? .violation(.streamClosed) : nil
        }
        if self.hasHead { return self.received(trailers: block, endsStream: endsStream, exchange) }
        let outcome = HTTP2ResponseDecoder.decode(
            block, with: &self.session.decoder, limits: self.session.limits, endsStream: endsStream,
            isHeadRequest: exchange.isHeadRequest, into: &exchange.response, framing: &exchange.responseFraming)
        switch outcome {
        case .undecodable:
            self.session.fail(.compressionError)
            return nil
        case .malformed, .tooLarge: return .violation(.protocolError)
        case .complete: break
        }
        if exchange.response.status < 200 {
            guard !endsStream else { return .violation(.protocolError) }
        } else {
            self.hasHead = true
            self.isBodyless = exchange.responseFraming.body == .none
            self.headReceived(body: exchange.responseFraming.body, endsStream: endsStream)
        }
        exchange.responseHeadReceived()
        self.advance()
        return nil
    }

    private func received(
        trailers block: UnsafeRawBufferPointer, endsStream: Bool, _ exchange: Exchange
    ) -> HTTP2StreamEnd? {
        var trailers = HeaderBlock()
        switch HTTP2TrailerDecoder.decode(
            block, with: &self.session.decoder, limits: self.session.limits, into: &trailers)
        {
        case .undecodable:
            self.session.fail(.compressionError)
            return nil
        case .malformed, .tooLarge: return .violation(.protocolError)
        case .complete: break
        }
        guard endsStream else { return .violation(.protocolError) }
        if let code = self.trailersReceived() { return .violation(code) }
        exchange.responseTrailersReceived(trailers)
        self.advance()
        return nil
    }

    // MARK: HTTP2Stream

    /// Gives the exchange what has come of the response, as long as the client takes it.
    override func advance() {
        guard !self.isAdvancing else { return }
        self.isAdvancing = true
        defer { self.isAdvancing = false }
        while let exchange = self.exchange, self.hasHead, exchange.acceptsResponseBytes, let data = self.takeInbound() {
            if self.isBodyless { return self.session.end(self, .violation(.protocolError)) }
            exchange.responseBodyReceived(data)
        }
        guard let exchange = self.exchange, self.hasHead, self.isRemoteClosed, self.inbound.readableBytes == 0,
            exchange.acceptsResponseBytes
        else { return }
        exchange.responseEnded(isReusable: true)
    }

    override func becameWritable() { self.exchange?.upstreamBecameWritable() }

    override var isWhole: Bool { self.exchange != nil && self.hasHead && self.isRemoteClosed }

    override func ended(by end: HTTP2StreamEnd) {
        guard let exchange = self.exchange else { return }
        self.exchange = nil
        switch end {
        case .reset(.refusedStream), .refused: exchange.fail(.upstreamReset(isRefused: true))
        case .reset: exchange.fail(.upstreamReset(isRefused: false))
        case .connectionClosed: exchange.upstreamClosed(.none)
        case .violation: exchange.fail(.upstreamProtocolError)
        }
    }

    // MARK: The exchange

    /// The exchange has ended. A stream that has not is of no use to anybody.
    func release() {
        self.exchange = nil
        guard self.session.streams[self.id] === self else { return }
        if !self.isRemoteClosed || !self.isComplete {
            self.session.writeReset(self.id, .cancel)
            self.session.remove(self)
        } else {
            self.session.releaseWhenSent(self)
        }
    }
}

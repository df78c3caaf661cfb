import GatehouseTelemetry
import GatehousePlan
import GatehouseHTTP
import GatehouseRouting
import NIOCore

/// Respond: the upstream's response to the client, part by part, as fast as it takes it.
extension Exchange {
    /// A response's head has been parsed into `response`.
    func responseHeadReceived() {
        let status = self.response.status
        if status < 200 { return self.interimResponseReceived(status) }
        self.tryTimeout?.cancel()
        self.tryTimeout = nil
        let grpcStatus = status == 200 && self.isGRPC ? self.grpcStatus : nil
        switch self.retry.responded(
            status: status, grpcStatus: grpcStatus, isReplayable: self.progress.isReplayable)
        {
        case .now, .afterBackOff:
            let hasBody = self.responseFraming.body != .none && self.responseFraming.body != .fixed(0)
            self.releaseUpstream(isReusable: !hasBody && self.responseFraming.keepsAlive)
            self.progress.tryFailed()
            self.tryLater()
        case .exhausted:
            self.record.flags.insert(.upstreamRetryLimitExceeded)
            self.respond()
        case .giveUp:
            self.respond()
        }
    }

    /// 100, 102 and 103 are relayed; 101 would be the answer to an upgrade that was never asked for.
    private func interimResponseReceived(_ status: Int) {
        guard status != 101 else { return self.fail(.upstreamProtocolError) }
        self.dropHopByHop()
        // Interim responses have no body (RFC 9110 section 8.6), and no client should have to wonder.
        self.response.headers.removeAll(.contentLength)
        let response = self.response
        self.downstream?.write { HeadWriter.write(response, isChunked: false, closes: false, into: &$0) }
    }

    private func respond() {
        guard let downstream else { return }
        self.progress.responded()
        let serviceTime = max(0, (NIODeadline.now() - self.forwardedAt).nanoseconds / 1_000_000)
        self.record.status = self.response.status
        self.record.details = .viaUpstream
        self.record.upstreamServiceTimeMilliseconds = Int(serviceTime)

        self.dropHopByHop()
        if self.response.status == 204 { self.response.headers.removeAll(.contentLength) }
        self.response.headers.set(name: Self.serviceTimeName, value: self.decimal(serviceTime))
        self.setServerAndDate()
        if let origin = self.corsOrigin {
            self.route?.cors?.apply(to: &self.response, request: self.request, origin: origin)
        }
        self.route?.applyResponse(
            to: &self.response, destination: self.destination, request: self.request, facts: downstream.requestFacts)

        let closes = !self.keepsDownstream
        if closes { self.framing.keepsAlive = false }
        let response = self.response
        let isChunked = self.isResponseChunked
        self.send { HeadWriter.write(response, isChunked: isChunked, closes: closes, into: &$0) }
    }

    /// Writes to the client and counts what goes over the wire.
    func send(_ body: (inout ByteBuffer) -> Void) {
        self.downstream?.write { buffer in
            let before = buffer.writerIndex
            body(&buffer)
            self.record.wireBytesSent &+= Int64(buffer.writerIndex - before)
        }
    }

    private static let serviceTimeName = Array("x-envoy-upstream-service-time".utf8)
    private static let smallNumbers: [[UInt8]] = (0..<64).map { Array(String($0).utf8) }

    private func decimal(_ number: Int64) -> [UInt8] {
        number < 64 ? Self.smallNumbers[Int(number)] : Array(String(number).utf8)
    }

    /// Whether the response goes to the client in chunks: when its length is not known.
    private var isResponseChunked: Bool {
        switch self.responseFraming.body {
        case .chunked, .untilClose: true
        case .none, .fixed: false
        }
    }

    /// Whether the client's connection can carry another request after this one.
    private var keepsDownstream: Bool {
        self.framing.keepsAlive && self.progress.hasWholeRequest && self.downstream?.isLeaving == false
    }

    /// `Connection` and what it names end at each hop (RFC 9110 section 7.6.1).
    private func dropHopByHop() {
        var kept = 0
        for index in self.response.headers.fields.indices {
            let field = self.response.headers.fields[index]
            switch field.id {
            case .connection, .keepAlive, .proxyConnection, .transferEncoding, .upgrade, .te: continue
            default:
                if kept != index { self.response.headers.fields[kept] = field }
                kept += 1
            }
        }
        self.response.headers.fields.removeSubrange(kept...)
    }

    /// `server` is the gateway's own, `date` only where it is missing (semantics H6).
    func setServerAndDate() {
        self.response.headers.set(.server, value: self.response.headers.store("istio-envoy"))
        if !self.response.headers.contains(.date) {
            let date = self.worker.date.value(at: self.record.startTime)
            self.response.headers.append(.date, value: self.response.headers.store(date))
        }
    }

    /// A part of the response's body has arrived.
    func responseBodyReceived(_ bytes: ByteBuffer) {
        guard let downstream else { return }
        self.record.bytesSent &+= Int64(bytes.readableBytes)
        self.record.wireBytesSent &+= Int64(bytes.readableBytes)
        if self.isResponseChunked {
            self.send { HeadWriter.writeChunkSize(bytes.readableBytes, into: &$0) }
            downstream.send(bytes)
            self.send { $0.writeStaticString("\r\n") }
        } else {
            downstream.send(bytes)
        }
        self.touch()
    }

    /// The trailers that end a chunked response.
    func responseTrailersReceived(_ section: ByteBuffer) {
        guard section.readableBytes > 2 else { return }
        guard let trailers = self.parseTrailers(section) else { return self.fail(.upstreamProtocolError) }
        self.trailers = trailers
    }

    /// The response is complete.
    func responseEnded(isReusable: Bool) {
        if self.isResponseChunked {
            let trailers = self.trailers
            self.send { HeadWriter.writeLastChunk(trailers: trailers, into: &$0) }
        }
        // As the head said: whoever was not told that the connection closes may be sending the next request already.
        let keepsAlive = self.framing.keepsAlive && self.progress.hasWholeRequest
        self.releaseUpstream(isReusable: isReusable && self.progress.hasWholeRequest)
        self.end(keepsAlive: keepsAlive)
    }

    /// The upstream's connection has gone. A response that ends with its connection ends here.
    func upstreamClosed(isLegalEnd: Bool) {
        self.upstream = nil
        if isLegalEnd, self.progress.hasResponded {
            self.responseEnded(isReusable: false)
        } else {
            self.fail(.upstreamClosed)
        }
    }
}

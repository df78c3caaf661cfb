import GatehouseTelemetry
import GatehouseUpstream
import GatehousePlan
import GatehouseHTTP
import GatehouseRouting
import NIOCore

/// Respond: the upstream's response to the client, part by part, as fast as it takes it.
extension Exchange {
    /// A response's head has been parsed into `response`.
    func responseHeadReceived() {
        let status = self.response.status
        if self.isMirror { return self.mirrorResponseReceived(status) }
        if status < 200 { return self.interimResponseReceived(status) }
        self.cancel(.attempt)
        let grpcStatus = status == 200 && self.isGRPC ? self.grpcStatus : nil
        if self.cluster?.plan.outlierDetection != nil {
            self.note(.answered(status: grpcStatus.map { GRPCStatus.httpStatus(for: $0) } ?? status))
        }
        switch self.retry.responded(
            status: status, grpcStatus: grpcStatus, isReplayable: self.progress.isReplayable)
        {
        case .now, .afterBackOff:
            guard self.tryLater() else { return self.respond() }
            let hasBody = self.responseFraming.body != .none && self.responseFraming.body != .fixed(0)
            self.releaseUpstream(
                isReusable: !hasBody && self.responseFraming.keepsAlive && self.progress.hasWholeRequest)
            self.progress.tryFailed()
        case .exhausted:
            self.record.flags.insert(.upstreamRetryLimitExceeded)
            self.respond()
        case .giveUp:
            self.respond()
        }
    }

    /// 100, 102 and 103 are relayed; 101 is the answer to an upgrade, and to nothing else.
    private func interimResponseReceived(_ status: Int) {
        if status == 101 {
            let isExpected = self.framing.wantsWebSocket && self.responseFraming.wantsWebSocket
            guard isExpected else { return self.fail(.upstreamProtocolError) }
            if self.cluster?.plan.outlierDetection != nil { self.note(.answered(status: status)) }
            return self.tunnel()
        }
        self.dropHopByHop()
        // Interim responses have no body (RFC 9110 section 8.6), and no client should have to wonder.
        self.response.headers.removeAll(.contentLength)
        self.downstream?.write(interim: self.response)
    }

    private func respond() {
        guard let downstream else { return }
        self.progress.responded()
        self.replay.clear()
        let serviceTime = max(0, (NIODeadline.now() - self.forwardedAt).nanoseconds / 1_000_000)
        self.record.status = self.response.status
        self.record.details = .viaUpstream
        self.record.upstreamServiceTimeMilliseconds = Int(serviceTime)

        self.dropHopByHop()
        self.grpcWeb?.translate(&self.response, &self.responseFraming)
        if self.response.status == 204 { self.response.headers.removeAll(.contentLength) }
        self.response.headers.set(name: Self.serviceTimeName, value: self.decimal(serviceTime))
        if let hashCookie { self.response.headers.append(name: Self.setCookie, value: hashCookie) }
        self.route?.applyResponse(
            to: &self.response, destination: self.destination, request: self.request, facts: self.facts)
        self.applyCORS()
        self.setServerAndDate()

        let closes = !self.keepsDownstream
        if closes { self.framing.keepsAlive = false }
        self.record.wireBytesSent &+= Int64(
            downstream.write(head: self.response, body: self.responseFraming.body, closes: closes))
    }

    private static let setCookie = Array("set-cookie".utf8)
    static let serviceTimeName = Array("x-envoy-upstream-service-time".utf8)
    private static let smallNumbers: [[UInt8]] = (0..<64).map { Array(String($0).utf8) }

    func decimal(_ number: Int64) -> [UInt8] {
        number < 64 ? Self.smallNumbers[Int(number)] : Array(String(number).utf8)
    }

    /// Whether the client's connection can carry another request after this one.
    private var keepsDownstream: Bool {
        self.framing.keepsAlive && self.progress.hasWholeRequest && self.downstream?.connection.isLeaving == false
    }

    /// `Connection` and what it names end at each hop (RFC 9110 section 7.6.1).
    func dropHopByHop() {
        var kept = 0
        var named: [ByteRange] = []
        for index in self.response.headers.fields.indices {
            let field = self.response.headers.fields[index]
            switch field.id {
            case .connection:
                if self.response.headers.namesFields(inConnection: field.value) { named.append(field.value) }
            case .keepAlive, .proxyConnection, .transferEncoding, .upgrade, .te: continue
            default:
                if kept != index { self.response.headers.fields[kept] = field }
                kept += 1
            }
        }
        self.response.headers.fields.removeSubrange(kept...)
        if !named.isEmpty { self.response.headers.removeNamed(inConnection: named) }
    }

    /// What the route's CORS policy says to an origin that it allows. As in Envoy after the route's own operations, which
    /// take away what the upstream said of the kind.
    func applyCORS() {
        guard let origin = self.corsOrigin else { return }
        self.route?.cors?.apply(to: &self.response, request: self.request, origin: origin)
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
        guard let downstream else {
            self.probe?.bodyReceived(bytes)
            return
        }
        self.record.bytesSent &+= Int64(bytes.readableBytes)
        let bytes = self.grpcWeb?.response(bytes) ?? bytes
        self.record.wireBytesSent &+= Int64(downstream.write(body: bytes))
        self.touch()
    }

    /// The trailers that end a response.
    func responseTrailersReceived(_ trailers: HeaderBlock) { self.trailers = trailers }

    /// The trailers that end a chunked response, as they came.
    func responseTrailersReceived(_ section: ByteBuffer) {
        guard section.readableBytes > 2 else { return }
        let limits = self.worker.configuration.limits.responseHead
        guard let trailers = self.parseTrailers(section, limits: limits) else {
            return self.fail(.upstreamProtocolError)
        }
        self.trailers = trailers
    }

    /// The response is complete.
    func responseEnded(isReusable: Bool) {
        if self.isMirror {
            let (probe, grpcStatus) = (self.probe, self.probe == nil ? nil : self.grpcStatus)
            // A probe's connection of HTTP/1.1 is its own.
            self.releaseUpstream(isReusable: isReusable && self.progress.hasWholeRequest && probe == nil)
            self.endMirror()
            probe?.ended(grpcStatus: grpcStatus)
            return
        }
        if let downstream {
            var trailers = self.trailers
            if let last = self.grpcWeb?.end(trailers) {
                self.record.wireBytesSent &+= Int64(downstream.write(body: last))
                trailers = nil
            }
            self.record.wireBytesSent &+= Int64(downstream.writeEnd(trailers: trailers))
        }
        // As the head said: whoever was not told that the connection closes may be sending the next request already.
        let keepsAlive = self.framing.keepsAlive && self.progress.hasWholeRequest
        self.releaseUpstream(isReusable: isReusable && self.progress.hasWholeRequest)
        self.end(keepsAlive: keepsAlive)
    }

    /// The upstream's connection has gone. A response that ends with its connection ends here.
    func upstreamClosed(_ end: ResponseEnd) {
        self.upstream = nil
        switch end {
        case .whole where self.progress.hasResponded: self.responseEnded(isReusable: false)
        case .whole, .none: self.fail(.upstreamClosed)
        case .partial: self.fail(.upstreamProtocolError)
        }
    }
}

/// What there was of a response when its connection went.
enum ResponseEnd {
    /// Nothing, or nothing that its protocol could tell from nothing.
    case none
    /// A part: the end breaks the rules of the protocol, as Envoy sees it.
    case partial
    /// All of it: it had no other end.
    case whole
}

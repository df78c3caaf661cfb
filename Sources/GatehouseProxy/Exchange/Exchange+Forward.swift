import GatehouseTelemetry
import GatehouseRouting
import GatehousePlan
import GatehouseHTTP
import NIOCore

/// Forward: the request to the upstream, body by body part, as fast as it takes it.
extension Exchange {
    /// Sends the head, and whatever of the body is there.
    func forward(on link: UpstreamLink) {
        self.upstream = link
        self.record.upstreamLocalAddress = link.connection.localAddress
        self.setAttemptCount()
        link.write(head: self.request, body: self.framing.body)
        self.progress.headForwarded(onReusedConnection: link.hasBeenIdle)
        self.forwardedAt = .now()
        self.startTryTimeout()
        if !self.progress.hasWholeRequest { self.downstream?.advance() }
    }

    private func setAttemptCount() {
        // The usual case is one field appended to a head that has none.
        if self.retry.tries <= 1 {
            self.request.headers.append(name: Self.attemptCount, value: CollectionOfOne(UInt8(ascii: "1")))
        } else {
            self.request.headers.set(name: Self.attemptCount, value: String(self.retry.tries).utf8)
        }
    }

    private static let attemptCount = Array("x-envoy-attempt-count".utf8)

    private func startTryTimeout() {
        guard let limit = self.route?.retry?.perTryTimeout, limit > .zero else { return }
        if let whole = self.route?.timeout, limit >= whole { return }
        self.tryTimeout = self.schedule(in: TimeAmount(limit)) { exchange in
            exchange.tryTimeout = nil
            exchange.tryFailed(.perTryTimedOut)
        }
    }

    /// A part of the request's body has arrived.
    func requestBodyReceived(_ bytes: ByteBuffer) {
        guard let upstream else { return }
        self.record.bytesReceived &+= Int64(bytes.readableBytes)
        self.progress.bodyForwarded()
        if self.grpcWeb == nil {
            upstream.write(body: bytes)
        } else if let translated = self.grpcWeb?.request(bytes) {
            upstream.write(body: translated)
        } else {
            return self.fail(.malformedGRPCWeb)
        }
        self.touch()
    }

    /// The request is complete; a chunked one with these trailers, as they came.
    func requestEnded(trailerSection: ByteBuffer?) {
        var trailers: HeaderBlock?
        if let trailerSection {
            guard let parsed = self.parseTrailers(trailerSection) else {
                self.progress.requestEnded()
                return self.fail(.malformed(.malformedTrailer))
            }
            trailers = parsed
        }
        self.requestEnded(trailers: trailers)
    }

    /// The request is complete.
    func requestEnded(trailers: HeaderBlock?) {
        self.progress.requestEnded()
        if let grpcWeb, !grpcWeb.isRequestComplete { return self.fail(.malformedGRPCWeb) }
        if self.framing.body == .chunked { self.progress.bodyForwarded() }
        self.upstream?.writeEnd(trailers: trailers)
        self.startTimeout()
    }
}

import GatehouseTelemetry
import GatehouseUpstream
import GatehouseRouting
import GatehousePlan
import GatehouseHTTP
import NIOCore

/// Forward: the request to the upstream, body by body part, as fast as it takes it.
extension Exchange {
    /// Sends the head, and whatever of the body is there.
    func forward(on link: UpstreamLink) {
        self.upstream = link
        self.admissions.pending = nil
        if self.cluster?.plan.outlierDetection?.splitsLocalOrigin == true { self.note(.connected) }
        self.record.upstreamLocalAddress = link.connection.localAddress
        if self.retry.tries > 1 {
            self.request.headers.set(name: Self.attemptCount, value: String(self.retry.tries).utf8)
        }
        link.write(head: self.request, body: self.framing.body)
        self.progress.headForwarded(onReusedConnection: link.hasBeenIdle)
        self.forwardedAt = .now()
        self.startTryTimeout()
        if self.isMirror { return self.flushMirror() }
        if self.retry.tries > 1 { self.replayBody(on: link) }
        if !self.progress.hasWholeRequest { self.downstream?.advance() }
    }

    /// Sends again what earlier tries have sent of the body.
    private func replayBody(on link: UpstreamLink) {
        self.replay.forEach { link.write(body: $0) }
        if self.progress.hasWholeRequest, self.framing.body != .none { link.writeEnd(trailers: self.replay.trailers) }
    }

    static let attemptCount = Array("x-envoy-attempt-count".utf8)

    private func startTryTimeout() {
        guard let limit = self.route?.retry?.perTryTimeout, limit > .zero else { return }
        if let whole = self.route?.timeout, limit >= whole { return }
        self.set(.attempt, in: TimeAmount(limit))
    }

    /// A part of the request's body has arrived.
    func requestBodyReceived(_ bytes: ByteBuffer) {
        guard let upstream else { return }
        self.record.bytesReceived &+= Int64(bytes.readableBytes)
        if let limit = self.route?.plan.policy.maxRequestBytes, self.record.bytesReceived > limit {
            return self.fail(.bodyTooLarge)
        }
        var bytes = bytes
        if self.grpcWeb != nil {
            guard let translated = self.grpcWeb?.request(bytes) else { return self.fail(.malformedGRPCWeb) }
            bytes = translated
        }
        if !self.progress.hasResponded { self.keep(bytes) }
        if !self.mirrors.isEmpty { self.mirrorBody(bytes) }
        upstream.write(body: bytes)
        self.touch()
    }

    /// Keeps a part of the body for a retry, where there may be one.
    private func keep(_ bytes: ByteBuffer) {
        guard self.progress.isReplayable else { return }
        if !self.retry.mayRetry || !self.replay.append(bytes) { self.progress.bodyLost() }
    }

    /// The request is complete; a chunked one with these trailers, as they came.
    func requestEnded(trailerSection: ByteBuffer?) {
        var trailers: HeaderBlock?
        if let trailerSection {
            guard let parsed = self.parseTrailers(trailerSection, limits: self.worker.configuration.limits.head) else {
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
        self.cancel(.request)
        if let grpcWeb, !grpcWeb.isRequestComplete { return self.fail(.malformedGRPCWeb) }
        self.replay.trailers = trailers
        if !self.mirrors.isEmpty { self.mirrorEnd(trailers: trailers) }
        self.upstream?.writeEnd(trailers: trailers)
        self.startTimeout()
    }
}

import GatehouseTelemetry
import GatehouseHTTP
import GatehousePlan
import GatehouseRouting
import NIOCore

/// Local replies: the only place that makes a response which is not an upstream's.
extension Exchange {
    /// Something went wrong: tries again, answers, or breaks off, whatever is still possible.
    func fail(_ failure: RequestFailure) {
        guard !self.progress.hasEnded else { return }
        if self.isMirror { return self.mirrorFailed() }
        if self.progress.hasResponded { return self.breakOff(failure) }
        if failure.reset != nil, self.progress.holdsEndpoint { return self.tryFailed(failure) }
        if failure == .responseTimedOut, self.progress.holdsEndpoint { self.note(failure) }
        self.reply(to: failure)
    }

    /// Too late for a reply: the client learns from a broken connection that the response is not whole.
    private func breakOff(_ failure: RequestFailure) {
        self.record.flags.insert(failure.flags)
        self.record.details = failure.details(afterResponseHead: true)
        self.end(keepsAlive: false)
    }

    /// The client broke the rules of HTTP/2 on a stream that is no more: there is nobody to answer.
    func downstreamBrokeOff() {
        guard !self.progress.hasEnded else { return }
        self.record.flags.insert(.downstreamProtocolError)
        self.record.details = .text(Array("http2.protocol_error".utf8))
        self.end(keepsAlive: false)
    }

    /// The client's message is none.
    func refuse(_ malformation: HTTP2Malformation) {
        guard !self.progress.hasEnded else { return }
        self.worker.metrics.reject(.malformedHTTP2)
        self.record.flags.insert(.downstreamProtocolError)
        self.record.details = .text(Array(malformation.details.description.utf8))
        self.end(keepsAlive: false)
    }

    /// Answers with the failure's status and words.
    func reply(to failure: RequestFailure) {
        self.record.flags.insert(failure.flags)
        self.record.details = failure.details(afterResponseHead: false)
        self.record.upstreamTransportFailureReason = failure.transportReason.map { Array($0.utf8) }
        if case .malformed(let refusal) = failure { self.worker.metrics.reject(refusal) }
        if let rejection = failure.rejection { self.worker.metrics.reject(rejection) }
        if case .downstreamClosed = failure { return self.end(keepsAlive: false) }

        let body = Array(failure.body(wasRetried: self.retry.hasRetried).utf8)
        self.response.removeAll()
        self.response.status = failure.status
        self.applyRouteToReply()
        if self.isGRPC, !failure.closesDownstream {
            self.writeGRPCReply(status: GRPCStatus.code(forHTTP: failure.status), message: body)
        } else {
            self.writeReply(body: body, contentType: body.isEmpty ? nil : "text/plain", failure: failure)
        }
    }

    /// A redirect (semantics A1, T6).
    func replyRedirect(status: Int, location: [UInt8]) {
        self.record.details = .directResponse
        self.response.removeAll()
        self.response.status = status
        self.response.headers.append(name: Self.location, value: location)
        self.applyRouteToReply()
        self.writeRouteReply(body: [])
    }

    private static let location = Array("location".utf8)
    private static let overloaded = Array("x-envoy-overloaded".utf8)
    private static let retryAfter = Array("retry-after".utf8)

    /// A fixed response (semantics A2).
    func replyDirectly(_ action: DirectResponseAction) {
        self.record.details = .directResponse
        self.response.removeAll()
        self.response.status = action.status
        self.applyRouteToReply()
        self.writeRouteReply(body: action.body ?? [])
    }

    /// Writes a route's own answer. As in Envoy a gRPC client gets even a redirect in gRPC's terms.
    private func writeRouteReply(body: [UInt8]) {
        if self.isGRPC {
            self.writeGRPCReply(status: GRPCStatus.code(forHTTP: self.response.status), message: body)
        } else {
            self.writeReply(body: body, contentType: body.isEmpty ? nil : "text/plain", failure: nil)
        }
    }

    /// The answer to a CORS preflight (semantics A14).
    func replyPreflight(_ cors: CompiledCORS, origin: ByteRange?) {
        self.record.details = .text(Array("cors_response".utf8))
        self.response.removeAll()
        cors.writePreflight(to: &self.response, request: self.request, origin: origin)
        self.writeReply(body: [], contentType: nil, failure: nil)
    }

    /// An injected gRPC status; other requests get its HTTP counterpart (semantics A12).
    func replyGRPCAbort(status: Int) {
        self.record.flags.insert(.faultInjected)
        self.record.details = .faultAbort
        self.response.removeAll()
        self.response.status = self.isGRPC ? 200 : CompiledFault.Abort.grpcStatus(status).httpStatus
        self.applyRouteToReply()
        if self.isGRPC {
            self.writeGRPCReply(status: status, message: Array("fault filter abort".utf8))
        } else {
            self.writeReply(body: Array("fault filter abort".utf8), contentType: "text/plain", failure: nil)
        }
    }

    /// The route's own operations and CORS policy hold for what the gateway answers in its place as well (semantics A15);
    /// to a body without a type one is given after that.
    private func applyRouteToReply() {
        self.route?.applyResponse(
            to: &self.response, destination: self.destination, request: self.request, facts: self.facts)
        self.applyCORS()
    }

    /// Trailers-only: HTTP 200, the status in the head.
    private func writeGRPCReply(status: Int, message: [UInt8]) {
        self.response.status = 200
        self.response.headers.set(.contentType, value: self.response.headers.store("application/grpc"))
        self.response.headers.append(name: Array("grpc-status".utf8), value: String(status).utf8)
        if !message.isEmpty {
            self.response.headers.append(name: Array("grpc-message".utf8), value: GRPCStatus.encode(message: message))
        }
        var framing = MessageFraming()
        self.grpcWeb?.translate(&self.response, &framing)
        self.writeReply(body: [], contentType: nil, failure: nil)
    }

    /// Completes the head in `response`, writes it with the body, and ends the exchange.
    private func writeReply(body: [UInt8], contentType: StaticString?, failure: RequestFailure?) {
        guard let downstream else { return self.end(keepsAlive: false) }
        // The rest of the request may be there already; then the connection need not close.
        if failure?.closesDownstream != true {
            downstream.discardBufferedBody()
            if downstream.hasWholeRequest { self.progress.requestEnded() }
        }
        let keepsAlive =
            failure?.closesDownstream != true && self.framing.keepsAlive && self.progress.hasWholeRequest
            && !downstream.connection.isLeaving
        if self.response.status != 204, self.response.status != 304 {
            self.response.headers.set(.contentLength, value: self.response.headers.store(String(body.count).utf8))
        }
        if failure == .overflow { self.response.headers.append(name: Self.overloaded, value: "true".utf8) }
        if case .rateLimited(let seconds) = failure {
            self.response.headers.append(name: Self.retryAfter, value: String(seconds).utf8)
        }
        if let contentType, !self.response.headers.contains(.contentType) {
            self.response.headers.append(.contentType, value: self.response.headers.store(contentType))
        }
        self.setServerAndDate()
        self.record.status = self.response.status
        let isBodyless = self.isHeadRequest || self.response.status == 204 || self.response.status == 304
        self.record.bytesSent = isBodyless ? 0 : Int64(body.count)
        let hasBody = !isBodyless && !body.isEmpty
        var count = downstream.write(
            head: self.response, body: hasBody ? .fixed(UInt64(body.count)) : .none, closes: !keepsAlive)
        if hasBody { count += downstream.write(body: ByteBuffer(bytes: body)) + downstream.writeEnd(trailers: nil) }
        self.record.wireBytesSent &+= Int64(count)
        self.end(keepsAlive: keepsAlive)
    }
}

import GatehousePlan
import GatehouseHTTP
import GatehouseRouting
import GatehouseTLS
import GatehouseTelemetry
import GatehouseWire
import NIOCore

/// A client's connection before it is known what is spoken on it: reads a PROXY header where one may come, and on a TLS
/// listener the client's hello, then gives way. Bound to its channel's event loop.
final class OpeningConnection: DownstreamConnection {
    private enum Phase {
        /// A PROXY header may come first.
        case proxyHeader
        /// The client's hello is to come.
        case hello
        /// TLS is being agreed on, for this chain.
        case handshake(CompiledTLSChain, ServerTLSContext)
        /// Something else has taken over, or the connection is being closed.
        case done
    }

    private var phase: Phase
    private var inbound = ByteBuffer()
    private var scanner = ClientHelloScanner()

    /// A connection that has just been accepted.
    override init(worker: Worker, source: DownstreamSource) {
        self.phase = worker.configuration.proxyProtocol.trusts(source.facts) ? .proxyHeader : .hello
        super.init(worker: worker, source: source)
        self.deadline = .now() + worker.configuration.limits.handshakeTimeout
    }

    /// Goes on at once where nothing has to be read first: to be called when the connection is in its pipeline.
    func begin() {
        if case .hello = self.phase { self.open() }
    }

    // MARK: Connection

    override func received(_ bytes: ByteBuffer) {
        self.inbound.writeImmutableBuffer(bytes)
        switch self.phase {
        case .proxyHeader: self.readProxyHeader()
        case .hello: self.readHello()
        // The handshake's handler is in front of this one, which sees nothing before it is done.
        case .handshake, .done: break
        }
    }

    override func received(event: Any) {
        guard case .handshake(let chain, let context) = self.phase,
            case .negotiated(let spoken) = TLSHandshakeEvent(event), let channel = self.context?.channel
        else { return }
        self.phase = .done
        do {
            self.source.secured(clientCertificate: try context.verifyClient(of: channel))
        } catch {
            return self.refuse(
                .tlsHandshake, flags: .downstreamProtocolError, reason: "client certificate \(error.reason)")
        }
        switch chain.content {
        case .http: self.speakHTTP(isHTTP2: spoken == "h2", after: ByteBuffer())
        case .tcp(let route, let spoken, _): self.relay(route, spoken, after: ByteBuffer())
        case .passthrough: self.close()
        }
    }

    override func failed(_ error: any Error) {
        guard case .handshake = self.phase else { return }
        self.phase = .done
        self.log(.tlsHandshake, flags: [], reason: "TLS_error:\(TLSFailure.reason(error))")
    }

    override func deadlinePassed() {
        switch self.phase {
        case .handshake: self.refuse(.tlsHandshake, flags: [], reason: "timeout")
        case .proxyHeader, .hello: self.refuse(.headerTimeout, flags: [], reason: "timeout")
        case .done: self.close()
        }
    }

    // MARK: What is read

    private func readProxyHeader() {
        switch self.inbound.withUnsafeReadableBytes({ ProxyProtocol.parse($0) }) {
        case .incomplete: return
        case .absent: break
        case .refused(let refusal):
            return self.refuse(.malformedProxyHeader, flags: [], reason: "\(refusal.details)")
        case .complete(let header):
            self.inbound.moveReaderIndex(forwardBy: header.length)
            if let addresses = header.addresses { self.source.proxied(addresses) }
        }
        self.phase = .hello
        self.open()
    }

    /// Goes on with whatever the listener speaks.
    private func open() {
        switch self.source.socket.content {
        case .tls:
            if self.inbound.readableBytes > 0 { self.readHello() }
        case .http:
            self.phase = .done
            self.speakHTTP(isHTTP2: false, after: self.takeInbound())
        case .tcp(let route, let spoken):
            self.phase = .done
            self.relay(route, spoken, after: self.takeInbound())
        }
    }

    private func readHello() {
        guard case .tls(let chains) = self.source.socket.content else { return self.open() }
        switch self.inbound.withUnsafeReadableBytes({ self.scanner.scan($0) }) {
        case .incomplete: return
        // To Envoy it is a connection that no chain is for, like the next but one.
        case .notTLS: self.refuseUnmatched(.notTLS)
        case .refused(let refusal): self.refuse(.tlsHandshake, flags: [], reason: "\(refusal.details)")
        case .complete(let hello):
            self.source.asked(for: hello.serverName)
            guard let chain = hello.serverName.withUnsafeBytes({ chains.chain(for: $0) }) else {
                return self.refuseUnmatched(.noFilterChain)
            }
            self.source.chose(chain, of: chains)
            self.take(hello, chain)
        }
    }

    private func take(_ hello: ClientHello, _ chain: CompiledTLSChain) {
        guard let channel = self.context?.channel else { return }
        switch chain.content {
        case .passthrough(let route):
            self.phase = .done
            self.relay(route, .opaque, after: self.takeInbound())
        case .http(_, let plan), .tcp(_, _, let plan):
            guard let context = self.worker.tls.servers[plan] else {
                return self.refuse(
                    .tlsHandshake, flags: [], reason: "no usable certificate for \(hello.serverName.printable)")
            }
            self.phase = .handshake(chain, context)
            self.deadline = .now() + self.worker.configuration.limits.handshakeTimeout
            do {
                try context.secure(
                    channel, before: self, supportsECDSA: hello.supportsECDSA, replaying: self.takeInbound())
            } catch {
                self.refuse(.tlsHandshake, flags: [], reason: "\(error)")
            }
        }
    }

    private func takeInbound() -> ByteBuffer {
        defer { self.inbound = ByteBuffer() }
        return self.inbound
    }

    // MARK: What comes after

    private func speakHTTP(isHTTP2: Bool, after bytes: ByteBuffer) {
        do {
            if isHTTP2 {
                let successor = HTTP2DownstreamConnection(worker: self.worker, source: self.source)
                try self.handOver(to: successor)
                successor.begin()
                if bytes.readableBytes > 0 { successor.received(bytes) }
            } else {
                let successor = HTTP1DownstreamConnection(worker: self.worker, source: self.source)
                try self.handOver(to: successor)
                if bytes.readableBytes > 0 { successor.received(bytes) }
            }
        } catch {
            self.close()
        }
    }

    private func relay(_ route: CompiledConnectionRoute, _ spoken: ConnectionProtocol, after bytes: ByteBuffer) {
        let successor = RelayDownstream(worker: self.worker, source: self.source)
        do {
            try self.handOver(to: successor)
            ConnectionExchange(successor).begin(route, spoken, with: bytes)
        } catch {
            self.close()
        }
    }

    // MARK: The end

    private func refuse(_ rejection: RejectionReason, flags: ResponseFlags, reason: String) {
        self.phase = .done
        self.log(rejection, flags: flags, reason: reason)
        self.close()
    }

    /// Nothing is there for such a connection, in Envoy's words.
    private func refuseUnmatched(_ rejection: RejectionReason) {
        self.phase = .done
        self.log(rejection, flags: .noRoute, details: Array("filter_chain_not_found".utf8))
        self.close()
    }

    /// Counts and logs a connection that came to nothing; once for each.
    private func log(_ rejection: RejectionReason, flags: ResponseFlags, reason: String) {
        self.log(rejection, flags: flags, details: Array("\(rejection.label){\(reason)}".utf8))
    }

    private func log(_ rejection: RejectionReason, flags: ResponseFlags, details: [UInt8]) {
        self.worker.metrics.reject(rejection)
        var record = AccessRecord(connection: self.source)
        record.flags = flags
        record.details = .text(details)
        self.worker.accessLog.append(record, head: .none)
    }
}

extension [UInt8] {
    /// A server name for the log.
    fileprivate var printable: String { self.isEmpty ? "no name" : String(decoding: self, as: UTF8.self) }
}

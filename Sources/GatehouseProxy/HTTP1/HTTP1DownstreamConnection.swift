import GatehouseTelemetry
import GatehouseHTTP
import GatehouseRouting
import NIOCore

/// A client's connection that speaks HTTP/1.1: reads requests one after the other and gives each to an exchange. Bound
/// to its channel's event loop.
final class HTTP1DownstreamConnection: DownstreamConnection {
    private enum Phase {
        /// Between requests, or in the middle of a head.
        case head
        /// A request's body is being read.
        case body
        /// The request is complete, its response is not.
        case waiting
        /// The last response is out; what still comes is thrown away.
        case discarding
    }

    private var phase = Phase.head
    private var inbound = ByteBuffer()
    private var scanner = HeadScanner()
    private var decoder = BodyDecoder(.none, limits: HeadLimits(), isResponse: false)
    private var exchange: Exchange?
    private var isAdvancing = false
    private var isInputClosed = false
    private var hasSkippedEmptyLine = false
    /// Whether the last response has been sent, and the input is only read out.
    private var isLingering = false
    private var discarded = 0
    /// Whether the current response goes in chunks.
    var writesChunks = false
    /// Whether the connection's first bytes have been found to be HTTP/1.1.
    private var hasRead = false

    /// A connection on which nothing has been asked yet.
    override init(worker: Worker, source: DownstreamSource) {
        super.init(worker: worker, source: source)
        self.deadline = .now() + self.limits.headerTimeout
    }

    /// Whether the current request's body has been read to its end.
    var hasWholeRequest: Bool { self.phase == .waiting }

    // MARK: Connection

    override var holdsReads: Bool {
        switch self.phase {
        case .head, .discarding: false
        case .body: !(self.exchange?.acceptsRequestBody ?? true)
        // One read ahead shows that the client is still there; more is the next request's, and waits.
        case .waiting: self.inbound.readableBytes > 0
        }
    }

    override func received(_ bytes: ByteBuffer) {
        if self.phase == .discarding {
            guard self.isLingering else { return }
            self.discarded &+= bytes.readableBytes
            if self.discarded > Self.discardLimit { self.close() }
            return
        }
        if self.inbound.readableBytes == 0 {
            self.inbound = bytes
        } else {
            self.inbound.writeImmutableBuffer(bytes)
        }
        self.advance()
    }

    override func inputClosed() {
        self.isInputClosed = true
        switch self.phase {
        // While output is on its way, its end closes the connection.
        case .discarding: if self.isLingering { self.close() }
        // What has arrived before the end may still complete a request; `advance` closes when it does not.
        case .head, .body: self.advance()
        case .waiting: break
        }
    }

    override func becameWritable() { self.exchange?.downstreamBecameWritable() }

    override func closed() {
        self.phase = .discarding
        self.exchange?.downstreamClosed()
        self.exchange = nil
    }

    override func deadlinePassed() {
        if let exchange = self.exchange {
            exchange.fail(.streamIdle)
        } else if self.phase == .head, self.inbound.readableBytes > 0 {
            let exchange = self.beginExchange()
            exchange.fail(.headerTimedOut)
        } else {
            self.close()
        }
    }

    // MARK: Reading requests

    /// Reads as much as there is and as the exchange takes.
    func advance() {
        guard !self.isAdvancing else { return }
        self.isAdvancing = true
        reading: while self.isOpen {
            switch self.phase {
            case .head: if !self.readHead() { break reading }
            case .body: if !self.relayBody() { break reading }
            case .waiting, .discarding: break reading
            }
        }
        self.isAdvancing = false
        if self.inbound.readableBytes == 0 { self.inbound = ByteBuffer() }
        // Before the first request there is no output to finish.
        if self.isInputClosed, self.phase == .head { return self.hasRead ? self.finishOutput() : self.close() }
        self.updateReading()
    }

    private func readHead() -> Bool {
        if !self.hasRead, !self.readPreface() { return false }
        self.skipEmptyLine()
        guard self.inbound.readableBytes > 0 else { return false }
        let outcome = self.inbound.withUnsafeReadableBytes { bytes -> HeadScanner.Outcome in
            guard let first = bytes.first, HTTP1RequestParser.canBegin(with: first) else {
                return .refused(.malformedRequestLine)
            }
            return self.scanner.scan(bytes, limit: self.limits.head.bytes)
        }
        switch outcome {
        case .incomplete:
            if self.deadlineIsForIdling { self.deadline = .now() + self.limits.headerTimeout }
            self.deadlineIsForIdling = false
            return false
        case .refused(let refusal):
            self.beginExchange().fail(.malformed(refusal))
            return false
        case .complete(let count):
            return self.parseHead(count)
        }
    }

    private func parseHead(_ count: Int) -> Bool {
        let exchange = self.beginExchange()
        let refusal = self.inbound.withUnsafeReadableBytes { bytes in
            HTTP1RequestParser.parse(
                UnsafeRawBufferPointer(rebasing: bytes[..<count]), limits: self.limits.head, into: &exchange.request,
                framing: &exchange.framing)
        }
        self.inbound.moveReaderIndex(forwardBy: count)
        exchange.record.wireBytesReceived = Int64(count)
        if let refusal {
            exchange.fail(.malformed(refusal))
            return false
        }
        self.decoder = BodyDecoder(exchange.framing.body, limits: self.limits.head, isResponse: false)
        self.phase = self.decoder.isEnded ? .waiting : .body
        exchange.headReceived()
        return true
    }

    private func beginExchange() -> Exchange {
        let exchange = self.worker.takeExchange()
        self.exchange = exchange
        self.scanner = HeadScanner()
        self.deadline = .coarseNow + self.limits.streamIdleTimeout
        exchange.begin(.http1(self))
        return exchange
    }

    /// Looks for a client that speaks HTTP/2 without having asked (RFC 9113 section 3.3); false when it has been handed
    /// on, or when there is not enough to tell.
    private func readPreface() -> Bool {
        switch self.inbound.withUnsafeReadableBytes({ HTTP2Preface.check($0) }) {
        case .absent:
            self.hasRead = true
            return true
        case .incomplete: return false
        case .complete:
            let successor = HTTP2DownstreamConnection(worker: self.worker, source: self.source)
            let bytes = self.inbound
            self.inbound = ByteBuffer()
            do {
                try self.handOver(to: successor)
                successor.begin()
                successor.received(bytes)
            } catch {
                self.close()
            }
            return false
        }
    }

    /// One empty line before a request is passed over (RFC 9112 section 2.2).
    private func skipEmptyLine() {
        guard !self.hasSkippedEmptyLine, self.inbound.readableBytes >= 2 else { return }
        let isEmptyLine = self.inbound.withUnsafeReadableBytes { $0[0] == 0x0D && $0[1] == 0x0A }
        guard isEmptyLine else { return }
        self.inbound.moveReaderIndex(forwardBy: 2)
        self.scanner = HeadScanner()
        self.hasSkippedEmptyLine = true
    }

    private func relayBody() -> Bool {
        guard let exchange, exchange.acceptsRequestBody else { return false }
        let step = self.inbound.withUnsafeReadableBytes { self.decoder.next($0) }
        exchange.record.wireBytesReceived += Int64(step.count)
        switch step {
        case .data(let count):
            if let slice = self.inbound.readSlice(length: count) { exchange.requestBodyReceived(slice) }
        case .skip(let count):
            self.inbound.moveReaderIndex(forwardBy: count)
            return true
        case .trailers(let count):
            let section = self.inbound.readSlice(length: count) ?? ByteBuffer()
            self.phase = .waiting
            exchange.requestEnded(trailerSection: section)
            return true
        case .ended:
            break
        case .incomplete:
            if self.isInputClosed { exchange.fail(.downstreamClosed) }
            return false
        case .refused(let refusal):
            exchange.fail(.malformed(refusal))
            return false
        }
        if self.decoder.isEnded, self.phase == .body {
            self.phase = .waiting
            exchange.requestEnded(trailerSection: nil)
        }
        return true
    }

    /// Reads the rest of a body that nobody wants, as far as it has arrived.
    func discardBufferedBody() {
        while self.phase == .body {
            switch self.inbound.withUnsafeReadableBytes({ self.decoder.next($0) }) {
            case .data(let count), .skip(let count), .trailers(let count):
                self.inbound.moveReaderIndex(forwardBy: count)
                if self.decoder.isEnded { self.phase = .waiting }
            case .ended: self.phase = .waiting
            case .incomplete, .refused: return
            }
        }
    }

    /// Whether the deadline is the one between requests.
    private var deadlineIsForIdling = false

    // MARK: After an exchange

    /// Gives the connection to a relay, with what has been read already.
    func becomeRelay() throws -> (RelayDownstream, ByteBuffer) {
        let early = self.inbound
        self.inbound = ByteBuffer()
        self.exchange = nil
        self.phase = .discarding
        let successor = RelayDownstream(worker: self.worker, source: self.source)
        try self.handOver(to: successor)
        return (successor, early)
    }

    /// The exchange has ended and its response is written.
    func exchangeEnded(keepsAlive: Bool) {
        self.exchange = nil
        guard self.isOpen else { return }
        guard keepsAlive else {
            return self.finishOutput(lingers: true)
        }
        self.phase = .head
        self.hasSkippedEmptyLine = false
        self.deadline = .coarseNow + (self.isLeaving ? Self.leavingTime : self.limits.idleTimeout)
        self.deadlineIsForIdling = true
        self.advance()
    }

    /// A request may be on its way to a connection that looks idle, and would be lost if the connection closed at once.
    /// So the connection gets a moment to bring it; the response then says that the connection closes.
    override func leave() {
        guard self.exchange == nil, self.phase == .head, self.inbound.readableBytes == 0 else { return }
        self.deadline = min(self.deadline, .now() + Self.leavingTime)
        self.deadlineIsForIdling = true
    }

    /// Flushes, then closes. Closing with unread input makes the kernel reset the connection, which can destroy the
    /// response on its way; so the output is closed first and the input read out for a while (RFC 9112 section 9.6).
    private func finishOutput(lingers: Bool = false) {
        self.phase = .discarding
        self.inbound = ByteBuffer()
        self.deadline = .now() + self.limits.streamIdleTimeout
        self.flush {
            guard lingers, !self.isInputClosed else { return self.close() }
            self.isLingering = true
            self.deadline = .now() + Self.lingerTime
            self.context?.close(mode: .output, promise: nil)
            self.updateReading()
        }
    }

    private static let lingerTime = TimeAmount.seconds(5)
    private static let discardLimit = 1 << 20
}

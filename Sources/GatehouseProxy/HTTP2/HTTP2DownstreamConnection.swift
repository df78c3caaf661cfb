import GatehouseTelemetry
import GatehouseHTTP
import NIOCore

/// A client's connection that speaks HTTP/2: many requests at a time. Bound to its channel's event loop.
final class HTTP2DownstreamConnection: DownstreamConnection {
    /// What is spoken here; nil once the connection has gone, so that the two don't keep one another.
    private var session: HTTP2ServerSession?

    private enum Phase {
        case serving
        /// The client has been told to go, and gets a moment to hear of it.
        case leaving
        /// No new requests are taken; the connection closes after the last one.
        case draining
        /// The last words are on their way; what still comes is thrown away.
        case ending
    }

    private var phase = Phase.serving
    private var preface = HTTP2Preface.text.utf8CodeUnitCount
    private var early = ByteBuffer()

    /// A connection on which nothing has been asked yet.
    override init(worker: Worker, source: DownstreamSource) {
        super.init(worker: worker, source: source)
        self.session = HTTP2ServerSession(downstream: self)
        self.deadline = .now() + self.limits.headerTimeout
    }

    /// Says what the gateway accepts; once the connection is in its pipeline.
    func begin() { self.session?.begin() }

    // MARK: Connection

    /// What comes is answered, if only by a PING's echo, so nothing is read while the client takes no answers.
    override var holdsReads: Bool { !self.isWritable && self.phase != .ending }

    override func received(_ bytes: ByteBuffer) {
        guard self.phase != .ending else { return }
        guard self.preface > 0 else { return self.session?.received(bytes) ?? () }
        self.early.writeImmutableBuffer(bytes)
        switch self.early.withUnsafeReadableBytes({ HTTP2Preface.check($0) }) {
        case .incomplete: break
        case .absent: self.session?.fail(.protocolError)
        case .complete:
            self.early.moveReaderIndex(forwardBy: self.preface)
            self.preface = 0
            let rest = self.early
            self.early = ByteBuffer()
            self.updateDeadline()
            if rest.readableBytes > 0 { self.session?.received(rest) }
        }
    }

    override func inputClosed() { self.close() }

    override func willFlush() {
        self.session?.flushStreams()
        self.session?.removeFinished()
    }

    override func becameWritable() {
        self.session?.becameWritable()
        self.updateReading()
    }

    override func closed() {
        self.phase = .ending
        self.session?.connectionClosed()
        self.session = nil
    }

    override func deadlinePassed() {
        switch self.phase {
        case .ending: self.close()
        case .leaving:
            self.phase = .draining
            self.session?.beginDraining()
            self.closeIfDrained()
            self.updateDeadline()
        case .serving, .draining:
            let now = NIODeadline.now()
            if self.isIdle { return self.end() }
            self.session?.expireStreams(now)
            self.updateDeadline()
        }
    }

    // MARK: Streams

    /// A stream has been removed.
    func streamRemoved() {
        self.closeIfDrained()
        if self.isIdle { self.updateDeadline() }
    }

    private var isIdle: Bool { self.session.map { $0.streams.count == 0 } ?? true }

    /// The earliest moment at which something has been idle for too long.
    func updateDeadline() {
        guard self.phase != .ending, self.phase != .leaving else { return }
        self.deadline =
            self.session?.earliestDeadline
            ?? .coarseNow + (self.isLeaving ? Self.leavingTime : self.limits.idleTimeout)
    }

    private func closeIfDrained() {
        if self.phase == .draining, self.isIdle { self.end() }
    }

    // MARK: The end

    override func leave() {
        guard self.phase == .serving, self.preface == 0 else {
            if self.preface > 0 { self.deadline = min(self.deadline, .now() + Self.leavingTime) }
            return
        }
        self.phase = .leaving
        self.session?.announceEnd()
        self.deadline = .now() + Self.leavingTime
    }

    /// The client broke the protocol, and has been told.
    func violated(_ code: HTTP2ErrorCode) {
        self.worker.metrics.reject(.malformedHTTP2)
        var record = AccessRecord(connection: self.source)
        record.flags = .downstreamProtocolError
        record.details = .text(Array("http2.protocol_error{\(code)}".utf8))
        self.worker.accessLog.append(record, head: .none)
        self.end()
    }

    /// Closes when the last words are sent. The output goes first, because closing with unread input would make the
    /// kernel destroy it.
    private func end() {
        guard self.phase != .ending else { return }
        if self.phase != .draining, self.session?.hasFailed == false { self.session?.beginDraining() }
        self.phase = .ending
        self.deadline = .now() + Self.leavingTime
        self.flush { self.context?.close(mode: .output, promise: nil) }
    }
}

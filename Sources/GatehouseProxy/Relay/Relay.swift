import GatehousePlan
import GatehouseRouting
import GatehouseTelemetry
import GatehouseWire
import NIOCore

/// Two connections whose bytes are passed on as they are, in both directions, each as fast as the other side takes them
/// (semantics L1). Bound to its worker's event loop.
///
/// Each direction ends by itself. When both have, or one side breaks off, the relay is over and `whenOver` is called
/// once.
final class Relay {
    let downstream: RelayDownstream
    private(set) var upstream: RelayUpstream?
    /// What has passed.
    private(set) var bytesReceived: Int64 = 0
    private(set) var bytesSent: Int64 = 0

    /// Why a relay ended.
    enum End {
        /// Both sides have said all that they had to say.
        case finished
        /// The client broke off.
        case downstreamClosed
        /// The upstream broke off.
        case upstreamClosed
        /// Nothing moved for too long.
        case idle
        /// The connection has lived as long as it may.
        case expired
    }

    private let idleTimeout: TimeAmount?
    private let whenOver: (End, Relay) -> Void
    private var mongo: (requests: MongoOperationCounter, responses: MongoOperationCounter)?
    private var early = ByteBuffer()
    private var isDownstreamFinished = false
    private var isUpstreamFinished = false
    private var isOver = false

    /// A relay whose upstream is still to come.
    ///
    /// - Parameter idleTimeout: how long nothing may move; nil for ever.
    init(
        _ downstream: RelayDownstream, spoken: ConnectionProtocol, idleTimeout: TimeAmount?,
        whenOver: @escaping (End, Relay) -> Void
    ) {
        self.downstream = downstream
        self.idleTimeout = idleTimeout
        self.whenOver = whenOver
        if spoken == .mongo { self.mongo = (MongoOperationCounter(), MongoOperationCounter()) }
        downstream.relay = self
        self.touch()
    }

    /// The upstream is there: what the client has sent meanwhile goes first.
    func connected(_ upstream: RelayUpstream) {
        self.upstream = upstream
        upstream.relay = self
        let early = self.early
        self.early = ByteBuffer()
        if early.readableBytes > 0 { upstream.send(early) }
        if self.isDownstreamFinished { upstream.finish() }
        self.downstream.updateReading()
        upstream.updateReading()
    }

    // MARK: Either side

    /// What may wait for an upstream that is still to come.
    private static let earlyLimit = 64 * 1024

    /// Whether more of the client's bytes are welcome.
    var acceptsRequest: Bool { self.upstream?.isWritable ?? (self.early.readableBytes < Self.earlyLimit) }

    /// Whether more of the upstream's bytes are welcome.
    var acceptsResponse: Bool { self.downstream.isWritable }

    /// The client sent bytes.
    func downstreamReceived(_ bytes: ByteBuffer) {
        self.bytesReceived &+= Int64(bytes.readableBytes)
        self.mongo?.requests.count(bytes, in: self.downstream.worker.metrics)
        self.touch()
        if let upstream { upstream.send(bytes) } else { self.early.writeImmutableBuffer(bytes) }
    }

    /// The upstream sent bytes.
    func upstreamReceived(_ bytes: ByteBuffer) {
        self.bytesSent &+= Int64(bytes.readableBytes)
        self.mongo?.responses.count(bytes, in: self.downstream.worker.metrics)
        self.touch()
        self.downstream.send(bytes)
    }

    /// The client has said all that it has to say.
    func downstreamFinished() {
        self.isDownstreamFinished = true
        self.upstream?.finish()
        if self.isUpstreamFinished { self.end(.finished) }
    }

    /// The upstream has said all that it has to say.
    func upstreamFinished() {
        self.isUpstreamFinished = true
        self.downstream.finish()
        if self.isDownstreamFinished { self.end(.finished) }
    }

    /// The client's connection has gone.
    func downstreamClosed() { self.end(self.isUpstreamFinished ? .finished : .downstreamClosed) }

    /// The upstream's connection has gone.
    func upstreamClosed() { self.end(self.isDownstreamFinished ? .finished : .upstreamClosed) }

    /// Nothing has moved for too long.
    func idled() { self.end(.idle) }

    /// The upstream's connection has lived as long as it may.
    func expired() { self.end(.expired) }

    private func touch() {
        self.downstream.deadline = self.idleTimeout.map { .coarseNow + $0 } ?? .distantFuture
    }

    /// Ends both sides, once what is on its way has been sent.
    func end(_ end: End) {
        guard !self.isOver else { return }
        self.isOver = true
        self.downstream.end()
        self.upstream?.end()
        self.whenOver(end, self)
        self.upstream = nil
    }
}

extension MongoOperationCounter {
    fileprivate mutating func count(_ bytes: ByteBuffer, in metrics: MetricsShard) {
        bytes.withUnsafeReadableBytes { self.take($0) { metrics.count($0) } }
    }
}

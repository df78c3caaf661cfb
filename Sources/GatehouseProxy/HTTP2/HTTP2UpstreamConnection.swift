import GatehousePlan
import GatehouseHTTP
import NIOCore

/// A connection to an endpoint that speaks HTTP/2 and carries many exchanges. Bound to its channel's event loop.
final class HTTP2UpstreamConnection: UpstreamConnection {
    /// What is spoken here; nil before the connection is made and once it has gone, so that the two don't keep one
    /// another.
    private var session: HTTP2ClientSession?
    /// Asks whether the upstream is still there; nil where nobody wants to know, and once the connection has gone.
    private var keepalive: HTTP2Keepalive?
    /// Requests so far.
    private var uses = 0
    /// Whether the connection has ever been without a request, so that its other end may have closed it unseen.
    private(set) var hasBeenIdle = false

    /// The connection is made, TLS included: says hello.
    override func connected() {
        super.connected()
        let session = HTTP2ClientSession(upstream: self)
        self.session = session
        self.endpoint.keep(self)
        session.begin()
        self.keepalive = self.cluster.plan.http2Keepalive.map { HTTP2Keepalive($0, of: self) }
    }

    /// How many more exchanges the connection takes now.
    var room: Int {
        let limit = self.cluster.plan.maxRequestsPerConnection
        if limit > 0 && self.uses >= limit || self.isExpired { return 0 }
        return self.session?.room ?? 0
    }

    /// Whether the connection carries no exchange now.
    var isIdle: Bool { self.session?.streams.count == 0 }

    /// Opens a stream for an exchange.
    func lease(to exchange: Exchange) -> HTTP2ClientStream? {
        self.uses += 1
        self.deadline = .distantFuture
        return self.session?.open(for: exchange)
    }

    /// Takes no further requests, and closes after the last one.
    func retire() {
        self.session?.retire()
        self.streamRemoved()
    }

    // MARK: The session

    /// A stream has ended.
    func streamRemoved() {
        if !self.endpoint.waiting.isEmpty { self.endpoint.serveWaiting() }
        guard let session, session.streams.count == 0 else { return }
        self.hasBeenIdle = true
        if session.isLeaving || self.room <= 0 { return self.close() }
        self.deadline = self.idleDeadline
    }

    /// Asks whether the upstream is still there.
    func ping() { self.session?.writePing() }

    /// An answer to a PING came; false when none was waited for.
    func pongReceived() -> Bool { self.keepalive?.answered() ?? false }

    /// The upstream broke the protocol, and has been told.
    func violated() {
        self.endpoint.forget(self)
        self.flush { self.close() }
    }

    // MARK: Connection

    override var holdsReads: Bool { !self.isWritable }

    override func received(_ bytes: ByteBuffer) {
        self.keepalive?.received()
        self.session?.received(bytes)
    }

    override func willFlush() {
        self.session?.flushStreams()
        self.session?.removeFinished()
    }

    override func becameWritable() {
        self.session?.becameWritable()
        self.updateReading()
    }

    override func closed() {
        super.closed()
        self.keepalive?.stop()
        self.keepalive = nil
        self.endpoint.forget(self)
        self.session?.connectionClosed()
        self.session = nil
    }
}

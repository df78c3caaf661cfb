import NIOCore

/// A client's connection whose bytes are passed on as they are. Bound to its channel's event loop.
final class RelayDownstream: DownstreamConnection {
    /// What it is a side of; nil once that is over.
    var relay: Relay?

    override var holdsReads: Bool { self.relay.map { !$0.acceptsRequest } ?? false }

    override func received(_ bytes: ByteBuffer) { self.relay?.downstreamReceived(bytes) }

    override func inputClosed() { self.relay?.downstreamFinished() }

    override func becameWritable() { self.relay?.upstream?.updateReading() }

    override func closed() { self.relay?.downstreamClosed() }

    override func deadlinePassed() {
        if let relay = self.relay { relay.idled() } else { self.close() }
    }

    override func leave() {}

    /// Sends what is collected and ends this direction; the other one stays.
    func finish() {
        self.flush { self.context?.close(mode: .output, promise: nil) }
    }

    /// Sends what is collected and closes.
    func end() {
        self.relay = nil
        self.deadline = .now() + Self.leavingTime
        self.flush { self.close() }
    }
}

/// A connection to an endpoint whose bytes are passed on as they are. Bound to its channel's event loop.
final class RelayUpstream: UpstreamConnection {
    /// What it is a side of; nil once that is over.
    var relay: Relay?

    override var holdsReads: Bool { self.relay.map { !$0.acceptsResponse } ?? false }

    override func received(_ bytes: ByteBuffer) { self.relay?.upstreamReceived(bytes) }

    override func inputClosed() { self.relay?.upstreamFinished() }

    override func becameWritable() { self.relay?.downstream.updateReading() }

    override func closed() {
        super.closed()
        self.relay?.upstreamClosed()
    }

    override func connected() {
        super.connected()
        self.deadline = self.expiresAt
    }

    override func deadlinePassed() {
        if let relay = self.relay { relay.expired() } else { self.close() }
    }

    /// Sends what is collected and ends this direction; the other one stays.
    func finish() {
        self.flush { self.context?.close(mode: .output, promise: nil) }
    }

    /// Sends what is collected and closes.
    func end() {
        self.relay = nil
        self.deadline = .now() + DownstreamConnection.leavingTime
        self.flush { self.close() }
    }
}

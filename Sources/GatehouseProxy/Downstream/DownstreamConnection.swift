import GatehouseHTTP
import NIOCore

/// A client's connection, whatever is spoken on it. Bound to its channel's event loop.
class DownstreamConnection: Connection {
    /// Where it comes from.
    let source: DownstreamSource

    /// A connection from `source`.
    init(worker: Worker, source: DownstreamSource) {
        self.source = source
        super.init(worker: worker)
        self.isOverTLS = source.facts.isSecure
    }

    final override var isDownstream: Bool { true }

    /// Whether the connection is to close as soon as it can, whatever the client says.
    final var isLeaving: Bool { self.worker.isDraining || self.source.socket.isRetired }

    final var limits: ProxyConfiguration.Limits { self.worker.configuration.limits }

    /// Closes as soon as nothing is under way; for a listener that goes, and for draining.
    func leave() {}

    /// How long a connection that is to close waits for a request that may be on its way.
    static let leavingTime = TimeAmount.seconds(2)
}

import GatehousePlan
import GatehouseTLS
import GatehouseTelemetry
import NIOCore

/// A connection to an endpoint, whatever is spoken on it. Bound to its channel's event loop.
class UpstreamConnection: Connection {
    let cluster: UpstreamCluster
    let endpoint: UpstreamEndpoint
    /// The gateway's end, as the access log writes it.
    private(set) var localAddress: [UInt8] = []
    /// Whether what is spoken is encrypted.
    final var isSecure: Bool { self.cluster.plan.tls != nil }
    /// Whether the connection was made, and is counted.
    private var isCounted = false

    /// The name that was asked for by TLS; a connection is good for no other.
    let serverName: [UInt8]
    /// How the endpoint's connections were to be made when this one was; a pool holds none that are out of date.
    let era: Int

    /// Its place among the cluster's connections; nil once that was given back.
    private var place: ConnectionPlace?

    /// A connection to `endpoint` that is not made yet.
    init(
        worker: Worker, cluster: UpstreamCluster, endpoint: UpstreamEndpoint, serverName: [UInt8],
        place: consuming ConnectionPlace?
    ) {
        self.place = place
        self.cluster = cluster
        self.endpoint = endpoint
        self.serverName = serverName
        self.era = endpoint.era
        super.init(worker: worker)
    }

    // MARK: Opening

    /// A connection that is being made.
    private struct Opening {
        var tls: ClientTLSContext?
        var timeout: Scheduled<Void>?
        var failure: RequestFailure?
        var whenDone: (RequestFailure?) -> Void
    }

    private var opening: Opening?

    /// The connection is about to be made: `whenDone` is called once, with what went wrong if anything did. With TLS the
    /// handshake is a part of it, and has to be done by the same deadline.
    final func open(tls: ClientTLSContext?, within limit: TimeAmount, whenDone: @escaping (RequestFailure?) -> Void) {
        var opening = Opening(tls: tls, whenDone: whenDone)
        if tls != nil {
            opening.timeout = self.worker.loop.assumeIsolated().scheduleTask(in: limit) {
                self.opened(.connectTimedOut)
                self.close()
                self.worker.flush()
            }
        }
        self.opening = opening
    }

    /// The socket is connected, or could not be.
    final func transportOpened(_ failure: RequestFailure?) {
        if failure != nil || self.opening?.tls == nil { self.opened(failure) }
    }

    private func opened(_ failure: RequestFailure?) {
        guard let opening = self.opening else { return }
        self.opening = nil
        opening.timeout?.cancel()
        if failure == nil { self.connected() } else { self.givePlaceBack() }
        opening.whenDone(failure)
    }

    override func received(event: Any) {
        guard case .negotiated = TLSHandshakeEvent(event), let tls = self.opening?.tls,
            let channel = self.context?.channel
        else { return }
        do {
            let name = self.serverName.isEmpty ? nil : String(decoding: self.serverName, as: UTF8.self)
            try tls.verifyServer(of: channel, serverName: name)
            self.opened(nil)
        } catch {
            self.opened(.connectFailed(reason: "TLS_error:|the certificate \(error.reason):TLS_error_end"))
            self.close()
        }
    }

    override func failed(_ error: any Error) {
        self.opening?.failure = .connectFailed(reason: "TLS_error:\(TLSFailure.reason(error))")
    }

    // MARK: Life

    /// The connection is made, TLS included; it can be spoken on.
    func connected() {
        self.worker.add(self)
        self.isCounted = true
        self.cluster.counters.add(.connections)
        self.cluster.counters.add(.connectionsTotal)
        self.localAddress = AddressText.withPort(self.context?.channel.localAddress)
        let longest = self.cluster.plan.maxConnectionDuration
        if longest > .zero { self.expiresAt = .now() + TimeAmount(longest) }
        self.deadline = self.idleDeadline
    }

    /// When the connection has lived long enough: it is closed as soon as it carries nothing.
    private(set) final var expiresAt = NIODeadline.distantFuture

    /// Whether the connection has lived long enough.
    final var isExpired: Bool { self.expiresAt < .distantFuture && self.expiresAt <= .now() }

    /// When a connection that carries nothing from now on is closed.
    final var idleDeadline: NIODeadline {
        let timeout = self.cluster.plan.idleTimeout
        return timeout == .zero ? self.expiresAt : min(.coarseNow + TimeAmount(timeout), self.expiresAt)
    }

    /// Takes over what another handler of the same channel was.
    final func adopt(_ predecessor: UpstreamConnection) {
        self.place = predecessor.place.take()
        self.isCounted = predecessor.isCounted
        predecessor.isCounted = false
        self.localAddress = predecessor.localAddress
    }

    /// Subclasses call this when they override it.
    override func closed() {
        if let opening = self.opening {
            self.opened(opening.failure ?? .connectFailed(reason: "connection closed during the handshake"))
        }
        if self.isCounted { self.cluster.counters.add(.connections, -1) }
        self.isCounted = false
        self.givePlaceBack()
    }

    private func givePlaceBack() {
        guard let place = self.place.take() else { return }
        self.endpoint.giveBack(place)
    }
}

import GatehouseRouting
import GatehouseHTTP
import GatehousePlan
import GatehouseTelemetry
import NIOCore
import NIOPosix

/// Balance and acquire: from a cluster to a connection. Retrying is a loop around these and the forwarding, and is here
/// and nowhere else.
extension Exchange {
    /// Picks an endpoint and gets a connection to it.
    func beginTry() {
        guard let cluster else { return self.fail(.noCluster) }
        if let hosts = cluster.requestedHosts { return self.beginTry(of: hosts, cluster) }
        if self.retry.tries == 0, let hash = cluster.compiled.hash { self.computeHash(hash) }
        let endpoint =
            self.retry.hasRetries
            ? cluster.pick(hash: self.hash, avoiding: self.tried) : cluster.pick(hash: self.hash)
        guard let endpoint else { return self.fail(.noHealthyEndpoint) }
        self.beginTry(at: endpoint, cluster)
    }

    /// Gets a connection to the endpoint that was picked.
    func beginTry(at endpoint: UpstreamEndpoint, _ cluster: UpstreamCluster) {
        guard self.enterAsRequest(cluster) else { return self.fail(.overflow) }
        self.retry.tryBegan()
        self.endpoint = endpoint
        endpoint.active += 1
        endpoint.total += 1
        self.progress.endpointTaken()
        self.record.upstreamHost = endpoint.text
        self.facts.upstreamAddress = endpoint.text
        self.acquire(endpoint, cluster)
    }

    /// Gets a connection to the endpoint that was picked: one that is there, a new one, or, where the cluster has as many
    /// as it may have, one that another exchange gives back.
    private func acquire(_ endpoint: UpstreamEndpoint, _ cluster: UpstreamCluster) {
        let serverName = self.serverName(cluster)
        let isHTTP2 = self.speaksHTTP2(with: cluster)
        if self.take(of: endpoint, serverName, isHTTP2: isHTTP2) { return }
        guard self.enterAsPending(cluster) else { return self.tryFailed(.overflow) }
        if self.connect(to: endpoint, cluster, serverName, isHTTP2: isHTTP2) { return }
        self.waitsAt = endpoint
        endpoint.waiting.append(self)
    }

    /// The exchange is the first in the endpoint's line, and something has changed there: true when it need not stand
    /// there any longer.
    func acquireInTurn(_ endpoint: UpstreamEndpoint) -> Bool {
        guard let cluster else { return true }
        let serverName = self.serverName(cluster)
        let isHTTP2 = self.speaksHTTP2(with: cluster)
        self.waitsAt = nil
        if self.take(of: endpoint, serverName, isHTTP2: isHTTP2) { return true }
        if self.connect(to: endpoint, cluster, serverName, isHTTP2: isHTTP2) { return true }
        self.waitsAt = endpoint
        return false
    }

    /// Takes a connection that is there, or a place on one.
    private func take(of endpoint: UpstreamEndpoint, _ serverName: [UInt8], isHTTP2: Bool) -> Bool {
        if self.retry.needsFreshConnection { return false }
        if isHTTP2 {
            guard let connection = endpoint.takeShared(serverName: serverName),
                let stream = connection.lease(to: self)
            else { return false }
            self.forward(on: .http2(stream))
        } else {
            guard let connection = endpoint.takeIdle(serverName: serverName) else { return false }
            connection.lease(to: self)
            self.forward(on: .http1(connection))
        }
        return true
    }

    /// Waits for a connection that is being made, or makes one; false when there may be no more.
    private func connect(
        to endpoint: UpstreamEndpoint, _ cluster: UpstreamCluster, _ serverName: [UInt8], isHTTP2: Bool
    ) -> Bool {
        if isHTTP2, let pending = endpoint.connecting.first(where: { $0.hasRoom && $0.serverName == serverName }) {
            pending.append(self)
            return true
        }
        guard let place = endpoint.reserveConnection(of: cluster) else {
            cluster.counters.add(.overflowsTotal)
            return false
        }
        if isHTTP2 {
            self.connectShared(to: endpoint, cluster, serverName, place)
        } else {
            self.connectOwn(to: endpoint, cluster, serverName, place)
        }
        return true
    }

    private func speaksHTTP2(with cluster: UpstreamCluster) -> Bool {
        // An upgrade is a thing of HTTP/1.1.
        if self.framing.wantsWebSocket { return false }
        return switch cluster.plan.upstreamProtocol {
        case .http1: false
        case .http2: true
        case .client: self.request.version == .http2
        }
    }

    /// The name to ask for by TLS: the cluster's, else the request's host as the upstream sees it (semantics C5).
    func serverName(_ cluster: UpstreamCluster) -> [UInt8] {
        guard let tls = cluster.plan.tls else { return [] }
        if let name = tls.serverName { return Array(name.utf8) }
        return self.request.withBytes(self.request.authority) { AuthorityPort.host(of: $0).map(\.lowercased) }
    }

    private func connectOwn(
        to endpoint: UpstreamEndpoint, _ cluster: UpstreamCluster, _ serverName: [UInt8],
        _ place: consuming ConnectionPlace
    ) {
        let ticket = self.ticket
        let tries = self.retry.tries
        let connection = HTTP1UpstreamConnection(
            worker: self.worker, cluster: cluster, endpoint: endpoint, serverName: serverName, place: place)
        UpstreamConnector.connect(connection, isHTTP2: false, serverName: serverName) { failure in
            let isCurrent = self.isWaiting(ticket: ticket, tries: tries)
            if let failure {
                cluster.counters.add(.connectFailuresTotal)
                if isCurrent { self.tryFailed(failure) }
            } else if isCurrent {
                connection.lease(to: self)
                self.forward(on: .http1(connection))
            } else {
                endpoint.keep(connection)
            }
        }
    }

    private func connectShared(
        to endpoint: UpstreamEndpoint, _ cluster: UpstreamCluster, _ serverName: [UInt8],
        _ place: consuming ConnectionPlace
    ) {
        let pending = PendingConnection(serverName: serverName)
        pending.append(self)
        endpoint.connecting.append(pending)
        let connection = HTTP2UpstreamConnection(
            worker: self.worker, cluster: cluster, endpoint: endpoint, serverName: serverName, place: place)
        UpstreamConnector.connect(connection, isHTTP2: true, serverName: serverName) { failure in
            endpoint.connecting.removeAll { $0 === pending }
            if failure != nil { cluster.counters.add(.connectFailuresTotal) }
            pending.forEach { exchange in
                if let failure {
                    exchange.tryFailed(failure)
                } else if connection.isOpen, connection.room > 0, let stream = connection.lease(to: exchange) {
                    exchange.forward(on: .http2(stream))
                } else {
                    exchange.acquire(endpoint, cluster)
                }
            }
        }
    }

    /// Whether this is still the try that a connection was asked for.
    func isWaiting(ticket: UInt64, tries: Int) -> Bool {
        self.ticket == ticket && self.retry.tries == tries && !self.progress.hasEnded && self.upstream == nil
    }

    /// The current try is over without a response: tries again, or answers.
    func tryFailed(_ failure: RequestFailure) {
        if self.isMirror { return self.mirrorFailed() }
        self.releaseUpstream(isReusable: false)
        self.cancel(.attempt)
        self.note(failure)
        let decision = self.retry.failed(
            failure, isReplayable: self.progress.isReplayable, isIdempotent: self.isIdempotent,
            wasReused: self.progress.isOnReusedConnection)
        self.progress.tryFailed()
        switch decision {
        case .now: self.beginTry()
        case .afterBackOff: if !self.tryLater() { self.reply(to: failure) }
        case .exhausted:
            self.record.flags.insert(.upstreamRetryLimitExceeded)
            self.reply(to: failure)
        case .giveUp: self.reply(to: failure)
        }
    }

    /// Waits for the back-off (semantics A10) and tries again; false where the cluster has too many retries already.
    func tryLater() -> Bool {
        guard let cluster, self.enterAsRetry(cluster) else {
            self.record.flags.insert(.upstreamOverflow)
            return false
        }
        let longest = UInt64(max(0, self.retry.longestBackOff))
        let wait = Int64(self.worker.random.next().multipliedFullWidth(by: longest).high)
        cluster.counters.add(.retriesTotal)
        if let endpoint, let policy = self.route?.retry {
            self.tried.append(endpoint, policy, isHashing: self.hash != nil)
        }
        self.set(.backOff, in: .nanoseconds(wait))
        return true
    }

    /// Gives the upstream connection and the endpoint's place back.
    func releaseUpstream(isReusable: Bool) {
        if let upstream = self.upstream {
            self.upstream = nil
            upstream.release(isReusable: isReusable)
        }
        self.admissions.pending = nil
        self.admissions.request = nil
        if let line = self.waitsAt {
            self.waitsAt = nil
            line.waiting.removeAll { $0 === self }
        }
        if let endpoint = self.endpoint, self.progress.holdsEndpoint {
            endpoint.active -= 1
            self.progress.endpointReleased()
        }
    }

    /// Methods that may be repeated (RFC 9110 section 9.2.2).
    private var isIdempotent: Bool {
        self.request.withBytes(self.request.method) {
            $0.equals("GET") || $0.equals("HEAD") || $0.equals("OPTIONS") || $0.equals("PUT") || $0.equals("DELETE")
                || $0.equals("TRACE")
        }
    }
}

/// Tells why connecting failed.
enum ConnectError {
    static func failure(for error: any Error) -> RequestFailure {
        switch error {
        case ChannelError.connectTimeout: .connectTimedOut
        case let error as IOError: .connectFailed(reason: "delayed connect error: \(error.errnoCode)")
        case let error as NIOConnectionError:
            error.connectionErrors.first.map { self.failure(for: $0.error) } ?? .connectFailed(reason: "\(error)")
        default: .connectFailed(reason: "\(error)")
        }
    }
}

import GatehouseHTTP
import GatehousePlan
import GatehouseRouting
import GatehouseTelemetry
import GatehouseUpstream
import NIOCore

/// One TCP connection of a client from its route to its log line: what `Exchange` is to a request (semantics L1, L2).
/// Bound to its worker's event loop.
final class ConnectionExchange {
    private let worker: Worker
    private let downstream: RelayDownstream
    private var record: AccessRecord
    private let begunAt = NIODeadline.now()
    private var cluster: UpstreamCluster?
    private var endpoint: UpstreamEndpoint?
    private var isLogged = false
    /// What the metrics have been told of so far, and the timer that tells them of more.
    private var reported: (received: Int, sent: Int) = (0, 0)
    private var reporting: Scheduled<Void>?

    /// How often an open connection's bytes are reported: Istio's interval.
    private static let reportInterval = TimeAmount.seconds(5)

    /// Begins with a connection that has just become a relay's.
    init(_ downstream: RelayDownstream) {
        self.worker = downstream.worker
        self.downstream = downstream
        self.record = AccessRecord(connection: downstream.source)
    }

    /// Finds where the connection goes, and connects; `bytes` were read of the client already.
    func begin(_ route: CompiledConnectionRoute, _ spoken: ConnectionProtocol, with bytes: ByteBuffer) {
        guard let destination = route.forward.select(random: self.worker.random.next()) else {
            return self.refuse(.noCluster)
        }
        self.record.upstreamCluster = destination.clusterName
        guard let compiled = destination.cluster, let cluster = self.worker.cluster(for: compiled) else {
            return self.refuse(.noCluster)
        }
        self.cluster = cluster
        if let hosts = cluster.requestedHosts {
            let relay = self.makeRelay(cluster, spoken, bytes)
            self.opened(relay)
            return self.connect(relay, cluster, hosts)
        }
        guard let endpoint = cluster.pick(hash: self.hash(cluster)) else {
            return self.refuse(.noHealthyEndpoint)
        }
        self.take(endpoint)
        let relay = self.makeRelay(cluster, spoken, bytes)
        self.opened(relay)
        self.connect(relay, cluster, endpoint)
    }

    private func take(_ endpoint: UpstreamEndpoint) {
        self.endpoint = endpoint
        endpoint.active += 1
        endpoint.total += 1
        self.record.upstreamHost = endpoint.text
    }

    private func makeRelay(_ cluster: UpstreamCluster, _ spoken: ConnectionProtocol, _ bytes: ByteBuffer) -> Relay {
        let idle = cluster.plan.tcpIdleTimeout
        let relay = Relay(
            self.downstream, spoken: spoken, idleTimeout: idle == .zero ? nil : TimeAmount(idle)
        ) { end, relay in
            self.ended(end, relay)
        }
        if bytes.readableBytes > 0 { relay.downstreamReceived(bytes) }
        return relay
    }

    /// Connects to the host that the client's TLS names, once that is resolved (semantics S1, DYNAMIC_DNS).
    private func connect(_ relay: Relay, _ cluster: UpstreamCluster, _ hosts: RequestedHosts) {
        if self.isLogged { return }
        let name = self.downstream.source.serverName.withUnsafeBytes { hosts.names.name(in: $0) }
        guard let name else { return self.fail(.nameNotResolved(.notCovered), relay) }
        let finding = hosts.find(name, cluster, worker: self.worker) { self.connect(relay, cluster, hosts) }
        switch finding {
        case .later: break
        case .failure(let failure): self.fail(failure, relay)
        case .endpoints(let endpoints):
            guard let endpoint = endpoints.first else { return self.fail(.noHealthyEndpoint, relay) }
            self.take(endpoint)
            self.connect(relay, cluster, endpoint, serverName: name)
        }
    }

    /// A connection has nothing to be hashed by but the client's address (semantics B2).
    private func hash(_ cluster: UpstreamCluster) -> UInt64? {
        guard let hash = cluster.compiled.hash else { return nil }
        var key = HashKey()
        hash.forEachValue(of: .none, address: self.downstream.source.facts.remoteAddress) { key.add($0) }
        return key.hash
    }

    private func opened(_ relay: Relay) {
        self.worker.metrics.connectionOpened(destination: self.destination)
        self.reportLater(relay)
    }

    private func reportLater(_ relay: Relay) {
        self.reporting = self.worker.loop.assumeIsolated().scheduleTask(in: Self.reportInterval) {
            let (received, sent) = (Int(relay.bytesReceived), Int(relay.bytesSent))
            self.worker.metrics.connectionProgressed(
                destination: self.destination, received: received - self.reported.received,
                sent: sent - self.reported.sent)
            self.reported = (received, sent)
            self.reportLater(relay)
        }
    }

    private var destination: Int { self.cluster?.destination ?? MetricsRegistry.unknownDestination }

    /// - Parameter serverName: what is asked for by TLS where the cluster has no name of its own.
    private func connect(
        _ relay: Relay, _ cluster: UpstreamCluster, _ endpoint: UpstreamEndpoint, serverName: [UInt8] = []
    ) {
        let name = cluster.plan.tls.map { $0.serverName.map { Array($0.utf8) } ?? serverName } ?? []
        guard let place = endpoint.reserveConnection(of: cluster) else {
            cluster.counters.add(.overflowsTotal)
            return self.fail(.overflow, relay)
        }
        let upstream = RelayUpstream(
            worker: self.worker, cluster: cluster, endpoint: endpoint, serverName: name, place: place)
        UpstreamConnector.connect(upstream, isHTTP2: false, serverName: name) { failure in
            if let plan = cluster.plan.outlierDetection,
                let reason = endpoint.health.record(failure == nil ? .connected : .connectFailed, under: plan)
            {
                cluster.eject(endpoint, for: reason, plan, worker: self.worker)
            }
            if let failure {
                cluster.counters.add(.connectFailuresTotal)
                self.fail(failure, relay)
            } else if self.isLogged {
                upstream.close()
            } else {
                self.record.upstreamLocalAddress = upstream.localAddress
                relay.connected(upstream)
            }
        }
    }

    /// There is nowhere to go.
    private func refuse(_ failure: RequestFailure) {
        self.note(failure)
        self.worker.metrics.connectionOpened(destination: self.destination)
        self.log()
        self.downstream.end()
    }

    private func fail(_ failure: RequestFailure, _ relay: Relay) {
        self.note(failure)
        relay.end(.upstreamClosed)
    }

    private func note(_ failure: RequestFailure) {
        self.record.flags.insert(failure.flags)
        self.record.details = failure.details(afterResponseHead: false)
        self.record.upstreamTransportFailureReason = failure.transportReason.map { Array($0.utf8) }
    }

    private func ended(_ end: Relay.End, _ relay: Relay) {
        self.record.bytesReceived = relay.bytesReceived
        self.record.bytesSent = relay.bytesSent
        switch end {
        case .finished, .upstreamClosed: break
        case .downstreamClosed: self.record.flags.insert(.downstreamConnectionTermination)
        case .idle: self.record.flags.insert(.streamIdleTimeout)
        case .expired: self.record.flags.insert(.durationTimeout)
        }
        self.log()
    }

    /// Logs and counts, once.
    private func log() {
        guard !self.isLogged else { return }
        self.isLogged = true
        self.endpoint?.active -= 1
        self.record.durationMicroseconds = (NIODeadline.now() - self.begunAt).nanoseconds / 1000
        self.reporting?.cancel()
        self.reporting = nil
        self.worker.metrics.connectionEnded(
            self.record, destination: self.destination, reportedReceived: self.reported.received,
            reportedSent: self.reported.sent)
        self.worker.accessLog.append(self.record, head: .none)
    }
}

extension AccessRecord {
    /// A record of a connection on which nothing was asked by HTTP.
    init(connection source: DownstreamSource) {
        self.init()
        self.startTime = HTTPDate.now()
        self.downstreamLocalAddress = source.facts.localAddressAndPort
        self.downstreamRemoteAddress = source.facts.remoteAddressAndPort
        self.requestedServerName = source.serverName
    }
}

extension RequestHead {
    /// The head of a connection that carries no requests.
    static let none: RequestHead = {
        var head = RequestHead()
        head.version = .unknown
        return head
    }()
}

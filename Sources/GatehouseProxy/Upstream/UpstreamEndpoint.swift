import GatehousePlan
import GatehouseTelemetry
import GatehouseUpstream
import NIOCore

/// One address of a cluster as a worker sees it: its idle connections and its load. Bound to the worker's loop.
final class UpstreamEndpoint {
    /// What identifies an endpoint within its cluster, from one endpoint set to the next.
    struct Key: Hashable {
        var address: String
        var port: Int

        init(_ endpoint: Endpoint) {
            self.address = endpoint.address
            self.port = endpoint.port
        }
    }

    let key: Key
    /// `address:port`, as the access log writes it.
    let text: [UInt8]
    /// Where to connect to; nil when the address is none.
    let socketAddress: SocketAddress?
    /// The relative share of requests.
    var weight: Int { max(1, self.plan.weight) }
    /// Whether it may be picked, as far as the plan goes.
    var isReady: Bool { self.plan.isReady && self.socketAddress != nil }
    /// What the plan says of it.
    private(set) var plan: Endpoint
    /// How it does, as all workers know together.
    let health: EndpointHealth
    /// Its health checks, where this worker is the one that asks.
    var check: HealthCheckState?
    /// The question that is being asked.
    var probe: HealthProbe?
    /// When it became usable, in the loop's nanoseconds; nil while it is not.
    private var usableSince: UInt64?
    /// Exchanges under way.
    var active = 0
    /// Exchanges begun, since the endpoint is known.
    var total = 0
    /// Whether the endpoint has left its cluster: connections are closed instead of kept.
    private(set) var isRetired = false
    private(set) var idle: [HTTP1UpstreamConnection] = []
    /// Connections that speak HTTP/2, busy or not.
    private(set) var shared: [HTTP2UpstreamConnection] = []
    /// Counts up when connections have to be made in another way: other certificates, another protocol.
    private(set) var era = 0
    /// Connections that are open or being made.
    private(set) var connectionCount = 0
    /// Exchanges that wait for a connection to be given back, as there may be no more, in order.
    var waiting: [Exchange] = []
    /// Exchanges that wait for a connection which is being made and will take more than one.
    var connecting: [PendingConnection] = []

    /// An endpoint.
    init(_ endpoint: Endpoint, health: EndpointHealth) {
        self.key = Key(endpoint)
        self.plan = endpoint
        self.health = health
        if endpoint.address.hasPrefix("unix://") {
            self.text = Array(endpoint.address.utf8)
            self.socketAddress = try? SocketAddress(unixDomainSocketPath: String(endpoint.address.dropFirst(7)))
        } else {
            let isIPv6 = endpoint.address.utf8.contains(UInt8(ascii: ":"))
            self.text =
                Array((isIPv6 ? "[\(endpoint.address)]" : endpoint.address).utf8) + Array(":\(endpoint.port)".utf8)
            self.socketAddress = try? SocketAddress(ipAddress: endpoint.address, port: endpoint.port)
        }
    }

    /// What the endpoint is now, by a new set.
    func update(_ endpoint: Endpoint) { self.plan = endpoint }

    /// The endpoint as a balancer is to see it at this time.
    func host(now: UInt64) -> LoadBalancer.Host {
        let isUsable = self.isReady && self.health.isUsable
        self.usableSince = isUsable ? self.usableSince ?? now : nil
        var plan = self.plan
        plan.isReady = self.isReady
        return LoadBalancer.Host(plan, isWell: self.health.isUsable, warmupStart: self.usableSince)
    }

    /// The connection that was used last and is still open, of those that asked for this name by TLS.
    func takeIdle(serverName: [UInt8]) -> HTTP1UpstreamConnection? {
        while let place = self.idle.lastIndex(where: { $0.serverName == serverName }) {
            let connection = self.idle.remove(at: place)
            connection.isIdle = false
            if connection.isOpen { return connection }
        }
        return nil
    }

    /// Keeps a connection for the next exchange.
    func keep(_ connection: HTTP1UpstreamConnection) {
        guard !self.isRetired, connection.era == self.era else { return connection.close() }
        connection.isIdle = true
        self.idle.append(connection)
        self.serveWaiting()
    }

    /// Forgets an idle connection that has gone.
    func forget(_ connection: HTTP1UpstreamConnection) {
        if let index = self.idle.lastIndex(where: { $0 === connection }) { self.idle.remove(at: index) }
    }

    /// A shared connection that takes another exchange, of those that asked for this name by TLS.
    func takeShared(serverName: [UInt8]) -> HTTP2UpstreamConnection? {
        self.shared.first { $0.isOpen && $0.room > 0 && $0.serverName == serverName }
    }

    /// Keeps a shared connection for all exchanges to come.
    func keep(_ connection: HTTP2UpstreamConnection) {
        self.shared.append(connection)
        if self.isRetired || connection.era != self.era { connection.retire() }
    }

    /// Forgets a shared connection that has gone.
    func forget(_ connection: HTTP2UpstreamConnection) { self.shared.removeAll { $0 === connection } }

    // MARK: Limits

    /// A place for one more connection; nil when the cluster has as many as it may have. An endpoint always gets its
    /// first one, as in Envoy, so that whoever waits for a connection waits for one that is there.
    func reserveConnection(of cluster: UpstreamCluster) -> ConnectionPlace? {
        let isFirst = self.connectionCount == 0
        let admission =
            isFirst
            ? cluster.shared.limits.enterRegardless(.connections, under: cluster.plan.limits)
            : cluster.shared.limits.enter(.connections, under: cluster.plan.limits)
        guard let admission else { return nil }
        self.connectionCount += 1
        return ConnectionPlace(admission: admission)
    }

    /// A connection has gone.
    func giveBack(_ place: consuming ConnectionPlace) {
        self.connectionCount -= 1
        _ = consume place
        self.serveWaiting()
    }

    /// A connection, or a place on one, has become free, or there may be another one.
    func serveWaiting() {
        while let first = self.waiting.first {
            self.waiting.removeFirst()
            if !first.acquireInTurn(self) {
                self.waiting.insert(first, at: 0)
                return
            }
        }
    }

    /// Connections are made in another way from now on: those that are there are used up and not again.
    func beginEra() {
        self.era += 1
        self.clear()
    }

    /// The endpoint has left its cluster: closes what is idle; what is in use is closed when it comes back.
    func retire() {
        self.isRetired = true
        self.probe?.abandon()
        self.probe = nil
        self.check = nil
        self.clear()
    }

    private func clear() {
        let connections = self.idle
        self.idle = []
        for connection in connections { connection.close() }
        for connection in self.shared { connection.retire() }
    }
}

/// One connection's place among those that a cluster may have.
struct ConnectionPlace: ~Copyable {
    fileprivate let admission: Admission

    fileprivate init(admission: consuming Admission) { self.admission = admission }
}

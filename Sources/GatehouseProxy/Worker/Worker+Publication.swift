import GatehouseHTTP
import GatehouseTelemetry
import GatehouseUpstream
import GatehousePlan
import GatehouseRouting
import NIOCore

/// Taking over what the control plane publishes. Each function runs in one go on the loop, so that no request ever sees
/// half of it.
extension Worker {
    /// Serves `snapshot` from now on.
    func adopt(
        _ snapshot: Snapshot, tls: TLSContexts, limiters: [RouteLimiter], endpoints: [String: EndpointSet],
        listeners: [ListenerAddress: CompiledContent]
    ) {
        self.tls = tls
        self.limiters = limiters
        var clusters: [UpstreamCluster] = []
        clusters.reserveCapacity(snapshot.clusters.count)
        var names = Set<String>(minimumCapacity: snapshot.clusters.count)
        for compiled in snapshot.clusters {
            let name = compiled.plan.name
            let cluster =
                self.clustersByName[name]
                ?? UpstreamCluster(
                    compiled, shared: self.sharedClusters.cluster(name), registry: self.registry,
                    metrics: self.metrics,
                    random: RequestIDGenerator(seed: (self.random.next(), self.random.next())))
            cluster.update(compiled)
            cluster.update(endpoints[name] ?? EndpointSet())
            self.clustersByName[name] = cluster
            clusters.append(cluster)
            names.insert(name)
        }
        self.clusters = clusters
        for (name, cluster) in self.clustersByName where !names.contains(name) {
            cluster.retire()
            self.clustersByName[name] = nil
        }
        for (address, content) in listeners { self.listeners[address]?.content = content }
        for (address, socket) in self.listeners where listeners[address] == nil { self.close(socket, at: address) }
        self.flush()
    }

    /// The cluster that a route names. Routes of an earlier snapshot are still in use where a request was delayed and on
    /// connections of a listener that has gone; their clusters are found by name.
    func cluster(for compiled: CompiledCluster) -> UpstreamCluster? {
        if self.clusters.indices.contains(compiled.index) {
            let cluster = self.clusters[compiled.index]
            if cluster.compiled === compiled { return cluster }
        }
        return self.clustersByName[compiled.plan.name]
    }

    /// Replaces the endpoints of some clusters.
    func adopt(endpoints: [String: EndpointSet]) {
        for (name, set) in endpoints { self.clustersByName[name]?.update(set) }
    }

    /// Adds a bound socket and begins to accept.
    func open(_ channel: any Channel, at address: ListenerAddress, content: CompiledContent) {
        let socket = ListenerSocket(address: address, channel: channel, content: content)
        self.listeners[address] = socket
        socket.activate()
    }

    private func close(_ socket: ListenerSocket, at address: ListenerAddress) {
        self.listeners[address] = nil
        socket.retire()
        for connection in self.downstreamConnections where connection.source.socket === socket { connection.leave() }
    }

    /// Closes every connection as soon as its exchange has ended; `whenIdle` is called when none is left.
    func drain(whenIdle: @escaping () -> Void) {
        self.isDraining = true
        self.whenIdle = whenIdle
        for connection in self.downstreamConnections { connection.leave() }
        self.flush()
        if self.downstreamCount == 0 { whenIdle() }
    }

    private var downstreamConnections: [DownstreamConnection] {
        self.connections.compactMap { $0 as? DownstreamConnection }
    }

    /// What is known of the clusters and their endpoints here.
    func clusterStates() -> [ClusterState] {
        self.clusters.map { cluster in
            ClusterState(
                name: cluster.name,
                endpoints: cluster.allEndpoints.map { endpoint in
                    ClusterState.EndpointState(
                        address: String(decoding: endpoint.text, as: UTF8.self), isReady: endpoint.isReady,
                        isEjected: endpoint.health.isEjected, isWell: endpoint.health.isWell,
                        ejections: endpoint.health.ejections, hostname: endpoint.plan.hostname,
                        weight: endpoint.weight, activeRequests: endpoint.active, totalRequests: endpoint.total,
                        idleConnections: endpoint.idle.count + endpoint.shared.count { $0.isIdle })
                })
        }
    }
}

import GatehouseUpstream
import Synchronization

/// What the workers know together of each cluster. It survives snapshots by the cluster's name, as everything does that
/// is counted.
final class SharedClusters: Sendable {
    private let clusters = Mutex<[String: SharedCluster]>([:])

    /// What is shared of the cluster of this name. Taken when a worker gets to know the cluster, never on a request's way.
    func cluster(_ name: String) -> SharedCluster {
        self.clusters.withLock { clusters in
            if let cluster = clusters[name] { return cluster }
            let cluster = SharedCluster()
            clusters[name] = cluster
            return cluster
        }
    }

    /// Forgets the clusters that no snapshot names any more. Workers that still use one keep it for themselves.
    func keep(_ names: Set<String>) {
        self.clusters.withLock { $0 = $0.filter { names.contains($0.key) } }
    }
}

/// What the workers know together of one cluster.
final class SharedCluster: Sendable {
    /// What is under way.
    let limits = ClusterLimits()
    /// Who is out, and when something changed.
    let health = ClusterHealth()
    private let endpoints = Mutex<[UpstreamEndpoint.Key: EndpointHealth]>([:])

    /// How the endpoints of these addresses do, in order; others have left. Taken when the endpoints change: every worker
    /// comes with the same set before there is another one.
    func health(of keys: [UpstreamEndpoint.Key], hasHealthChecks: Bool) -> [EndpointHealth] {
        self.endpoints.withLock { endpoints in
            let wanted = Set(keys)
            for (key, health) in endpoints where !wanted.contains(key) {
                self.health.leave(health)
                endpoints[key] = nil
            }
            return keys.map { key in
                if let health = endpoints[key] { return health }
                let health = EndpointHealth(isWell: !hasHealthChecks || self.health.presumesWell)
                endpoints[key] = health
                return health
            }
        }
    }
}

import GatehouseModel
import GatehousePlan

extension ClusterCatalog {
    /// Notes that connections without requests go to a cluster: what it hashes has to be there (semantics B2).
    mutating func carryConnections(_ cluster: ClusterID?) {
        guard let (resource, path) = cluster.flatMap({ self.requestHashes[$0] }) else { return }
        self.report(
            settings: resource.diagnostic(
                "GH0226", .warning, .fieldIgnored, at: path,
                "`\(path)` is a part of requests, which the gateway does not see on connections that `tcp` and `tls`"
                    + " rules take: each of them goes to any endpoint. Hash by `useSourceIp` there."))
    }
}

extension ClusterPlan.Balancing {
    /// The field of `consistentHash` by which something of a request is hashed; nil where nothing of it is.
    var requestHashField: String? {
        guard case .consistentHash(let plan) = self else { return nil }
        return switch plan.key {
        case .header: "httpHeaderName"
        case .cookie: "httpCookie"
        case .queryParameter: "httpQueryParameterName"
        case .sourceAddress: nil
        }
    }
}

import GatehousePlan
import GatehouseControl
import GatehouseProxy

extension ClusterState {
    /// The cluster as the admin API shows it.
    var json: JSONValue {
        .object(present: [
            "name": .string(self.name),
            "endpoints": .array(
                self.endpoints.map { endpoint in
                    .object(present: [
                        "address": .string(endpoint.address),
                        "hostname": endpoint.hostname.map { .string($0) },
                        "health": .string(endpoint.health),
                        "ejections": endpoint.ejections > 0 ? .integer(endpoint.ejections) : nil,
                        "weight": .integer(endpoint.weight),
                        "activeRequests": .integer(endpoint.activeRequests),
                        "totalRequests": .integer(endpoint.totalRequests),
                        "idleConnections": .integer(endpoint.idleConnections),
                    ])
                }),
        ])
    }
}

extension ClusterState.EndpointState {
    /// Why it is picked or not, in a word.
    fileprivate var health: String {
        if !self.isReady { return "unready" }
        if self.isEjected { return "ejected" }
        return self.isWell ? "ready" : "unwell"
    }
}

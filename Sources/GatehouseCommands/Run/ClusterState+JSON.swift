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
                        "health": endpoint.isReady ? "ready" : "unready",
                        "weight": .integer(endpoint.weight),
                        "activeRequests": .integer(endpoint.activeRequests),
                        "totalRequests": .integer(endpoint.totalRequests),
                        "idleConnections": .integer(endpoint.idleConnections),
                    ])
                }),
        ])
    }
}

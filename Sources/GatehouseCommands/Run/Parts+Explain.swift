import GatehouseAdmin
import GatehouseControl
import GatehousePlan
import GatehouseRouting

extension Parts {
    /// What would happen to a request now, for the admin API.
    func explain(_ query: ExplainQuery) -> JSONValue {
        guard let published = self.loop.published else {
            return .object(present: ["error": "no configuration has been published yet"])
        }
        let host = query.host ?? query.serverName ?? "localhost"
        let call = SimulatedCall(
            port: query.port, host: host, target: query.path,
            method: query.method,
            headers: query.headers.map { SimulatedCall.Header(name: $0.name, value: $0.value) },
            isSecure: query.isTLS,
            serverName: query.isTLS ? query.serverName ?? RequestOptions.withoutPort(host) : nil,
            sourceAddress: query.sourceIP ?? "192.0.2.1")
        return Simulation.simulate(
            published.snapshot, endpoints: published.endpoints, call: call, edge: self.edge
        ).json
    }
}

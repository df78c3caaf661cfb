import GatehouseProxy
import GatehouseTelemetry
import GatehouseTestSupport
import Testing

extension Gateway {
    /// Returns once nothing is under way any more: no exchange and no connection is open or counted anywhere but `kept`
    /// connections that wait for the next request. Fails with what is left.
    func settles(keeping kept: Int = 0) async throws {
        var left = Left()
        let hasSettled = try await eventually {
            left = await self.left()
            return left == Left(upstreamConnections: kept, idleConnections: kept)
        }
        guard hasSettled else { throw left }
    }

    /// What is under way.
    struct Left: Error, Equatable {
        var exchanges = 0
        var clientConnections = 0
        var upstreamConnections = 0
        var idleConnections = 0
        var requestsOfEndpoints = 0
    }

    private func left() async -> Left {
        let endpoints = await self.proxy.clusterStates().flatMap(\.endpoints)
        return Left(
            exchanges: self.metric("gatehouse_downstream_requests_active"),
            clientConnections: self.metric("gatehouse_downstream_connections "),
            upstreamConnections: self.metric("gatehouse_upstream_connections{"),
            idleConnections: endpoints.reduce(0) { $0 + $1.idleConnections },
            requestsOfEndpoints: endpoints.reduce(0) { $0 + $1.activeRequests })
    }

    /// How many requests were counted with this status and these flags.
    func requests(status: Int, flags: String) -> Int {
        let text = String(decoding: self.registry.prometheusText(), as: UTF8.self)
        return text.split(separator: "\n").filter {
            $0.hasPrefix("istio_requests_total{") && $0.contains("response_code=\"\(status)\"")
                && $0.contains("response_flags=\"\(flags)\"")
        }.reduce(0) { $0 + ($1.split(separator: " ").last.flatMap { Int($0) } ?? 0) }
    }
}

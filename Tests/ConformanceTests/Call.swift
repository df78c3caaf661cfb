import GatehouseRouting
import GatehouseTestSupport

/// One request to a gateway, and what has to come of it; what is left out does not matter.
struct Call: Decodable, Sendable {
    var port: Int?
    var host: String
    var method: String?
    var path: String?
    var headers: [String: String]?
    var expect: Expectation

    struct Expectation: Decodable, Sendable {
        /// As `explain` names it.
        var outcome: String?
        var status: Int?
        var flag: String?
        /// The origin that answers; only live.
        var backend: String?
        var location: String?
        /// The path with its query, and the authority, as the upstream sees them.
        var upstreamPath: String?
        var upstreamHost: String?
        /// Request headers as the upstream sees them; an empty value means absent.
        var upstreamHeaders: [String: String]?
        /// Response headers, likewise; only live.
        var responseHeaders: [String: String]?
    }

    /// What the simulator says.
    func simulate(in gateway: LiveGateway) -> Explanation {
        Simulation.simulate(
            gateway.snapshot, endpoints: gateway.endpoints,
            call: SimulatedCall(
                port: self.port ?? 80, host: self.host, target: self.path ?? "/", method: self.method ?? "GET",
                headers: (self.headers ?? [:]).map { .init(name: $0.key, value: $0.value) }))
    }

    /// What the proxy does; nil when nothing listens on the port.
    func send(to gateway: LiveGateway) async throws -> RawResponse? {
        guard let port = gateway.localPort(of: self.port ?? 80) else { return nil }
        let fields = (self.headers ?? [:]).map { "\($0.key): \($0.value)\r\n" }.joined()
        return try await RawClient.response(
            from: port,
            to:
                "\(self.method ?? "GET") \(self.path ?? "/") HTTP/1.1\r\nHost: \(self.host)\r\n\(fields)Connection: close\r\n\r\n"
        )
    }
}

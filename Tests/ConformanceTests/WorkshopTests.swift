import GatehouseTestSupport
import Testing

/// A workshop's files, as they were written in 2019.
@Suite("A workshop's labs, live", .overSockets, .enabled(if: Corpus.isPresent, "\(Corpus.absence)"))
struct WorkshopTests {
    private static let shop = "hipster.trainee701-srecon19.innovlabs.io"
    private static let dashboard = "dashboard.trainee701-srecon19.innovlabs.io"

    /// The lab's files as one manifest.
    private func manifest(_ files: String...) throws -> String {
        try files.map { try Corpus.text("workshop-labs/\($0).yaml") }.joined(separator: "\n---\n")
    }

    private static func call(_ host: String, _ path: String = "/", backend: String?) -> Call {
        var call = Call(host: host, path: path)
        call.expect.outcome = backend == nil ? "no_route" : "forward"
        call.expect.status = backend == nil ? 404 : 200
        call.expect.backend = backend
        return call
    }

    @Test("the shop answers for its host, and nothing for another")
    func frontend() async throws {
        let gateway = try await LiveGateway.start(try self.manifest("frontend-ingress"), backends: ["frontend"])
        await gateway.serve([
            Self.call(Self.shop, backend: "frontend"), Self.call(Self.shop, "/product/1", backend: "frontend"),
            Self.call("other.example", backend: nil),
        ])
    }

    @Test("dashboards are told apart by their paths, beside the shop on one port")
    func dashboards() async throws {
        let gateway = try await LiveGateway.start(
            try self.manifest("frontend-ingress", "addons-ingress"), backends: ["frontend", "kiali", "tracing"])
        await gateway.serve([
            Self.call(Self.dashboard, "/kiali/console", backend: "kiali"),
            Self.call(Self.dashboard, "/jaeger", backend: "tracing"), Self.call(Self.dashboard, backend: nil),
            Self.call(Self.shop, "/kiali", backend: "frontend"),
        ])
    }

    @Test("everything that comes to the public gateway by http is sent to https")
    func publicGateway() async throws {
        let gateway = try await LiveGateway.start(
            try self.manifest("istio-public-gateway", "addons-ingress"), backends: ["kiali"])
        var call = Call(host: "any.example:8080", method: "POST", path: "/a?b")
        call.expect.outcome = "redirect"
        call.expect.status = 301
        call.expect.location = "https://any.example:8080/a?b"
        await gateway.serve([call])
    }

    @Test("A6: 80 and 20 of a hundred requests go to the two versions, within four standard deviations")
    func weights() async throws {
        let gateway = try await LiveGateway.start(
            try self.manifest("frontend-ingress-updated", "frontend-destinationrule"),
            backends: ["frontend,version=v0.1.2", "frontend,version=v0.1.3"])
        let port = try #require(gateway.localPort(of: 80))
        let request = "GET / HTTP/1.1\r\nHost: \(Self.shop)\r\n\r\n"
        let backends = try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let connection = try await RawClient.connect(to: port)
                    var backends: [String] = []
                    for _ in 0..<1250 {
                        try await connection.write(request)
                        backends.append(try await connection.readResponse().backend ?? "nobody")
                    }
                    await connection.close()
                    return backends
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        await gateway.stop()
        let first = backends.count { $0 == "frontend,version=v0.1.2" }
        let second = backends.count { $0 == "frontend,version=v0.1.3" }
        #expect(first + second == 5000)
        // The standard deviation is the root of 5,000 · 0.8 · 0.2, which is 28.3.
        #expect((4000 - 113...4000 + 113).contains(first))
    }
}

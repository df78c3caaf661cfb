import GatehouseObjects
import GatehouseTestSupport
import Testing

@testable import GatehouseKubernetes

@Suite("The end of leadership", .overSockets)
struct LeadershipExpiryTests {
    @Test("Whoever leads is told that it no longer does when its time is over, not when it looks at the Lease next")
    func expiry() async throws {
        let cluster = try await TestOrigin.start(name: "api") { request in
            let isRead = request.method == "GET"
            let status: JSON = ["kind": "Status", "code": 404, "reason": "NotFound"]
            let lease: JSON = [
                "kind": "Lease", "metadata": ["name": "l", "resourceVersion": "1"], "spec": ["holderIdentity": "me"],
            ]
            return OriginReply(
                status: isRead ? 404 : 201, headers: [("content-type", "application/json")],
                body: .fixed((isRead ? status : lease).bytes))
        }
        let client = APIClient(
            ClusterAccess(
                server: ServerAddress(isSecure: false, host: "127.0.0.1", port: cluster.port), origin: "a test"))
        let timing = LeaderElection.Timing(lease: .seconds(30), renewal: .seconds(3), retry: .seconds(20))
        let told = Watched<[Bool]>([])
        let looks = Watched<[Int]>([])
        let elector = LeaderElector(
            client: client, namespace: "n", name: "l", election: LeaderElection(identity: "me", timing: timing),
            random: { 0 }, logger: .silent,
            onChange: { isLeader in
                looks.change { $0.append(cluster.requests.count) }
                told.change { $0.append(isLeader) }
            })
        try await running({ await elector.run() }) { try await told.until { $0 == [true, false] } }
        #expect(looks.current.first == looks.current.last)
        await client.shutdown()
        await cluster.stop()
    }
}

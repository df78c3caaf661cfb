import GatehousePlan
import GatehouseProxy
import GatehouseTestSupport
import Testing

@Suite("Outlier detection", .overSockets)
struct OutlierDetectionTests {
    private static func gateway(
        to ports: [Int], _ plan: OutlierDetectionPlan, policy: RoutePolicy = RoutePolicy()
    ) async throws -> Gateway {
        var cluster = Gateway.cluster()
        cluster.outlierDetection = plan
        cluster.balancing = .roundRobin
        return try await Gateway.start(
            Gateway.plan([Gateway.forward(policy: policy)], clusters: [cluster]), endpoints: Gateway.endpoints(ports),
            isLogged: true)
    }

    private static func states(_ gateway: Gateway) async -> [ClusterState.EndpointState] {
        await gateway.proxy.clusterStates().flatMap(\.endpoints)
    }

    @Test("so many 5xx in a row eject; requests go to the others, and the one is let in when its time is over")
    func serverErrors() async throws {
        let isBroken = Watched(true)
        let bad = try await TestOrigin.start(name: "bad") { _ in
            OriginReply.text("", status: isBroken.current ? 500 : 200)
        }
        let good = try await TestOrigin.start(name: "good")
        let out = Duration.seconds(2)
        let gateway = try await Self.gateway(
            to: [bad.port, good.port],
            OutlierDetectionPlan(
                consecutive5xx: 3, interval: .milliseconds(10), baseEjectionTime: out, maxEjectionPercent: 50))
        let client = try await RawClient.connect(to: gateway.port)
        func get() async throws -> RawResponse {
            try await client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            return try await client.readResponse()
        }
        let clock = ContinuousClock()
        var begun = clock.now
        var errors = 0
        while errors < 3 {
            begun = clock.now
            if try await get().status == 500 { errors += 1 }
        }
        #expect(await Self.states(gateway).map(\.isEjected).sorted { !$0 && $1 } == [false, true])
        #expect(gateway.metric("gatehouse_upstream_ejections_total") == 1)
        isBroken.change { $0 = false }
        // Nothing goes there while it is out; then it gets its turn again.
        #expect(try await eventually { try await get()[TestOrigin.nameHeader] == "bad" })
        #expect(clock.now - begun >= out)
        #expect(await Self.states(gateway).map(\.isEjected) == [false, false])
        await client.close()
        await gateway.stop()
        await bad.stop()
        await good.stop()
    }

    @Test("an upgrade that is accepted is a success: errors before and after it are not in a row")
    func upgrades() async throws {
        let origin = try await RawOrigin.start { connection, _ in
            let head = try await connection.read(through: "\r\n\r\n")
            let isUpgrade = head.contains("/upgrade")
            try await connection.write(
                isUpgrade
                    ? "HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n"
                    : "HTTP/1.1 500 Bad\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        }
        let gateway = try await Self.gateway(
            to: [origin.port], OutlierDetectionPlan(consecutive5xx: 2, maxEjectionPercent: 100))
        func get(_ path: String) async throws -> Int {
            try await gateway.response(
                to: "GET \(path) HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n"
            ).status
        }
        for _ in 0..<3 {
            #expect(try await get("/bad") == 500)
            #expect(try await get("/upgrade") == 101)
        }
        #expect(await Self.states(gateway).map(\.isEjected) == [false])
        #expect(try await get("/bad") == 500)
        #expect(try await get("/bad") == 500)
        #expect(await Self.states(gateway).map(\.isEjected) == [true])
        await gateway.stop()
        await origin.stop()
    }

    @Test("failures to connect count as 5xx; the last endpoint may go too, and then there is none: 503 UH")
    func connectFailures() async throws {
        let refusing = try RefusingPort.hold()
        let gateway = try await Self.gateway(
            to: [refusing.number], OutlierDetectionPlan(consecutive5xx: 2, baseEjectionTime: .seconds(60)))
        for _ in 0..<4 { _ = try await gateway.response(to: "GET / HTTP/1.1\r\nHost: a\r\n\r\n") }
        #expect(await gateway.stop().map(\.flags) == ["UF", "UF", "UH", "UH"])
        refusing.release()
    }

    @Test("a good answer begins the row anew; 4xx are good; off without a plan", arguments: [200, 404])
    func rows(_ status: Int) async throws {
        let count = Watched(0)
        let origin = try await TestOrigin.start(name: "v1") { _ in
            count.change { $0 += 1 }
            return OriginReply.text("", status: count.current % 3 == 0 ? status : 503)
        }
        let gateway = try await Self.gateway(
            to: [origin.port], OutlierDetectionPlan(consecutive5xx: 3, consecutiveGatewayErrors: 3))
        for _ in 0..<30 { _ = try await gateway.response(to: "GET / HTTP/1.1\r\nHost: a\r\n\r\n") }
        #expect(origin.requests.count == 30)
        #expect(await Self.states(gateway).map(\.ejections) == [0])
        await gateway.stop()
        await origin.stop()
    }

    @Test("a plan that goes lets everything in; endpoints keep what is known of them over other publications")
    func reloads() async throws {
        let bad = try await TestOrigin.start(name: "bad") { _ in OriginReply.text("", status: 500) }
        let good = try await TestOrigin.start(name: "good")
        let gateway = try await Self.gateway(
            to: [bad.port, good.port],
            OutlierDetectionPlan(consecutive5xx: 1, baseEjectionTime: .seconds(600), maxEjectionPercent: 50))
        while await !Self.states(gateway).contains(where: \.isEjected) {
            _ = try await gateway.response(to: "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        }
        var cluster = Gateway.cluster()
        cluster.outlierDetection = OutlierDetectionPlan(consecutive5xx: 7)
        await gateway.publish(
            [Gateway.forward()], clusters: [cluster], endpoints: Gateway.endpoints([bad.port, good.port]))
        #expect(await Self.states(gateway).contains { $0.isEjected })
        await gateway.publish(
            [Gateway.forward()], clusters: [Gateway.cluster()], endpoints: Gateway.endpoints([bad.port, good.port]))
        #expect(try await eventually { await !Self.states(gateway).contains { $0.isEjected } })
        await gateway.stop()
        await bad.stop()
        await good.stop()
    }
}

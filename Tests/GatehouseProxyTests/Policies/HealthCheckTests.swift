import GatehousePlan
import GatehouseProxy
import GatehouseTestSupport
import Synchronization
import Testing

@Suite("Active health checks", .overSockets)
struct HealthCheckTests {
    private static func gateway(
        to ports: [Int], _ question: HealthCheckPlan.Question, isHTTP2: Bool = false
    ) async throws -> Gateway {
        var cluster = Gateway.cluster()
        cluster.healthCheck = HealthCheckPlan(
            question: question, interval: .milliseconds(50), timeout: .seconds(5), healthyThreshold: 1,
            unhealthyThreshold: 2)
        if isHTTP2 { cluster.upstreamProtocol = .http2 }
        return try await Gateway.start(
            [Gateway.forward()], clusters: [cluster], endpoints: Gateway.endpoints(ports))
    }

    /// Returns once the only endpoint is as wanted.
    private static func until(_ gateway: Gateway, isWell: Bool) async throws {
        let isAsWanted = try await eventually {
            await gateway.proxy.clusterStates().flatMap(\.endpoints).map(\.isWell) == [isWell]
        }
        try #require(isAsWanted)
    }

    private static let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n"

    @Test("HTTP: so many bad answers take an endpoint out, a good one lets it in; the question is as configured")
    func http() async throws {
        let isBroken = Watched(false)
        let asked = Watched<OriginRequest?>(nil)
        let origin = try await TestOrigin.start(name: "v1") { request in
            guard request.url == "/healthz?deep" else { return OriginReply.text("ok") }
            asked.change { $0 = request }
            return OriginReply.text("", status: isBroken.current ? 500 : 200)
        }
        let gateway = try await Self.gateway(to: [origin.port], .http(path: "/healthz?deep", host: "check.test"))
        #expect(try await gateway.response(to: Self.get).status == 200)
        try await asked.until { $0 != nil }
        #expect(asked.current?.method == "GET")
        #expect(asked.current?.host == "check.test")
        isBroken.change { $0 = true }
        try await Self.until(gateway, isWell: false)
        let response = try await gateway.response(to: Self.get)
        #expect(response.status == 503)
        #expect(response.text == "no healthy upstream")
        isBroken.change { $0 = false }
        try await Self.until(gateway, isWell: true)
        #expect(try await gateway.response(to: Self.get).status == 200)
        // Checks are in no count of requests.
        #expect(gateway.metric("gatehouse_downstream_requests_active") == 0)
        await gateway.stop()
        await origin.stop()
    }

    @Test("TCP: a connection is enough")
    func tcp() async throws {
        let origin = try await RawOrigin.start(.awaitEnd)
        let gateway = try await Self.gateway(to: [origin.port], .tcp)
        try await Self.until(gateway, isWell: true)
        await origin.stop()
        try await Self.until(gateway, isWell: false)
        await gateway.stop()
    }

    @Test("gRPC: SERVING is well, everything else is not", arguments: [1, 2])
    func grpc(_ status: UInt8) async throws {
        let asked = Watched<[String]>([])
        let origin = try await HTTP2Origin.start { stream, _ in
            let request = try await stream.request()
            asked.change { $0.append("\(request.url) \(Array(request.body.utf8))") }
            try await stream.write(head: [(":status", "200"), ("content-type", "application/grpc")])
            try await stream.write([0, 0, 0, 0, 2, 8, status])
            try await stream.write(head: [("grpc-status", "0")], endsStream: true)
        }
        let gateway = try await Self.gateway(to: [origin.port], .grpc(service: "a.B"), isHTTP2: true)
        try await asked.until { $0.count >= 3 }
        #expect(asked.current.first == "/grpc.health.v1.Health/Check [0, 0, 0, 0, 5, 10, 3, 97, 46, 66]")
        try await Self.until(gateway, isWell: status == 1)
        // One connection serves all the questions.
        #expect(origin.connections == 1)
        await gateway.stop()
        await origin.stop()
    }

    @Test("an answer that does not come in time is a bad one")
    func timeout() async throws {
        let origin = try await RawOrigin.start(.readRequest, .awaitEnd)
        var cluster = Gateway.cluster()
        cluster.healthCheck = HealthCheckPlan(
            question: .http(path: "/", host: nil), interval: .milliseconds(50), timeout: .milliseconds(50))
        let gateway = try await Gateway.start(
            [Gateway.forward()], clusters: [cluster], endpoints: Gateway.endpoints([origin.port]))
        try await Self.until(gateway, isWell: false)
        await gateway.stop()
        await origin.stop()
    }

    @Test("without a question any more, everything counts as well again")
    func removed() async throws {
        let refusing = try RefusingPort.hold()
        let gateway = try await Self.gateway(to: [refusing.number], .tcp)
        try await Self.until(gateway, isWell: false)
        await gateway.publish(
            [Gateway.forward()], clusters: [Gateway.cluster()], endpoints: Gateway.endpoints([refusing.number]))
        try await Self.until(gateway, isWell: true)
        await gateway.stop()
        refusing.release()
    }
}

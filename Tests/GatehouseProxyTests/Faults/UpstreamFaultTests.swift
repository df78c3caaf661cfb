import GatehousePlan
import GatehouseProxy
import GatehouseTestSupport
import Testing

@Suite(
    "Upstreams that fail: status, body, flags, details, tries and counters, and nothing is left behind", .overSockets)
struct UpstreamFaultTests {
    @Test("over HTTP/1.1, the upstream", arguments: UpstreamFault.table)
    func fails(_ fault: UpstreamFault) async throws {
        let stage = try await UpstreamStage.set(for: fault.upstream)
        var cluster = Gateway.cluster()
        if case .deaf = fault.upstream { cluster.connectTimeout = .milliseconds(100) }
        let gateway = try await Gateway.start(
            Gateway.plan([Gateway.forward(policy: fault.policy)], clusters: [cluster]),
            endpoints: Gateway.endpoints([stage.port]), limits: fault.limits, isLogged: true)
        let client = try await RawClient.connect(to: gateway.port)
        try await client.write(fault.request)
        #expect(try await Self.answer(on: client, like: fault.answer, to: fault.request) == fault.answer)
        await client.close()

        try await gateway.settles(keeping: fault.kept)
        #expect(gateway.metric("gatehouse_upstream_retries_total") == fault.tries - 1)
        #expect(gateway.requests(status: fault.answer.status, flags: fault.flags) == 1)
        if let requests = stage.requests { #expect(requests.current == fault.tries) }
        let log = await gateway.stop()
        #expect(log.map(\.flags) == [fault.flags])
        #expect(log.map(\.details) == [fault.details])
        #expect(log.map(\.code) == [fault.answer.status])
        await stage.stop()
    }

    @Test("over HTTP/2, the upstream", arguments: StreamFault.table)
    func fails(_ fault: StreamFault) async throws {
        let requests = Watched(0)
        let origin = try await HTTP2Origin.start { stream, connection in
            _ = try await stream.request()
            requests.change { $0 += 1 }
            try await fault.behaviour(stream, connection)
        }
        var cluster = Gateway.cluster()
        cluster.upstreamProtocol = .http2
        let gateway = try await Gateway.start(
            Gateway.plan([Gateway.forward(policy: fault.policy)], clusters: [cluster]),
            endpoints: Gateway.endpoints([origin.port]), limits: fault.limits, isLogged: true)
        let client = try await RawClient.connect(to: gateway.port)
        try await client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try await Self.answer(on: client, like: fault.answer) == fault.answer)
        await client.close()

        try await gateway.settles(keeping: fault.kept)
        #expect(gateway.metric("gatehouse_upstream_retries_total") == fault.tries - fault.silentTries - 1)
        #expect(gateway.requests(status: fault.answer.status, flags: fault.flags) == 1)
        #expect(requests.current == fault.tries)
        let log = await gateway.stop()
        #expect(log.map(\.flags) == [fault.flags])
        #expect(log.map(\.details) == [fault.details])
        #expect(log.map(\.code) == [fault.answer.status])
        await origin.stop()
    }

    /// What the client gets. Where a response that breaks off is expected, it is read to the end of the connection, so that
    /// one that turns out whole is seen as such.
    private static func answer(
        on client: RawConnection, like answer: UpstreamFault.Answer, to request: String = "GET"
    ) async throws -> UpstreamFault.Answer {
        guard case .cut = answer else {
            let response = try await client.readResponse(to: String(request.prefix { $0 != " " }))
            return .response(response.status, response.text)
        }
        var text: String
        do {
            text = String(decoding: try await client.readToEnd(), as: UTF8.self)
        } catch RawConnectionError.reset(let received) {
            text = received
        }
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1)
        let status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        // A chunk's size stands before what there is of it.
        let body = parts.count == 2 ? parts[1].split(separator: "\r\n").last.map(String.init) ?? "" : ""
        return .cut(status, body)
    }
}

/// What a gateway's upstream is for one test.
private struct UpstreamStage: ~Copyable {
    let port: Int
    /// How many requests came to an upstream that plays; nil for others.
    let requests: Watched<Int>?
    private let origin: RawOrigin?
    private let refusing: RefusingPort?
    private let deaf: DeafPort?

    static func set(for upstream: UpstreamFault.Upstream) async throws -> UpstreamStage {
        switch upstream {
        case .refuses:
            let port = try RefusingPort.hold()
            return UpstreamStage(port: port.number, requests: nil, origin: nil, refusing: port, deaf: nil)
        case .deaf:
            let port = try DeafPort.hold()
            return UpstreamStage(port: port.number, requests: nil, origin: nil, refusing: nil, deaf: port)
        case .plays(let turns):
            let requests = Watched(0)
            let origin = try await RawOrigin.start { connection, number in
                try await Self.play(turns[min(number, turns.count - 1)], on: connection, counting: requests)
            }
            return UpstreamStage(port: origin.port, requests: requests, origin: origin, refusing: nil, deaf: nil)
        }
    }

    private static func play(
        _ steps: [OriginStep], on connection: RawConnection, counting requests: Watched<Int>
    ) async throws {
        for step in steps {
            if case .readRequest = step {
                guard try await connection.readRequest() != nil else { return }
                requests.change { $0 += 1 }
            } else {
                if case .readHead = step { requests.change { $0 += 1 } }
                try await step.play(on: connection)
            }
        }
    }

    consuming func stop() async { await self.origin?.stop() }
}

import GatehouseModel
import GatehouseRouting
import GatehouseTestSupport
import Testing

@Suite("Fixtures", .overSockets, .serialized)
struct FixtureTests {
    @Test("there are fixtures")
    func presence() { #expect(!Fixture.all.isEmpty) }

    @Test("diagnostics, simulator and proxy say the same", arguments: Fixture.all)
    func fixture(_ fixture: Fixture) async throws {
        try #require(fixture.unreadable == nil)
        let gateway = try await LiveGateway.start(fixture)
        let found = gateway.diagnostics.filter { $0.level != .info }
        #expect(found.map(\.code) == fixture.diagnostics, "\(found.map(\.message))")
        await gateway.serve(fixture.calls)
    }

    @Test("over HTTP/2 the same comes of the same requests", arguments: Fixture.all.compactMap(\.overHTTP2))
    func overHTTP2(_ fixture: Fixture) async throws {
        try await LiveGateway.start(fixture).serve(fixture.calls)
    }
}

extension LiveGateway {
    /// Sends the calls one after the other, holds the simulator and the proxy to what is expected and to one another,
    /// and stops the gateway.
    func serve(_ calls: [Call]) async {
        var served: [(call: Call, explanation: Explanation, answer: LiveAnswer?)] = []
        for call in calls {
            let explanation = self.simulate(call)
            call.expect.check(Account(explanation), "simulated", of: call)
            if let rule = call.expect.rule {
                #expect(explanation.route.map { "\($0.virtualService) \($0.rule)" } == rule, "\(call.label)")
            }
            if let host = call.expect.virtualHost { #expect(explanation.virtualHost == host, "\(call.label)") }
            do {
                guard let answer = try await self.send(call) else {
                    #expect(explanation.outcome == .noListener, "both: \(call.label)")
                    continue
                }
                served.append((call, explanation, answer))
            } catch let error where explanation.outcome == .tlsRefused && error.isRefusal {
                served.append((call, explanation, nil))
            } catch {
                Issue.record(error, "live: \(call.label)")
            }
        }
        let log = await self.stop()
        #expect(log.count == served.count, "every exchange is logged once")
        for ((call, explanation, answer), line) in zip(served, log) {
            guard let answer else {
                if let flag = explanation.responseFlag { #expect(line.flags == flag, "live: \(call.label)") }
                continue
            }
            let account = Account(answer, log: line)
            call.expect.check(account, "live", of: call)
            call.expect.check(answer, of: call)
            if let status = call.expect.status { #expect(answer.response.status == status, "live: \(call.label)") }
            Agreement.check(explanation, account, about: call)
        }
    }
}

extension Error {
    /// Whether the other end would not have it, by TLS or by closing.
    fileprivate var isRefusal: Bool {
        switch self as? RawConnectionError {
        case .ended, .reset: true
        default: self is TLSPeerError
        }
    }
}

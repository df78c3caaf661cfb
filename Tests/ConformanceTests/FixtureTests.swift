import Foundation
import GatehouseModel
import GatehouseRouting
import GatehouseTestSupport
import Testing

/// A folder of `Tests/Fixtures`: resources in `input.yaml`, and in `calls.json` what has to come of requests.
struct Fixture: Decodable, CustomTestStringConvertible, Sendable {
    var name = ""
    var manifest = ""
    /// Services with an origin, see `LiveGateway.start`.
    var backends: [String]
    /// The codes of all diagnostics above `info`, in order.
    var diagnostics: [String]
    var calls: [Call]

    private enum CodingKeys: CodingKey { case backends, diagnostics, calls }

    var testDescription: String { self.name }

    static let all: [Fixture] = {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Fixtures")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path))?.sorted() ?? []
        return names.compactMap { name in
            let place = folder.appendingPathComponent(name)
            guard let calls = try? Data(contentsOf: place.appendingPathComponent("calls.json")),
                let manifest = try? String(contentsOf: place.appendingPathComponent("input.yaml"), encoding: .utf8)
            else { return nil }
            do {
                var fixture = try JSONDecoder().decode(Fixture.self, from: calls)
                fixture.name = name
                fixture.manifest = manifest
                return fixture
            } catch {
                return Fixture(name: "\(name): \(error)", backends: [], diagnostics: ["unreadable"], calls: [])
            }
        }
    }()

    private init(name: String, backends: [String], diagnostics: [String], calls: [Call]) {
        self.name = name
        self.backends = backends
        self.diagnostics = diagnostics
        self.calls = calls
    }
}

@Suite("Fixtures")
struct FixtureTests {
    @Test("diagnostics, simulator and proxy say the same", arguments: Fixture.all)
    func fixture(_ fixture: Fixture) async throws {
        let gateway = try await LiveGateway.start(fixture.manifest, backends: fixture.backends)
        #expect(gateway.diagnostics.filter { $0.level != .info }.map(\.code) == fixture.diagnostics)
        for call in fixture.calls {
            let explanation = call.simulate(in: gateway)
            let response = try await call.send(to: gateway)
            self.check(explanation, against: call)
            self.check(response, against: call)
            self.checkAgreement(explanation, response, about: call)
        }
        await gateway.stop()
    }

    private func check(_ explanation: Explanation, against call: Call) {
        let expected = call.expect
        let what: Comment = "simulated \(call.method ?? "GET") \(call.host)\(call.path ?? "/")"
        if let outcome = expected.outcome { #expect(explanation.outcome.rawValue == outcome, what) }
        if let status = expected.status, expected.backend == nil { #expect(explanation.status == status, what) }
        if let flag = expected.flag { #expect(explanation.responseFlag == flag, what) }
        if let location = expected.location { #expect(explanation.location == location, what) }
        if let path = expected.upstreamPath { #expect(explanation.request?.path == path, what) }
        if let host = expected.upstreamHost { #expect(explanation.request?.authority == host, what) }
        for (name, value) in expected.upstreamHeaders ?? [:] {
            let values = explanation.request?.headers.filter { $0.name == name }.map(\.value) ?? []
            #expect(values == (value.isEmpty ? [] : [value]), what)
        }
    }

    private func check(_ response: RawResponse?, against call: Call) {
        let expected = call.expect
        let what: Comment = "sent \(call.method ?? "GET") \(call.host)\(call.path ?? "/")"
        #expect((response == nil) == (expected.outcome == "no_listener"), what)
        guard let response else { return }
        if let status = expected.status { #expect(response.status == status, what) }
        if let backend = expected.backend { #expect(response.backend == backend, what) }
        if let location = expected.location { #expect(response["location"] == location, what) }
        for (name, value) in expected.responseHeaders ?? [:] {
            #expect((response[name] ?? "") == value, what)
        }
        guard let request = try? response.echo() else { return }
        if let path = expected.upstreamPath { #expect(request.url == path, what) }
        if let host = expected.upstreamHost { #expect(request.host == host, what) }
        for (name, value) in expected.upstreamHeaders ?? [:] {
            #expect(request.fields.values(name) == (value.isEmpty ? [] : [value]), what)
        }
    }

    /// Whatever a fixture leaves out, the simulator must not claim what the proxy does not do.
    private func checkAgreement(_ explanation: Explanation, _ response: RawResponse?, about call: Call) {
        let what: Comment = "both about \(call.method ?? "GET") \(call.host)\(call.path ?? "/")"
        guard let response else {
            #expect(explanation.outcome.rawValue == "no_listener", what)
            return
        }
        if let status = explanation.status { #expect(response.status == status, what) }
        #expect(explanation.location == response["location"], what)
        guard let seen = try? response.echo(), let told = explanation.request else { return }
        #expect(seen.url == told.path, what)
        #expect(seen.host == told.authority, what)
        let varying: Set<String> = [
            "x-request-id", "x-envoy-attempt-count", "x-forwarded-for", "x-envoy-external-address", "host",
            "content-length",
        ]
        let seenNames = Set(seen.fields.names).subtracting(varying)
        let toldNames = Set(told.headers.map(\.name)).subtracting(varying)
        #expect(seenNames == toldNames, what)
    }
}

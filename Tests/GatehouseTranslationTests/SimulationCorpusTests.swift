import GatehousePlan
import GatehouseRouting
import GatehouseTestSupport
import GatehouseTranslation
import Testing

/// Istio's own gateway simulation: plaintext, and TLS that is passed through.
@Suite struct SimulationCorpusTests {
    struct Case: Decodable {
        struct Request: Decodable {
            var port: Int
            var host: String
            var path: String
            var tls: String
            var sni: String?
        }

        struct Expected: Decodable {
            struct Backend: Decodable {
                var host: String
                var port: Int
                var subset: String
            }

            var listener: String?
            var route_config: String?
            var virtual_host: String?
            var error: String?
            var backend: Backend?
        }

        var name: String
        var input: String
        var uses_k8s_ingress: Bool
        var request: Request
        var expected: Expected
    }

    @Test(
        "listeners, virtual hosts and clusters are Istio's",
        .enabled(if: Corpus.isPresent, Comment(rawValue: Corpus.absence)))
    func simulation() throws {
        let cases = try Corpus.cases("istio_sim.jsonl", as: Case.self).filter { given in
            !given.uses_k8s_ingress
        }
        #expect(!cases.isEmpty)
        for given in cases where given.request.tls == "plaintext" {
            self.check(given)
            self.simulate(given)
        }
        for given in cases where given.request.tls == "tls" { self.pass(given) }
    }

    /// TLS connections of these cases are passed through, or refused for want of a server that takes them.
    private func pass(_ given: Case) {
        let result = translate(given.input)
        let explanation = Simulation.simulate(
            Snapshot.compile(result.plan, generation: 1).snapshot, endpoints: result.endpoints,
            call: SimulatedCall(
                port: given.request.port, host: given.request.host, isSecure: true, serverName: given.request.sni))
        let listener = explanation.listener.map { "\($0.address)_\($0.port)" }
        #expect(listener == given.expected.listener, "\(given.name)")
        guard let backend = given.expected.backend else {
            #expect(explanation.outcome == .noListener || explanation.outcome == .tlsRefused, "\(given.name)")
            return
        }
        #expect(explanation.destinations.map(\.host) == [backend.host], "\(given.name)")
        #expect(explanation.destinations.map(\.port) == [backend.port], "\(given.name)")
        #expect(explanation.destinations.map(\.subset) == [backend.subset], "\(given.name)")
    }

    private func check(_ given: Case) {
        let expected = given.expected
        let result = translate(given.input)
        let listener = result.plan.listeners.first { $0.port == given.request.port }
        #expect((listener == nil) == (expected.error == "NoListener"), "\(given.name)")
        guard let listener, case .http(let table) = listener.content else { return }
        #expect("\(listener.bind ?? "0.0.0.0")_\(listener.port)" == expected.listener, "\(given.name)")
        #expect(table.name == expected.route_config, "\(given.name)")
        let host = table.virtualHosts.first { $0.domain == HostPattern(given.request.host) }
        #expect(host?.name == expected.virtual_host, "\(given.name)")
        #expect((host?.requiresTLS ?? false) == (expected.error == "TLSRedirect"), "\(given.name)")
        guard expected.error == nil, let backend = expected.backend else { return }
        guard case .forward(let forward) = host?.routes.first?.action, let destination = forward.destinations.first
        else {
            Issue.record("\(given.name) does not forward")
            return
        }
        // The simulation leaves the cluster's domain out.
        let name = destination.host.replacing(".svc.cluster.local", with: "")
        #expect(name == backend.host.replacing(".svc.cluster.local", with: ""), "\(given.name)")
        #expect(destination.port == backend.port, "\(given.name)")
        #expect(destination.subset == backend.subset, "\(given.name)")
    }

    private func simulate(_ given: Case) {
        let result = translate(given.input)
        let explanation = Simulation.simulate(
            Snapshot.compile(result.plan, generation: 1).snapshot, endpoints: result.endpoints,
            call: SimulatedCall(port: given.request.port, host: given.request.host, target: given.request.path))
        // Nothing in these inputs has the destinations' services, so that what forwards there ends for lack of them.
        let outcome: Explanation.Outcome =
            switch given.expected.error {
            case "NoListener": .noListener
            case "TLSRedirect": .redirect
            case nil: .noCluster
            default: .noRoute
            }
        #expect(explanation.outcome == outcome, "\(given.name)")
        #expect(explanation.virtualHost == given.expected.virtual_host, "\(given.name)")
        if let backend = given.expected.backend {
            #expect(explanation.destinations.map(\.port) == [backend.port], "\(given.name)")
        }
    }
}

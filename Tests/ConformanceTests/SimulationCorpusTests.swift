import GatehouseTestSupport
import Testing

/// Istio's own gateway simulation, with traffic.
@Suite("Istio's gateway simulation, live", .overSockets, .enabled(if: Corpus.isPresent, "\(Corpus.absence)"))
struct SimulationCorpusTests {
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

                /// The simulation leaves the cluster's domain out.
                var fullHost: String {
                    self.host.hasSuffix(".svc.cluster.local") ? self.host : "\(self.host).svc.cluster.local"
                }
            }

            var virtual_host: String?
            var error: String?
            var backend: Backend?
        }

        var name: String
        var input: String
        var uses_k8s_ingress: Bool
        var request: Request
        var expected: Expected

        /// Why the case is not run; nil when it is.
        var omission: String? {
            if self.uses_k8s_ingress { return "Kubernetes Ingress is not read" }
            return nil
        }

        /// The request with what has to come of it.
        var call: Call {
            var call = Call(port: self.request.port, host: self.request.host, path: self.request.path)
            call.expect.virtualHost = self.expected.virtual_host
            call.expect.backend = self.expected.backend?.fullHost
            if self.request.tls == "tls" {
                call.tls = true
                call.sni = self.request.sni ?? ""
            }
            switch self.expected.error {
            case "NoListener": call.expect.outcome = "no_listener"
            case "TLSRedirect":
                call.expect.outcome = "redirect"
                call.expect.location = "https://\(self.request.host)\(self.request.path)"
            case nil: call.expect.outcome = "forward"
            default: call.expect.outcome = "no_route"
            }
            return call
        }
    }

    @Test("requests end as Istio's simulation has it")
    func simulation() async throws {
        let cases = try Corpus.cases("istio_sim.jsonl", as: Case.self)
        let served = cases.filter { $0.omission == nil }
        #expect(!served.isEmpty)
        for given in served {
            let backends = given.expected.backend.map { [$0.fullHost] } ?? []
            if given.input.contains("PASSTHROUGH"), given.request.tls == "tls" {
                try await self.passThrough(given, backends)
                continue
            }
            let gateway = try await LiveGateway.start(given.input, backends: backends)
            await gateway.serve([given.call])
        }
    }

    /// A case whose TLS is the destination's: what is inside can't be seen, and is not told.
    private func passThrough(_ given: Case, _ backends: [String]) async throws {
        let gateway = try await LiveGateway.start(given.input, backends: backends.map { "tls:\($0)" })
        let answer = try await gateway.send(given.call)
        #expect(answer?.response.backend == given.expected.backend?.fullHost, "\(given.name)")
        await gateway.stop()
    }
}

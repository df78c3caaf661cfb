import GatehousePlan
import GatehouseRouting
import GatehouseTestSupport
import GatehouseTranslation
import Testing

/// Istio's own routing cases, as far as they can be told without traffic.
@Suite struct RoutingCorpusTests {
    struct Case: Decodable {
        struct Request: Decodable {
            var method: String
            var path: String
            var port: Int
            var headers: [String: String]
            var `protocol`: String?
            var follow_redirects: Bool?
        }

        struct Check: Decodable {
            var status: Int?
            var backend_host: String?
            var backend_url: String?
            var backend_request_header: [String]?
            var response_header: [String]?
        }

        var name: String
        var input_ingress: String
        var request_ingress: Request
        var expected_ingress: [Check]
    }

    /// Whether a case asks for routing alone. Others need token validation, an EnvoyFilter or a client that follows
    /// redirects, or are written for sidecars and have no VirtualService for an ingress.
    private static func isApplicable(_ given: Case) -> Bool {
        !given.name.hasPrefix("jwtClaimRoute") && given.input_ingress.contains("kind: VirtualService")
            && !given.input_ingress.contains("kind: EnvoyFilter") && given.request_ingress.follow_redirects != true
    }

    @Test("requests end as they do in Istio", .enabled(if: Corpus.isPresent, Comment(rawValue: Corpus.absence)))
    func routing() throws {
        let cases = try Corpus.cases("istio_routing.jsonl", as: Case.self).filter(Self.isApplicable)
        #expect(!cases.isEmpty)
        for given in cases { self.check(given) }
    }

    private func check(_ given: Case) {
        let backends = ["a", "b", "c", "d"].flatMap { name in
            ["default", "echo"].map { "\(name).\($0).svc.cluster.local" }
        }
        // The cases' Gateways name a Secret that is made elsewhere.
        let result = translate(
            given.input_ingress, "\n---\n", secret("cred", "tls.crt: C, tls.key: K, ca.crt: A"),
            options: TranslationOptions(
                endpoints: backends.map { ExplicitEndpoint(host: $0, address: "127.0.0.1", endpointPort: 8080) }))
        let compiled = Snapshot.compile(result.plan, generation: 1)
        let request = given.request_ingress
        let target = request.path.prefix { $0 != "#" }
        let explanation = Simulation.simulate(
            compiled.snapshot, endpoints: result.endpoints,
            call: SimulatedCall(
                port: request.port, host: request.headers["Host"] ?? "", target: String(target), method: request.method,
                headers: request.headers.filter { $0.key != "Host" }.map { .init(name: $0.key, value: $0.value) },
                isSecure: request.protocol == "HTTPS", serverName: request.headers["Host"]))
        for check in given.expected_ingress { self.check(check, explanation, of: given) }
    }

    private func check(_ check: Case.Check, _ explanation: Explanation, of given: Case) {
        if let status = check.status { #expect((explanation.status ?? 200) == status, "\(given.name)") }
        if let host = check.backend_host { #expect(explanation.request?.authority == host, "\(given.name)") }
        if let url = check.backend_url { #expect(explanation.request?.path == url, "\(given.name)") }
        if let header = check.backend_request_header {
            let values = explanation.request?.headers.filter { $0.name.lowercased() == header[0].lowercased() }
            #expect(values?.map(\.value) == (header[1].isEmpty ? [] : [header[1]]), "\(given.name)")
        }
        if let header = check.response_header, header[0] == "Location" {
            #expect(explanation.location == header[1], "\(given.name)")
        }
    }
}

import Foundation
import GatehouseHTTP
import GatehouseTestSupport
import Testing

/// Istio's own ingress routing cases, sent through a live gateway.
@Suite("Istio's routing cases, live", .overSockets, .enabled(if: Corpus.isPresent, "\(Corpus.absence)"))
struct RoutingCorpusTests {
    struct Case: Decodable {
        struct Request: Decodable {
            var method: String
            var path: String
            var port: Int
            var headers: [String: String]
            var `protocol`: String?
            var http2: Bool?
            var follow_redirects: Bool?
        }

        struct Check: Decodable {
            var status: Int?
            var grpc_status: String?
            var backend_host: String?
            var backend_url: String?
            var backend_protocol: String?
            var backend_request_header: [String]?
            var response_header: [String]?
        }

        var name: String
        var input_ingress: String
        var request_ingress: Request
        var expected_ingress: [Check]
    }

    /// Why a case is not run; nil when it is.
    private static func omission(_ given: Case) -> String? {
        if given.name.hasPrefix("jwtClaimRoute") { return "tokens are not validated yet" }
        if given.name.hasSuffix("re-encrypt") { return "the origins have no certificate that the system trusts" }
        if !given.input_ingress.contains("kind: VirtualService") { return "written for sidecars" }
        if given.input_ingress.contains("kind: EnvoyFilter"), Self.edge(of: given) == EdgeOptions() {
            return "EnvoyFilter is not Istio's traffic API"
        }
        return nil
    }

    /// One EnvoyFilter says what is an option here.
    private static func edge(of given: Case) -> EdgeOptions {
        EdgeOptions(trustedProxies: given.input_ingress.contains("xff_num_trusted_hops: 1") ? 1 : 0)
    }

    @Test("requests end as they do in Istio")
    func routing() async throws {
        let cases = try Corpus.cases("istio_routing.jsonl", as: Case.self).filter { Self.omission($0) == nil }
        #expect(!cases.isEmpty)
        let backends = ["a", "b", "c", "d"].flatMap { name in
            ["default", "echo"].map { "\(name).\($0).svc.cluster.local" }
        }
        for given in cases {
            let speaksHTTP2 = given.expected_ingress.contains { $0.backend_protocol == "HTTP/2.0" }
            // A DestinationRule holds in its service's namespace (semantics R1): where the case's services are in another
            // one than its resources, which name none, they are taken to be in the same.
            let given = given.input_ingress.contains("kind: DestinationRule") ? given.inOneNamespace : given
            try await self.check(given, backends: speaksHTTP2 ? backends.map { "h2:\($0)" } : backends)
        }
    }

    private func check(_ given: Case, backends: [String]) async throws {
        let gateway = try await LiveGateway.start(
            given.input_ingress, backends: backends, secrets: ["cred"], edge: Self.edge(of: given))
        let request = given.request_ingress
        var call = Call(
            port: request.port, host: request.headers["Host"] ?? "", method: request.method, path: request.path,
            headers: request.headers.filter { $0.key != "Host" })
        if request.protocol == "HTTPS" { call.tls = true }
        if request.http2 == true { call.protocol = .h2 }
        // Istio's test sends this one with a gRPC client.
        if given.expected_ingress.contains(where: { $0.grpc_status != nil }) {
            call.headers?["content-type"] = OneOrMore("application/grpc")
        }
        var calls = [call]
        var answer = try #require(try await gateway.send(call), "\(given.name)")
        if request.follow_redirects == true, let location = answer.response["location"] {
            let rest = location.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: true)
            call.host = String(rest[1])
            call.path = "/" + (rest.count > 2 ? rest[2] : "")
            calls.append(call)
            answer = try #require(try await gateway.send(call), "\(given.name)")
        }
        for check in given.expected_ingress { self.check(check, answer.response, of: given.name) }
        await gateway.stop()

        // The same once more, for whether the simulator says so too.
        try await LiveGateway.start(
            given.input_ingress, backends: backends, secrets: ["cred"], edge: Self.edge(of: given)
        ).serve(calls)
    }

    private func check(_ check: Case.Check, _ response: RawResponse, of name: String) {
        let what: Comment = "\(name)"
        if let status = check.status { #expect(response.status == status, what) }
        if check.grpc_status == "UNAVAILABLE" { #expect(response["grpc-status"] == "14", what) }
        let request = try? response.echo()
        if let host = check.backend_host { #expect(request?.host == host, what) }
        if let url = check.backend_url { #expect(request?.url == url, what) }
        if let version = check.backend_protocol {
            #expect(request?.version == (version == "HTTP/2.0" ? "HTTP/2" : version), what)
        }
        if let header = check.backend_request_header {
            #expect(
                (request?.fields.values(header[0].lowercased()) ?? []) == (header[1].isEmpty ? [] : [header[1]]), what)
        }
        if let header = check.response_header { #expect((response[header[0]] ?? "") == header[1], what) }
    }
}

extension RoutingCorpusTests.Case {
    /// The case with its services in the namespace of its resources.
    fileprivate var inOneNamespace: Self {
        var copy = self
        copy.input_ingress = copy.input_ingress.replacingOccurrences(of: ".echo.svc.", with: ".default.svc.")
        copy.request_ingress.headers = copy.request_ingress.headers.mapValues {
            $0.replacingOccurrences(of: ".echo.svc.", with: ".default.svc.")
        }
        return copy
    }
}

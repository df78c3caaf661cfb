import ArgumentParser
import Foundation
import GatehouseRouting
import GatehouseTestSupport
import Testing

@testable import GatehouseCommands

@Suite("gatehouse explain", .overSockets)
struct ExplainCommandTests {
    @Test("an answer of 404 is an explanation: the exit code is 0")
    func noRoute() async throws {
        let directory = try TemporaryDirectory(["a.yaml": Manifests.shop])
        let outcome = await gatehouse("explain", "-f", directory.path, "--host", "other.example.com")
        #expect(outcome.code == 0)
        #expect(outcome.output.hasPrefix("no route: 404 NR\n"))
    }

    /// A request, and what the JSON object says about it.
    struct Case: CustomTestStringConvertible, Sendable {
        let arguments: [String]
        let outcome: String
        var status: Int?
        var location: String?

        var testDescription: String { self.arguments.joined(separator: " ") }
    }

    @Test(
        "the outcome of a request",
        arguments: [
            Case(arguments: ["--path", "/api/x"], outcome: "no_cluster", status: 503),
            Case(arguments: ["--path", "/api/x", "--endpoint", "api=127.0.0.1:9000"], outcome: "forward"),
            Case(
                arguments: ["--path", "/old"], outcome: "redirect", status: 301,
                location: "http://shop.example.com/new"),
            Case(arguments: ["--path", "/"], outcome: "no_route", status: 404),
            Case(arguments: ["--port", "8080"], outcome: "no_listener"),
            Case(arguments: ["--path", "/api", "--labels", "istio=other"], outcome: "no_listener"),
        ])
    func outcomes(_ sample: Case) async throws {
        let directory = try TemporaryDirectory(["a.yaml": Manifests.shop])
        let capture = OutputCapture()
        let arguments =
            ["explain", "-f", directory.path, "--host", "shop.example.com", "-o", "json"] + sample.arguments
        let code = await OutputCapture.$current.withValue(capture) { await GatehouseProgram.run(arguments) }
        #expect(code.rawValue == 0)
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(capture.output.utf8)) as? [String: Any])
        #expect(object["outcome"] as? String == sample.outcome)
        #expect(object["status"] as? Int == sample.status)
        #expect(object["location"] as? String == sample.location)
        #expect((object["because"] as? [String])?.isEmpty == false)
    }

    @Test("D1, D2: a delegate's rule is told with the match that leads to it, each in its own VirtualService")
    func delegate() async throws {
        let directory = try TemporaryDirectory([
            "a.yaml": Manifests.shop.replacing(
                "    route: [{destination: {host: api}}]", with: "    delegate: {name: api}"),
            "b.yaml": """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: api}
            spec: {http: [{route: [{destination: {host: api}}]}]}
            """,
        ])
        let outcome = await gatehouse(
            "explain", "-f", directory.path, "--host", "shop.example.com", "--path", "/api/x", "--endpoint",
            "api=127.0.0.1:9000")
        let lines = outcome.output.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
        #expect(lines.contains("route VirtualService default/api spec.http[0]"))
        #expect(
            lines.contains(
                "- The rule serves on behalf of VirtualService default/shop spec.http[0].match[0], which delegates to it."
            ))
    }

    @Test("T1, C5: TLS is explained with certificates out of files, and an empty --sni is a client that sends none")
    func tls() async throws {
        let issued = try TestCertificates.Authority().issue(names: ["shop.example.com"])
        let directory = try TemporaryDirectory(["c.pem": issued.certificatePEM, "k.pem": issued.privateKeyPEM])
        try directory.write(
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: gw}
            spec:
              selector: {istio: ingressgateway}
              servers:
              - port: {number: 443, name: https, protocol: HTTPS}
                hosts: [shop.example.com]
                tls:
                  mode: SIMPLE
                  serverCertificate: \(directory.file("c.pem"))
                  privateKey: \(directory.file("k.pem"))

            """, to: "a.yaml")
        let host = ["explain", "-f", directory.path, "--tls", "--host", "shop.example.com"]
        let served = await gatehouse(host[0], host[1], host[2], host[3], host[4], host[5])
        #expect(served.output.hasPrefix("no route: 404 NR\n"))
        #expect(served.output.contains("shows the certificate of \(directory.file("c.pem"))"))
        let nameless = await gatehouse(host[0], host[1], host[2], host[3], host[4], host[5], "--sni", "")
        #expect(nameless.output.hasPrefix("tls refused: NR\n"))
        let plain = await gatehouse("explain", "-f", directory.path, "--port", "443", "--host", "shop.example.com")
        #expect(plain.output.hasPrefix("tls refused\n"))
        let analysis = await gatehouse("analyze", "-f", directory.path)
        #expect(analysis.code == 0)
        try directory.write("nonsense", to: "k.pem")
        let broken = await gatehouse("analyze", "-f", directory.path)
        #expect(broken.code == 1)
        #expect(
            broken.output.contains(
                "a.yaml:11: error[GH0220] Gateway default/gw spec.servers[0].tls.serverCertificate: "))
    }

    @Test("a path that does not exist is exit code 2")
    func missing() async {
        let outcome = await gatehouse("explain", "-f", "/nonexistent/a.yaml")
        #expect(outcome.code == 2)
        #expect(outcome.error.contains("/nonexistent/a.yaml does not exist"))
    }

    @Test("the header host stands for the host, and the server name is the host's without its port")
    func request() throws {
        let options = try RequestOptions.parse(["-H", "Host: a.example.com:8443", "-H", "x-user:  jo ", "--tls"])
        #expect(options.call.host == "a.example.com:8443")
        #expect(options.call.serverName == "a.example.com")
        #expect(options.call.port == 443)
        #expect(options.call.headers.map { "\($0.name)=\($0.value)" } == ["x-user=jo"])
    }
}

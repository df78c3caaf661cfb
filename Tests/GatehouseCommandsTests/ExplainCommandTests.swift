import ArgumentParser
import Foundation
import GatehouseRouting
import Testing

@testable import GatehouseCommands

@Suite("gatehouse explain")
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

import GatehouseTestSupport
import Testing

@testable import GatehouseCommands

@Suite("gatehouse analyze", .overSockets)
struct AnalyzeCommandTests {
    /// The findings, each without its message; and all that was printed.
    private static func report(of text: String) async throws -> (findings: [String], output: String) {
        let directory = try TemporaryDirectory(["a.yaml": text])
        let output = await gatehouse("analyze", "-f", directory.path).output
            .replacing("\(directory.file("a.yaml")):", with: "")
        let findings: [String] = output.split(separator: "\n").compactMap { line in
            let words = line.split(separator: " ")
            return words.count > 4 && words[1].contains("[") ? words.prefix(5).joined(separator: " ") : nil
        }
        return (findings, output)
    }

    private static func analyze(_ text: String) async throws -> [String] { try await self.report(of: text).findings }

    private static let gateway = """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: gw}
        spec:
          selector: {istio: ingressgateway}
          servers: [{port: {number: 80, name: http, protocol: HTTP}, hosts: [a.example]}]
        ---

        """

    @Test("what translation says too is said once, in the order of lines, whatever is bound")
    func joined() async throws {
        let found = try await Self.analyze(
            Self.gateway + """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: bound}
                spec:
                  hosts: [a.example]
                  gateways: [gw]
                  http: [{route: [{destination: {host: gone}}]}]
                ---
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: unbound}
                spec:
                  hosts: [b.example]
                  gateways: [gw, gone]
                  http: [{route: [{destination: {host: gone}}]}]
                """)
        #expect(
            found == [
                "14: error[IST0101] VirtualService default/bound spec.http[0].route[0].destination:",
                "21: error[IST0101] VirtualService default/unbound spec.gateways[1]:",
                "21: warning[IST0132] VirtualService default/unbound spec.gateways[0]:",
                "22: error[IST0101] VirtualService default/unbound spec.http[0].route[0].destination:",
            ])
    }

    @Test("a Gateway that is for nobody is an error, and that it is not for this one goes without saying")
    func nobody() async throws {
        let found = try await Self.analyze(Self.gateway.replacing("ingressgateway", with: "other"))
        #expect(found == ["5: error[IST0101] Gateway default/gw spec.selector.istio:"])
    }

    @Test("what is wrong with one server leaves what is wrong with another")
    func servers() async throws {
        let found = try await Self.analyze(
            """
            apiVersion: networking.istio.io/v1
            kind: Gateway
            metadata: {name: gw}
            spec:
              selector: {istio: ingressgateway}
              servers:
              - port: {number: 443, name: a, protocol: HTTPS}
                tls: {mode: SIMPLE, credentialName: empty}
                hosts: [a.example]
              - port: {number: 443, name: b, protocol: HTTPS}
                tls: {mode: SIMPLE, serverCertificate: /nowhere/a.crt, privateKey: /nowhere/a.key}
                hosts: [b.example]
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: empty, namespace: istio-system}
            data: {}
            """)
        #expect(
            found == [
                "8: error[IST0161] Gateway default/gw spec.servers[0].tls.credentialName:",
                "11: error[GH0211] Gateway default/gw spec.servers[1].tls.serverCertificate:",
                "11: error[GH0211] Gateway default/gw spec.servers[1].tls.privateKey:",
            ])
    }

    @Test("of a resource that is defined twice the one that is served is looked at, also where the other is refused")
    func twice() async throws {
        let route = """
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: vs}
            spec: {hosts: [a.example], gateways: [gw], http: [{directResponse: {status: 200}}]}
            """
        let other = Self.gateway.replacing("a.example", with: "b.example")
        for refused in [other, other.replacing("protocol: HTTP}", with: "protocol: FOO}")] {
            let directory = try TemporaryDirectory(["a.yaml": Self.gateway + route, "b.yaml": refused])
            let outcome = await gatehouse("analyze", "-f", directory.path)
            #expect(!outcome.output.contains("IST0132"), "\(outcome.output)")
        }
    }

    @Test("resources that are refused are looked at, and count as there")
    func refused() async throws {
        let (found, output) = try await Self.report(
            of: Self.gateway.replacing("[a.example]}", with: "[a.example, \"\"]}") + """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: vs}
                spec: {hosts: [a.example], gateways: [gw], http: [{route: [{destination: {host: gone}}]}]}
                """)
        #expect(found.contains("11: error[IST0101] VirtualService default/vs spec.http[0].route[0].destination:"))
        #expect(found.contains("11: error[IST0101] VirtualService default/vs spec.gateways[0]:"))
        #expect(found.contains { $0.contains("IST0106") })
        #expect(output.contains("There is no Gateway default/gw. What was read of that name would be refused"))
    }

    @Test(
        "what an annotation names is not said of its resource",
        arguments: [("IST0101", 1), ("IST0132, IST0101", 0), ("*", 0), ("IST0106", 2)])
    func suppressed(codes: String, count: Int) async throws {
        let found = try await Self.analyze(
            Self.gateway + """
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: vs, annotations: {galley.istio.io/analyze-suppress: "\(codes)"}}
                spec: {hosts: [b.example], gateways: [gw], http: [{route: [{destination: {host: gone}}]}]}
                """)
        #expect(found.count == count)
    }
}

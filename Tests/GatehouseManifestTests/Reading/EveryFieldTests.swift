import GatehouseModel
import GatehouseTestSupport
import Testing

@testable import GatehouseManifest

@Suite struct EveryFieldTests {
    private func read(_ text: String) throws -> ManifestResult {
        let result = ManifestReader(options: ManifestOptions(unknownFields: .error)).read(
            bytes: Array(text.utf8), file: "everything.yaml")
        try #require(result.resources.count == 1)
        return result
    }

    @Test("every field of every message is read")
    func everyField() throws {
        var fields = UnsetFields()
        for text in Everything.all { fields.see(try self.read(text).resources[0].spec) }
        #expect(fields.names == [])
        #expect(fields.all.count > 250)
    }

    @Test("what excludes nothing draws no finding", arguments: [Everything.gateway, Everything.serviceEntry])
    func noFindings(text: String) throws {
        #expect(try self.read(text).diagnostics == [])
    }

    @Test("fields go by the names of the protocol definitions too", arguments: Everything.all)
    func protocolNames(text: String) throws {
        let result = try self.read(Self.withProtocolNames(text))
        let plain = try self.read(text)
        #expect(result.diagnostics.isEmpty)
        #expect(AnyHashable(result.resources[0].spec) == AnyHashable(plain.resources[0].spec))
    }

    /// `retryOn:` becomes `retry_on:` in the spec.
    private static func withProtocolNames(_ text: String) -> String {
        let parts = text.split(separator: "spec:", maxSplits: 1)
        let spec = parts[1].replacing(/[a-z][a-zA-Z0-9]*:/) { match in
            match.output.reduce(into: "") { name, character in
                name += character.isUppercase ? "_\(character.lowercased())" : "\(character)"
            }
        }
        return "\(parts[0])spec:\(spec)"
    }

    @Test("JSON gives the same resource as YAML")
    func json() throws {
        let json = """
            {"apiVersion": "networking.istio.io/v1", "kind": "VirtualService",
             "metadata": {"name": "a", "namespace": "b", "creationTimestamp": null},
             "spec": {"hosts": ["a.example.com"], "http": [{"timeout": "1.5s", "match": [{"uri": {"prefix": "\\/a"}}],
               "route": [{"destination": {"host": "a", "port": {"number": 80}}, "weight": "10"}]}]}}
            """
        let yaml = """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: a, namespace: b}
            spec:
              hosts: [a.example.com]
              http:
              - timeout: 1500ms
                match: [{uri: {prefix: /a}}]
                route: [{destination: {host: a, port: {number: 80}}, weight: 10}]
            """
        let (first, second) = (try self.read(json).resources[0], try self.read(yaml).resources[0])
        let service = try #require(first.spec as? VirtualService)
        #expect(service == second.spec as? VirtualService)
        #expect(first.metadata == second.metadata)
        #expect(service.http.first?.route.first?.weight == 10)
    }
}

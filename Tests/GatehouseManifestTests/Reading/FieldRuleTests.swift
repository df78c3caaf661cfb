import GatehouseModel
import Testing

@testable import GatehouseManifest

/// One rule about values a line: a field of a VirtualService, and the messages about it.
@Suite struct FieldRuleTests {
    private func read(_ field: String, _ options: ManifestOptions = ManifestOptions(unknownFields: .error))
        -> ManifestResult
    {
        let text = """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: {name: a, namespace: b}
            spec:
              hosts: [a.example.com]
              http:
              - name: main
                \(field)
            """
        return ManifestReader(options: options).read(bytes: Array(text.utf8), file: "a.yaml")
    }

    @Test(
        "right values are taken",
        arguments: [
            "timeout: 0s", "timeout: 1h2m3.5s", "timeout: '10us'", "timeout: -1s", "timeout: 1µs", "timeout: null",
            "retries: {attempts: '3'}", "retries: {attempts: 3.0}", "retries: {attempts: -2147483648}",
            "mirrorPercent: 4294967295", "mirrorPercentage: {value: '1e1'}", "mirrorPercentage: {value: 10}",
            "redirect: {derivePort: 1}", "match: [{headers: {a: null}}]", "match: [{headers: {a: {exact: null}}}]",
            "match: []", "match: ~", "match: [{uri: {exact: '1'}}]", "match: [{uri: {exact: !!str 1}}]",
            "match: [{uri: {exact: ''}}]", "directResponse: {status: 200, body: {bytes: AAEC_-}}", "headers: {}",
            "match: [{ignoreUriCase: yes}]", "corsPolicy: {unmatchedPreflights: UNSPECIFIED}",
            "retries: {retry_on: 5xx, per_try_timeout: 1s}",
        ])
    func taken(field: String) {
        let result = self.read(field)
        #expect(result.diagnostics.map(\.message) == [])
        #expect(result.resources.count == 1)
    }

    @Test(
        "wrong values are refused where they are, with what would be right",
        arguments: [
            ("match: [{uri: {exact: 1}}]", "spec.http[0].match[0].uri.exact", "in quotes"),
            ("match: [{uri: {exact: yes}}]", "spec.http[0].match[0].uri.exact", "in quotes"),
            ("match: [{uri: {exact: 1.5}}]", "spec.http[0].match[0].uri.exact", "in quotes"),
            ("match: [{uri: {exact: [a]}}]", "spec.http[0].match[0].uri.exact", "a list"),
            ("match: [{uri: /a}]", "spec.http[0].match[0].uri", "a mapping"),
            ("match: {uri: {exact: /a}}", "spec.http[0].match", "a list"),
            ("match: [null]", "spec.http[0].match[0]", "empty"),
            ("match: [{gateways: [a, ]}, ~]", "spec.http[0].match[1]", "empty"),
            ("match: [{sourceLabels: {a: ~}}]", "spec.http[0].match[0].sourceLabels.a", "empty"),
            ("match: [{sourceLabels: {a: 1}}]", "spec.http[0].match[0].sourceLabels.a", "in quotes"),
            ("match: [{sourceLabels: [a]}]", "spec.http[0].match[0].sourceLabels", "a mapping"),
            ("match: [{headers: {x.y: 1}}]", "spec.http[0].match[0].headers[\"x.y\"]", "a mapping"),
            ("match: [{uri: {exact: a, prefix: b}}]", "spec.http[0].match[0].uri.prefix", "exclude"),
            ("match: [{ignoreUriCase: 'true'}]", "spec.http[0].match[0].ignoreUriCase", "without quotes"),
            ("match: [{port: -1}]", "spec.http[0].match[0].port", "from 0 to 4294967295"),
            ("match: [{port: 4294967296}]", "spec.http[0].match[0].port", "from 0 to 4294967295"),
            ("match: [{port: 80.5}]", "spec.http[0].match[0].port", "whole number"),
            ("match: [{port: http}]", "spec.http[0].match[0].port", "whole number"),
            ("match: [{port: true}]", "spec.http[0].match[0].port", "whole number"),
            ("retries: {attempts: 2147483648}", "spec.http[0].retries.attempts", "2147483647"),
            ("retries: {attempts: -2147483649}", "spec.http[0].retries.attempts", "-2147483648"),
            ("timeout: 5", "spec.http[0].timeout", "unit"),
            ("timeout: 5 s", "spec.http[0].timeout", "unit"),
            ("timeout: 1d", "spec.http[0].timeout", "unit"),
            ("timeout: s", "spec.http[0].timeout", "unit"),
            ("timeout: ''", "spec.http[0].timeout", "unit"),
            ("timeout: 99999999999h", "spec.http[0].timeout", "unit"),
            ("timeout: {seconds: 1}", "spec.http[0].timeout", "unit"),
            ("mirrorPercentage: {value: .nan}", "spec.http[0].mirrorPercentage.value", "a number"),
            ("mirrorPercentage: 10", "spec.http[0].mirrorPercentage", "a mapping"),
            ("redirect: {derivePort: FROM_REQUEST}", "spec.http[0].redirect.derivePort", "FROM_REQUEST_PORT"),
            ("redirect: {derivePort: 2}", "spec.http[0].redirect.derivePort", "one of"),
            ("redirect: {port: 1, derivePort: FROM_REQUEST_PORT}", "spec.http[0].redirect.derivePort", "exclude"),
            ("directResponse: {body: {bytes: 'A'}}", "spec.http[0].directResponse.body.bytes", "Base64"),
            (
                "corsPolicy: {unmatchedPreflights: ignore}", "spec.http[0].corsPolicy.unmatchedPreflights",
                "did you mean `IGNORE`"
            ),
            ("retires: {attempts: 1}", "spec.http[0].retires", "did you mean `retries`"),
            ("Timeout: 1s", "spec.http[0].Timeout", "did you mean `timeout`"),
            ("appendHeaders: {a: b}", "spec.http[0].appendHeaders", "headers.request.add"),
            ("zzz: 1", "spec.http[0].zzz", "remove it"),
            ("retries: {retryOn: a, retry_on: b}", "spec.http[0].retries", "another name"),
        ])
    func refused(field: String, path: String, words: String) throws {
        let result = self.read(field)
        let diagnostic = try #require(result.diagnostics.first)
        #expect(result.diagnostics.count == 1)
        #expect(diagnostic.level == .error)
        #expect(diagnostic.effect == .resourceRejected)
        #expect(diagnostic.field?.description == path)
        #expect(diagnostic.message.contains(words), "\(diagnostic.message)")
        #expect(diagnostic.location == SourceLocation(file: "a.yaml", line: 8))
        #expect(diagnostic.resource == ResourceKey(kind: "VirtualService", namespace: "b", name: "a"))
        #expect(result.resources.isEmpty)
        #expect(result.rejected.map(\.key) == [ResourceKey(kind: "VirtualService", namespace: "b", name: "a")])
    }

    @Test("at run time an unknown field is passed over with a warning")
    func unknownAtRunTime() throws {
        let result = self.read("retires: {attempts: 1}", ManifestOptions())
        #expect(result.resources.count == 1)
        let diagnostic = try #require(result.diagnostics.first)
        #expect((diagnostic.code, diagnostic.level, diagnostic.effect) == ("IST0133", .warning, .fieldIgnored))
    }

    @Test("a key that is written twice rejects the resource")
    func repeatedKey() throws {
        let result = self.read("timeout: 1s\n    timeout: 2s")
        let diagnostic = try #require(result.diagnostics.first)
        #expect((diagnostic.code, diagnostic.level, diagnostic.location?.line) == ("GH0103", .error, 9))
        #expect(result.resources.isEmpty)
    }

    @Test("A12: the abort percentage of old resources is honoured, as none would switch the fault off")
    func outdatedPercent() throws {
        let result = self.read("fault: {abort: {percent: 25, httpStatus: 503}}")
        #expect(result.diagnostics.map(\.code) == ["IST0002"])
        let service = try #require(result.resources.first?.spec as? VirtualService)
        #expect(service.http[0].fault?.abort?.percentage == Percent(value: 25))
    }

    @Test("several findings come in the order of their lines")
    func order() {
        let result = self.read("zzz: 1\n    timeout: 5\n    retries: {attempts: x}\n    match: 1")
        #expect(result.diagnostics.map(\.location?.line) == [8, 9, 10, 11])
    }

    @Test("merged keys count as written, and the mapping's own win")
    func merge() throws {
        let result = self.read(
            "retries: &r {attempts: 3, retryOn: 5xx}\n  - retries:\n      <<: *r\n      attempts: 1\n  - retries: {<<: [*r]}"
        )
        let service = try #require(result.resources.first?.spec as? VirtualService)
        #expect(service.http.map(\.retries?.attempts) == [3, 1, 3])
        #expect(service.http.map(\.retries?.retryOn) == ["5xx", "5xx", "5xx"])
    }
}

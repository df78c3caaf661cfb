import Foundation
import GatehouseObjects
import GatehouseTestSupport
import Testing

/// `run --kubeconfig` against the API of `up`, whose own gateway no Gateway selects.
@Suite("A cluster's gateway", .overSockets, .enabled(if: !Kubectl.paths.isEmpty, "there is no kubectl"))
struct FollowingTests {
    private static let lease = "lease/gatehouse-istio-ingressgateway"

    private func kubectl(_ up: GatehouseUp, _ arguments: String..., input: String = "") async throws -> String {
        try await Command(try #require(Kubectl.paths.first)).run(
            ["--kubeconfig", up.kubeconfig] + arguments, input: input)
    }

    private func apply(_ text: String, to up: GatehouseUp) async throws {
        let answer = try await self.kubectl(up, "apply", "-f", "-", input: text)
        #expect(answer.contains("virtualservice.networking.istio.io/dashboard"))
    }

    /// Returns once the status of the VirtualService is about a generation.
    private func statusSpeaks(of generation: Int, in up: GatehouseUp) async throws {
        let watch = try RunningProgram(
            try #require(Kubectl.paths.first),
            [
                "--kubeconfig", up.kubeconfig, "get", "virtualservice", "dashboard", "-w", "-o",
                #"jsonpath=generation {.status.observedGeneration}{"\n"}"#,
            ])
        _ = try await watch.line(containing: "generation \(generation)", within: .seconds(60))
        try await watch.end()
    }

    /// Replaces the status of the VirtualService by none.
    private func takeStatusAway(in up: GatehouseUp) async throws {
        let text = try await self.kubectl(up, "get", "virtualservice", "dashboard", "-o", "json")
        var object = try JSON.parse(text.utf8)
        object["status"] = Optional.none
        let path = "/apis/networking.istio.io/v1/namespaces/default/virtualservices/dashboard/status"
        let answer = try await self.kubectl(
            up, "replace", "--raw", path, "-f", "-", input: String(decoding: object.bytes, as: UTF8.self))
        #expect(try JSON.parse(answer.utf8)["status"] == nil)
    }

    @Test("Every replica serves what the API holds, one of them writes status, and another one does when that one ends")
    func replicas() async throws {
        try await GatehouseUp.with(arguments: ["--labels", "istio=none"]) { up in
            try await self.apply(Dashboard.manifests(body: "one"), to: up)
            let first = try GatehouseReplica.start("first", kubeconfig: up.kubeconfig)
            _ = try await first.program.line(containing: "this replica leads now")
            let second = try GatehouseReplica.start("second", kubeconfig: up.kubeconfig)
            for replica in [first, second] {
                _ = try await replica.program.line(containing: "listening on")
                #expect(try await replica.answer(host: Dashboard.host) == "one")
                #expect(try await replica.readiness() == ["status": "ready"])
            }
            #expect(
                try await self.kubectl(
                    up, "wait", "--for=condition=Programmed", "--timeout=30s", "gateway/gateway", "vs/dashboard"
                ).contains("virtualservice.networking.istio.io/dashboard condition met"))
            let events = try await self.kubectl(up, "get", "events", "-o", "jsonpath={.items[*].source.host}")
            #expect(Set(events.split(separator: " ")) == ["first"])

            try await self.takeStatusAway(in: up)
            try await self.statusSpeaks(of: 1, in: up)

            let start = second.program.lines.count
            try await first.program.end()
            _ = try await second.program.line(containing: "this replica leads now", from: start)
            #expect(
                try await self.kubectl(
                    up, "get", Self.lease, "-n", "istio-system", "-o", "jsonpath={.spec.holderIdentity}") == "second")
            try await self.apply(Dashboard.manifests(body: "two"), to: up)
            try await self.statusSpeaks(of: 2, in: up)
            #expect(try await second.answer(host: Dashboard.host) == "two")
            try await second.program.end()
        }
    }

    @Test("While the API server is away what it said last is served, readiness says so, and changes come afterwards")
    func outage() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("outage-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let up = try await GatehouseUp.start(data: folder, arguments: ["--labels", "istio=none"])
        try await self.apply(Dashboard.manifests(body: "before"), to: up)
        let replica = try GatehouseReplica.start("one", kubeconfig: up.kubeconfig)
        _ = try await replica.program.line(containing: "listening on")
        try await up.program.end(SIGKILL)
        _ = try await replica.program.line(containing: "trying again")
        #expect(try await replica.answer(host: Dashboard.host) == "before")
        let readiness = try await replica.readiness()
        #expect(readiness["status"] == "ready")
        #expect(readiness["detail"]?.hasPrefix("cannot follow") == true)

        let kubeconfig = try String(contentsOfFile: up.kubeconfig, encoding: .utf8)
        let socket = try #require(kubeconfig.firstMatch(of: /https:\/\/(\S+?)"?\n/)?.1)
        let again = try await GatehouseUp.start(
            data: folder, arguments: ["--labels", "istio=none", "--api", String(socket)])
        try await self.apply(Dashboard.manifests(body: "after"), to: again)
        try await self.statusSpeaks(of: 2, in: again)
        #expect(try await replica.answer(host: Dashboard.host) == "after")
        try await replica.program.end()
        try await again.program.end()
    }
}

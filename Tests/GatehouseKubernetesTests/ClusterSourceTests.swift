import GatehouseModel
import GatehouseObjects
import GatehouseStore
import GatehouseTestSupport
import Logging
import Testing

@testable import GatehouseKubernetes

@Suite("A cluster as a source", .overSockets)
struct ClusterSourceTests {
    private static let path = "/apis/networking.istio.io/v1/virtualservices"
    private static let spec: JSON = [
        "hosts": ["a.example"], "http": [["route": [["destination": ["host": "reviews"]]]]],
    ]
    private static let istio = ["gateways", "virtualservices", "destinationrules", "serviceentries", "workloadentries"]

    private func source(
        _ client: APIClient, patience: Duration = .seconds(15), logger: Logger = .silent
    ) -> ClusterSource {
        var pace = ClusterSource.Pace()
        pace.confirmation = .milliseconds(50)
        pace.rediscovery = .milliseconds(50)
        pace.firstRetry = .milliseconds(10)
        pace.longestRetry = .milliseconds(50)
        pace.heartbeat = .milliseconds(20)
        pace.patience = patience
        return ClusterSource(
            client: client, gatewayNamespace: "istio-system", reader: .lenient, pace: pace, logger: logger)
    }

    private func withSource(
        _ prepare: (ScriptedCluster) -> Void,
        _ body: @escaping @Sendable (ScriptedCluster, ClusterSource, Store) async throws -> Void
    ) async throws {
        let cluster = try await ScriptedCluster()
        prepare(cluster)
        let client = cluster.client()
        let source = self.source(client)
        let store = Store()
        try await running({ await source.run(into: store) }) { try await body(cluster, source, store) }
        await client.shutdown()
        await cluster.origin.stop()
    }

    @Test("The store gets nothing before everything was listed, then all of it in one step")
    func firstSync() async throws {
        try await self.withSource { cluster in
            cluster.state.change { $0.failure = 503 }
            cluster.state.change { $0.kinds["networking.istio.io/v1"] = Self.istio }
            cluster.set(Self.path, ["a", "b"], spec: Self.spec)
        } _: { cluster, source, store in
            try await cluster.asked("/apis", times: 3)
            #expect(store.contents().version == 0)
            #expect(!source.state.isSynced)
            #expect(source.state.awaySince != nil)
            #expect(source.state.detail?.hasPrefix("cannot follow Gateway and") == true)
            cluster.state.change { $0.failure = nil }
            try await store.until { $0.version > 0 }
            #expect(store.contents().version == 1)
            #expect(store.contents().resources.virtualServiceNames == ["shop/a", "shop/b"])
            #expect(source.state.isSynced)
        }
    }

    @Test("Whose status somebody else has changed is told, and the store hears nothing of it")
    func observed() async throws {
        let cluster = try await ScriptedCluster()
        cluster.state.change { $0.kinds["networking.istio.io/v1"] = Self.istio }
        cluster.set(Self.path, ["a", "b"], spec: Self.spec)
        let client = cluster.client()
        let source = self.source(client)
        let store = Store()
        let seen = Watched<Set<ResourceKey>>([])
        try await running({ await source.run(into: store, onObserved: { keys in seen.change { $0.formUnion(keys) } }) })
        {
            try await store.until { $0.version > 0 }
            cluster.state.change { state in
                state.version += 1
                state.lists[Self.path]?[0]["metadata"]?["resourceVersion"] = .string("\(state.version)")
                state.lists[Self.path]?[0]["status"] = ["conditions": []]
                state.expired = [Self.path]
            }
            let key = ResourceKey(kind: "VirtualService", namespace: "shop", name: "a")
            try await seen.until { $0 == [key] }
            #expect(store.contents().version == 1)
            #expect(source.observed[key]?.status == ["conditions": []])
        }
        await client.shutdown()
        await cluster.origin.stop()
    }

    @Test("An object that is deeper than anything that matters does not keep the others from being read")
    func deepObject() async throws {
        var deep: JSON = 1
        for _ in 0..<250 { deep = [deep] }
        let status = deep
        try await self.withSource { cluster in
            cluster.state.change { $0.kinds["networking.istio.io/v1"] = Self.istio }
            cluster.set(Self.path, ["a", "b"], spec: Self.spec)
            cluster.state.change { $0.lists[Self.path]?[0]["status"] = ["x": status] }
        } _: { _, source, store in
            try await store.until { $0.resources.virtualServiceNames == ["shop/a", "shop/b"] }
            #expect(source.state.isSynced)
        }
    }

    @Test("When the server fails nothing is lost, and what changed meanwhile comes afterwards; so it does after 410")
    func outage() async throws {
        try await self.withSource { cluster in
            cluster.state.change { $0.kinds["networking.istio.io/v1"] = Self.istio }
            cluster.set(Self.path, ["a", "b"], spec: Self.spec)
        } _: { cluster, source, store in
            try await store.until { $0.resources.virtualServices.count == 2 }
            cluster.state.change { $0.failure = 500 }
            cluster.set(Self.path, ["b", "c"], spec: Self.spec)
            try await cluster.asked("\(Self.path)?watch", times: 3)
            #expect(store.contents().resources.virtualServiceNames == ["shop/a", "shop/b"])
            #expect(source.state.isSynced && source.state.awaySince != nil)
            cluster.state.change { state in
                state.failure = nil
                state.expired = [Self.path]
            }
            try await store.until { $0.resources.virtualServiceNames == ["shop/b", "shop/c"] }
            cluster.state.change { $0.expired = [] }
            try await cluster.asked("/api/v1/pods?watch", times: 3)
            try await cluster.asked("\(Self.path)?watch", times: 3)
            #expect(source.state.kinds.first { $0.name == "VirtualService" }?.failingSince == nil)
        }
    }

    @Test("A server that freezes is known to, and its watches are not relied upon once it is back")
    func frozen() async throws {
        let cluster = try await ScriptedCluster()
        let end = Gate()
        cluster.state.change { state in
            state.kinds["networking.istio.io/v1"] = Self.istio
            state.watchesEnd = end
        }
        cluster.set(Self.path, ["a"], spec: Self.spec)
        let client = cluster.client()
        let log = RecordedLog()
        let source = self.source(client, patience: .milliseconds(500), logger: log.logger)
        let store = Store()
        try await running({ await source.run(into: store) }) {
            try await store.until { $0.version > 0 }
            #expect(try await eventually { source.state.kinds.allSatisfy { $0.watches > 0 || $0.isAbsent } })
            cluster.state.change { $0.isFrozen = true }
            #expect(try await eventually { source.state.silentSince != nil })
            #expect(source.state.isSynced && source.state.awaySince != nil)
            #expect(log.lines.current.contains { $0.contains("does not answer") })
            #expect(source.state.detail?.hasPrefix("the API server does not answer since 20") == true)
            #expect(source.state.kinds.allSatisfy { !source.state.isFollowed($0) })
            #expect(store.contents().resources.virtualServiceNames == ["shop/a"])
            cluster.set(Self.path, ["b"], spec: Self.spec)
            cluster.state.change { state in
                state.expired = [Self.path]
                state.isFrozen = false
            }
            try await store.until { $0.resources.virtualServiceNames == ["shop/b"] }
            #expect(try await eventually { source.state.silentSince == nil })
        }
        end.open()
        await client.shutdown()
        await cluster.origin.stop()
    }

    @Test("A list that fails after 410, or is of no use, empties nothing", arguments: [403, 404, 500])
    func failingRelist(code: Int) async throws {
        try await self.withSource { cluster in
            cluster.state.change { $0.kinds["networking.istio.io/v1"] = Self.istio }
            cluster.set(Self.path, ["a"], spec: Self.spec)
        } _: { cluster, _, store in
            try await store.until { $0.resources.virtualServices.count == 1 }
            cluster.state.change { $0.expired = [Self.path] }
            cluster.state.change { $0.failure = code }
            try await cluster.asked("/api/v1/pods?watch", times: code == 404 ? 1 : 5)
            #expect(store.contents().resources.virtualServiceNames == ["shop/a"])
        }
    }

    @Test("A server without Istio's kinds is served as it is; kinds that are added later are noticed")
    func laterKinds() async throws {
        try await self.withSource { _ in
        } _: { cluster, source, store in
            try await store.until { $0.version > 0 }
            #expect(source.state.kinds.filter(\.isAbsent).count == 5)
            cluster.state.change { $0.kinds["networking.istio.io/v1"] = Self.istio }
            cluster.set(Self.path, ["late"], spec: Self.spec)
            try await store.until { $0.resources.virtualServiceNames == ["shop/late"] }
            #expect(source.state.kinds.filter(\.isAbsent).isEmpty)
        }
    }

    @Test("An object that is not valid says so without a file and line, and leaves the others alone")
    func brokenObject() async throws {
        try await self.withSource { cluster in
            cluster.state.change { $0.kinds["networking.istio.io/v1"] = Self.istio }
            cluster.set(Self.path, ["a"], spec: ["hosts": 12])
            cluster.set("/apis/networking.istio.io/v1/gateways", ["g"], spec: ["servers": []])
        } _: { _, _, store in
            try await store.until { $0.version > 0 }
            let contents = store.contents()
            #expect(contents.resources.gateways.count == 1)
            #expect(contents.resources.gateways.first?.source == nil)
            #expect(!contents.diagnostics.isEmpty)
            #expect(contents.diagnostics.allSatisfy { $0.location == nil })
            #expect(contents.diagnostics.first?.resource?.name == "a")
        }
    }
}

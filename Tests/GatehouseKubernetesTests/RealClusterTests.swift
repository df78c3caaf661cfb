import Foundation
import GatehouseModel
import GatehouseObjects
import GatehouseStore
import GatehouseTestSupport
import Testing

@testable import GatehouseKubernetes

/// Against a Kubernetes API server. One after another: one of them may stop the server.
@Suite(
    "A real API server", .serialized, .onTheAPIServer, .overSockets,
    .enabled(if: RealCluster.path != nil, "\(RealCluster.hint)"))
struct RealClusterTests {
    private func withSource(
        _ body: @escaping @Sendable (RealCluster, Relay, ClusterSource, Store, RecordedLog) async throws -> Void
    ) async throws {
        let cluster = try await RealCluster.connect()
        let relay = Relay(to: cluster.access.server)
        try await relay.open()
        let client = APIClient(cluster.access(through: relay.port))
        let log = RecordedLog()
        let source = ClusterSource(
            client: client, gatewayNamespace: cluster.namespace, reader: .lenient, logger: log.logger)
        let store = Store()
        try await cluster.makeVirtualService("first", host: "first.example")
        try await running({ await source.run(into: store) }) {
            try await store.until(within: .seconds(60)) {
                $0.hosts(in: cluster.namespace)["first"] == "first.example"
            }
            try await body(cluster, relay, source, store, log)
        }
        await client.shutdown()
        await relay.cut()
        await cluster.close()
    }

    @Test("Changes arrive: new, changed and removed objects, Secrets of the gateway's namespace, labels of Pods")
    func changes() async throws {
        try await self.withSource { cluster, _, source, store, _ in
            #expect(store.contents().version >= 1 && source.state.isSynced)
            #expect(source.state.kinds.first { $0.name == "EndpointSlice" }?.endpoint?.contains("slices") == true)
            try await cluster.makeVirtualService("second", host: "second.example")
            try await store.until { $0.hosts(in: cluster.namespace).count == 2 }
            try await cluster.changeVirtualService("first", host: "other.example")
            try await store.until { $0.hosts(in: cluster.namespace)["first"] == "other.example" }
            try await cluster.removeVirtualService("second")
            try await store.until { $0.hosts(in: cluster.namespace).count == 1 }

            let namespace = cluster.namespace
            for (plural, body) in Self.objects {
                _ = try await cluster.client.send(
                    APIRequest(.post, "/api/v1/namespaces/\(namespace)/\(plural)", body: body))
            }
            try await store.until { contents in
                contents.resources.secrets.contains { $0.key.namespace == namespace && $0.key.name == "shop" }
                    && contents.resources.pods.contains { $0.metadata.labels == ["version": "v7"] }
            }
            let secrets = store.contents().resources.secrets.map(\.metadata.name)
            #expect(secrets == ["shop"])
        }
    }

    private static let objects: [(String, JSON)] = [
        (
            "secrets",
            [
                "metadata": ["name": "robot", "annotations": ["kubernetes.io/service-account.name": "robot"]],
                "type": "kubernetes.io/service-account-token",
            ]
        ),
        ("secrets", ["metadata": ["name": "release"], "type": "helm.sh/release.v1", "data": ["release": "eA=="]]),
        ("secrets", ["metadata": ["name": "shop"], "type": "Opaque", "data": ["cert": "eA==", "key": "eA=="]]),
        (
            "pods",
            [
                "metadata": ["name": "shop", "labels": ["version": "v7"]],
                "spec": ["containers": [["name": "shop", "image": "shop"]]],
            ]
        ),
    ]

    @Test("While the server is away the last state stays and says so; what changed meanwhile comes when it is back")
    func outage() async throws {
        try await self.withSource { cluster, relay, source, store, log in
            let lists = source.state.kinds.map(\.lists)
            await relay.cut()
            try await cluster.makeVirtualService("second", host: "second.example")
            try await cluster.changeVirtualService("first", host: "other.example")
            try await log.lines.until { $0.contains { $0.hasPrefix("cannot watch VirtualService") } }
            #expect(source.state.awaySince != nil)
            #expect(store.contents().hosts(in: cluster.namespace) == ["first": "first.example"])
            #expect(source.state.isSynced)
            try await relay.open()
            try await store.until(within: .seconds(60)) {
                $0.hosts(in: cluster.namespace) == ["first": "other.example", "second": "second.example"]
            }
            // The watch went on from where it broke.
            #expect(source.state.kinds.first { $0.name == "VirtualService" }?.lists == lists[1])
        }
    }

    @Test(
        "The server is stopped and started again; what was removed meanwhile is gone, by a new list after 410",
        .enabled(
            if: ServerSwitch.isPresent,
            "GATEHOUSE_TEST_APISERVER_STOP and _START name no commands that stop and start the API server"))
    func restart() async throws {
        try await self.withSource { cluster, relay, source, store, _ in
            try await cluster.makeVirtualService("second", host: "second.example")
            try await store.until { $0.hosts(in: cluster.namespace).count == 2 }
            await relay.cut()
            try await cluster.removeVirtualService("second")
            try await cluster.changeVirtualService("first", host: "other.example")
            try await ServerSwitch.stop()
            #expect(store.contents().hosts(in: cluster.namespace).count == 2)
            try await ServerSwitch.start()
            // A server that has just started knows no versions from before: a watch from one of them is told 410.
            try await relay.open()
            try await store.until(within: .seconds(90)) {
                $0.hosts(in: cluster.namespace) == ["first": "other.example"]
            }
            #expect(source.state.kinds.first { $0.name == "VirtualService" }?.lists == 2)
        }
    }

    @Test("One of two replicas leads; when it gives its Lease back the other does")
    func leadership() async throws {
        let cluster = try await RealCluster.connect()
        let timing = LeaderElection.Timing(
            lease: .seconds(15), renewal: .seconds(10), retry: .milliseconds(50))
        let leaders = Watched<[String]>([])
        let log = RecordedLog()
        func elector(_ identity: String) -> LeaderElector {
            LeaderElector(
                client: cluster.client, namespace: cluster.namespace, name: "gatehouse",
                election: LeaderElection(identity: identity, timing: timing), random: { 0 }, logger: log.logger,
                onChange: { isLeader in if isLeader { leaders.change { $0.append(identity) } } })
        }
        let (first, second) = (elector("one"), elector("two"))
        try await running({ await second.run() }) {
            // The second may be first.
            try await leaders.until { !$0.isEmpty }
            #expect(second.isLeader && !first.isLeader)
            try await running({ await first.run() }) {
                // Said by the one who reads it and did not write it.
                try await log.lines.until { $0.contains { $0.hasSuffix("is held by two") } }
                #expect(!first.isLeader)
            }
        }
        await second.release()
        #expect(!second.isLeader)
        try await running({ await first.run() }) { try await leaders.until { $0 == ["two", "one"] } }
        await first.release()
        await cluster.close()
    }

    @Test("The leader writes statuses that differ, keeps what others wrote into them, and tells of it in Events")
    func writing() async throws {
        try await self.withSource { cluster, _, source, _, _ in
            let key = ResourceKey(kind: "VirtualService", namespace: cluster.namespace, name: "first")
            let author = ScriptedAuthor(key)
            let writer = ClusterWriter(observed: source.observed, author: author, logger: .silent) {
                [client = cluster.client] request throws(APIFailure) in try await client.send(request)
            }
            try await running({ await writer.run() }) {
                // Who does not lead writes nothing.
                writer.lookAt([key])
                #expect(writer.counts.waiting == 0)
                writer.setLeader(true)
                for count in 1...3 {
                    if count > 1 {
                        author.count.change { $0 = count }
                        writer.lookAt([key])
                    }
                    let path = "/api/v1/namespaces/\(cluster.namespace)/events"
                    try await cluster.watching(path) { $0["count"]?.integer == Int64(count) }
                }
                var request = APIRequest(
                    .patch, cluster.path("virtualservices", "first") + "/status",
                    body: ["status": ["foreign": "x"]])
                request.contentType = "application/merge-patch+json"
                _ = try await cluster.client.send(request)
                author.count.change { $0 = 4 }
                writer.lookAt([key])
                try await cluster.watching(cluster.path("virtualservices")) { $0["status"]?["written"] == 4 }
            }
            let written = try await cluster.client.send(
                APIRequest(.get, cluster.path("virtualservices", "first")))
            #expect(written["status"] == ["written": 4, "foreign": "x"])
            let events = try await cluster.client.send(
                APIRequest(.get, "/api/v1/namespaces/\(cluster.namespace)/events"))
            #expect(events["items"]?.array?.count == 1)
        }
    }
}

/// Has a number to write into one object's status, and tells of it in one Event.
private final class ScriptedAuthor: StatusAuthor {
    let count = Watched(1)
    private let key: ResourceKey

    init(_ key: ResourceKey) { self.key = key }

    var keys: [ResourceKey] { [self.key] }

    func status(of key: ResourceKey, replacing present: JSON) -> JSON? {
        var status = present
        status["written"] = .integer(Int64(self.count.current))
        return status
    }

    func events(about key: ResourceKey, _ object: ObservedObject, replacing former: JSON) -> [EventObject] {
        let count = self.count.current
        let json: JSON = [
            "apiVersion": "v1", "kind": "Event",
            "metadata": ["name": "first.1", "namespace": .string(key.namespace)],
            "involvedObject": [
                "apiVersion": .string(object.apiVersion), "kind": .string(key.kind), "name": .string(key.name),
                "namespace": .string(key.namespace),
            ], "type": "Normal", "reason": "Test", "message": "Something is up.", "count": .integer(Int64(count)),
        ]
        return [EventObject(namespace: key.namespace, name: "first.1", json: json, isRepeated: count > 1)]
    }
}

/// Stops and starts the API server, by commands that the environment names.
enum ServerSwitch {
    private static let environment = ProcessInfo.processInfo.environment

    static var isPresent: Bool {
        Self.environment["GATEHOUSE_TEST_APISERVER_STOP"] != nil
            && Self.environment["GATEHOUSE_TEST_APISERVER_START"] != nil
    }

    static func stop() async throws { try await Self.run("GATEHOUSE_TEST_APISERVER_STOP") }
    static func start() async throws { try await Self.run("GATEHOUSE_TEST_APISERVER_START") }

    private static func run(_ variable: String) async throws {
        _ = try await Command("/bin/sh").run(["-c", Self.environment[variable] ?? ""], input: "")
    }
}

extension Store.Contents {
    /// The first host of each VirtualService in a namespace, by name.
    fileprivate func hosts(in namespace: String) -> [String: String] {
        Dictionary(
            self.resources.virtualServices.filter { $0.metadata.namespace == namespace }.map {
                ($0.metadata.name, $0.spec.hosts.first ?? "")
            }, uniquingKeysWith: { first, _ in first })
    }
}

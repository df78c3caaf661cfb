import GatehouseModel
import GatehouseObjects
import GatehouseTestSupport
import Testing

@testable import GatehouseKubernetes

@Suite("Statuses that others write as well")
struct StatusConflictTests {
    private static let key = ResourceKey(kind: "Gateway", namespace: "n", name: "g")

    private static func object(_ version: String, _ conditions: JSON...) -> ObservedObject {
        ObservedObject(
            apiVersion: "networking.istio.io/v1", plural: "gateways", resourceVersion: version,
            status: ["conditions": .array(conditions)])
    }

    @Test("A status that was changed meanwhile is worked out anew: what others wrote into the same list stays")
    func conflict() async throws {
        let observed = ObservedObjects()
        observed.put(Self.object("1"), at: Self.key)
        let patches = Watched<[JSON]>([])
        let writer = ClusterWriter(observed: observed, author: Author(key: Self.key), pace: .own, logger: .silent) {
            request throws(APIFailure) in
            let patch = request.body ?? [:]
            patches.change { $0.append(patch) }
            guard patch["metadata"]?["resourceVersion"] == "2" else {
                // The other's write arrives when the refusal is on its way.
                observed.put(Self.object("2", ["type": "Theirs"]), at: Self.key)
                throw .status(APIStatus(code: 409, reason: "Conflict", message: "changed"))
            }
            return ["metadata": ["resourceVersion": "3"], "status": patch["status"] ?? [:]]
        }
        try await running({ await writer.run() }) {
            writer.setLeader(true)
            try await patches.until { $0.count == 2 }
        }
        #expect(patches.current.first?["status"] == ["conditions": [["type": "Ours"]]])
        #expect(patches.current.last?["status"] == ["conditions": [["type": "Theirs"], ["type": "Ours"]]])
        #expect(writer.counts.failures == 1)
    }

    @Test("One status that may not be written does not hold up the others")
    func refused() async throws {
        let keys = ["a", "b", "c", "d"].map { ResourceKey(kind: "Gateway", namespace: "n", name: $0) }
        let observed = ObservedObjects()
        for key in keys { observed.put(Self.object("1"), at: key) }
        let written = Watched<[String]>([])
        let pace = ClusterWriter.Pace(statuses: 100, statusBurst: 1, events: 1, eventBurst: 1)
        let author = Author(key: keys[0])
        let writer = ClusterWriter(observed: observed, author: author, pace: pace, logger: .silent) {
            request throws(APIFailure) in
            written.change { $0.append(request.path) }
            guard !request.path.contains("/gateways/a/") else {
                throw .status(APIStatus(code: 403, reason: "Forbidden", message: "no"))
            }
            return ["metadata": ["resourceVersion": "2"], "status": [:]]
        }
        try await running({ await writer.run() }) {
            writer.setLeader(true)
            try await written.until { $0.count == 1 }
            writer.lookAt(Array(keys[1...]))
            try await written.until { $0.count == 4 }
        }
        #expect(writer.counts.writes == 3)
        #expect(writer.counts.waiting == 1)
    }

    @Test("The answer to a write does not take the place of what is known to be newer")
    func lateAnswer() {
        let observed = ObservedObjects()
        let former = Self.object("1")
        observed.put(former, at: Self.key)
        observed.wrote(["metadata": ["resourceVersion": "2"], "status": ["a": 1]], to: Self.key, over: former)
        #expect(observed[Self.key]?.resourceVersion == "2")
        #expect(observed[Self.key]?.status == ["a": 1])
        let written = Self.object("4")
        observed.put(written, at: Self.key)
        observed.wrote(["metadata": ["resourceVersion": "3"], "status": ["a": 2]], to: Self.key, over: former)
        #expect(observed[Self.key] == written)
        observed.remove(Self.key)
        observed.wrote(["metadata": ["resourceVersion": "5"], "status": [:]], to: Self.key, over: written)
        #expect(observed[Self.key] == nil)
    }
}

/// Wants one condition of its own beside those that are there.
private struct Author: StatusAuthor {
    let key: ResourceKey
    var keys: [ResourceKey] { [self.key] }

    func status(of key: ResourceKey, replacing present: JSON) -> JSON? {
        let others = (present["conditions"]?.array ?? []).filter { $0["type"] != "Ours" }
        return ["conditions": .array(others + [["type": "Ours"]])]
    }

    func events(about key: ResourceKey, _ object: ObservedObject, replacing former: JSON) -> [EventObject] { [] }
}

import GatehouseObjects
import Testing

@testable import GatehouseAPIServer

@Suite("Where garbage is looked for")
struct OwnerGraphTests {
    private static func key(_ name: String) -> ObjectKey {
        ObjectKey(kind: ObjectKind(.configMaps), namespace: "n", name: name)
    }

    private static func object(
        _ name: String, _ revision: Int64, owners: [String] = [], finalizers: [JSON] = [], isDeleted: Bool = false
    ) -> StoredObject {
        let references: [JSON] = owners.map {
            ["apiVersion": "v1", "kind": "ConfigMap", "name": .string($0), "uid": .string("uid of \($0)")]
        }
        var metadata: JSON = [
            "uid": .string("uid of \(name)"), "ownerReferences": .array(references), "finalizers": .array(finalizers),
        ]
        if isDeleted { metadata["deletionTimestamp"] = "2026-01-02T06:30:00Z" }
        return StoredObject(key: Self.key(name), revision: revision, json: ["metadata": metadata])
    }

    private static func removal(_ name: String, _ revision: Int64, owners: [String] = []) -> ObjectEvent {
        let object = Self.object(name, revision, owners: owners)
        return ObjectEvent(object: object, before: object, isRemoval: true)
    }

    private func names(_ graph: inout OwnerGraph) -> [String] { graph.next(100).map(\.key.name) }

    @Test("Nowhere, as long as nothing has owners")
    func nowhere() {
        var graph = OwnerGraph()
        graph.note(Self.object("a", 1))
        graph.note(Self.object("b", 2, finalizers: ["foregroundDeletion"]))
        graph.note(Self.removal("a", 3))
        #expect(self.names(&graph) == [])
    }

    @Test("At what is new, once, and not again where nothing about owners changes")
    func changes() {
        var graph = OwnerGraph()
        graph.note(Self.object("b", 1, owners: ["a"]))
        graph.note(Self.object("b", 1, owners: ["a"]))
        #expect(self.names(&graph) == ["b"])
        graph.note(Self.object("b", 2, owners: ["a"]))
        #expect(self.names(&graph) == [])
        graph.note(Self.object("b", 3, owners: ["a", "c"]))
        #expect(self.names(&graph) == ["b"])
    }

    @Test("At what names another owner under the same uid")
    func renamedOwner() {
        var graph = OwnerGraph()
        graph.note(Self.object("b", 1, owners: ["a"]))
        _ = self.names(&graph)
        var other = Self.object("b", 2, owners: ["a"])
        other.json["metadata"]?["ownerReferences"] = [
            ["apiVersion": "v1", "kind": "ConfigMap", "name": "x", "uid": "uid of a"]
        ]
        graph.note(other)
        #expect(self.names(&graph) == ["b"])
    }

    @Test("At what an object owned that is gone")
    func removal() {
        var graph = OwnerGraph()
        for name in ["c", "b"] { graph.note(Self.object(name, 1, owners: ["a"])) }
        _ = self.names(&graph)
        graph.note(Self.removal("a", 2))
        #expect(self.names(&graph) == ["b", "c"])
        graph.note(Self.removal("b", 3, owners: ["a"]))
        graph.note(Self.removal("a", 4))
        #expect(self.names(&graph) == ["c"])
    }

    @Test("At an owner that waits, when it begins to and when what it owns changes, and at what it owns")
    func waiting() {
        var graph = OwnerGraph()
        graph.note(Self.object("b", 1, owners: ["a"]))
        _ = self.names(&graph)
        graph.note(Self.object("a", 2, finalizers: ["foregroundDeletion"], isDeleted: true))
        #expect(
            graph.next(100) == [
                OwnerGraph.Candidate(key: Self.key("a"), uid: "uid of a", dependents: [Self.key("b")]),
                OwnerGraph.Candidate(key: Self.key("b"), uid: "uid of b", dependents: []),
            ])
        graph.note(Self.object("b", 3, owners: ["a"], finalizers: ["x"]))
        #expect(self.names(&graph) == ["a"])
        graph.note(Self.removal("b", 4, owners: ["a"]))
        #expect(self.names(&graph) == ["a"])
        graph.note(Self.removal("a", 5))
        #expect(self.names(&graph) == [])
    }

    @Test("By what is known last, when the past is told again")
    func replay() {
        var graph = OwnerGraph()
        graph.note(Self.object("b", 5, owners: ["a"]))
        graph.note(Self.object("b", 4))
        graph.note(Self.removal("b", 3))
        _ = self.names(&graph)
        graph.note(Self.removal("a", 6))
        #expect(self.names(&graph) == ["b"])
    }

    @Test("Again when it is time to, where it could not be seen to, and some at a time")
    func postponed() {
        var graph = OwnerGraph()
        for name in ["b", "c", "d"] { graph.note(Self.object(name, 1, owners: ["a"])) }
        let first = graph.next(2)
        #expect(first.map(\.key.name) == ["b", "c"])
        graph.postpone(first)
        #expect(graph.hasPostponed)
        #expect(self.names(&graph) == ["d"])
        graph.resume()
        #expect(!graph.hasPostponed)
        #expect(self.names(&graph) == ["b", "c"])
    }
}

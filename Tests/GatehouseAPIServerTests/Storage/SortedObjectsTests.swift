import GatehouseObjects
import Testing

@testable import GatehouseAPIServer

@Suite("Objects of a kind in order")
struct SortedObjectsTests {
    /// Namespaces and names whose order by bytes is not that of people.
    static let names = ["a", "a-b", "a.b", "ab", "b", "B", "z", "é", "a0", "10", "9", ""]

    @Test("are ordered by the bytes of namespace and then name, however they came")
    func order() {
        for shift in Self.names.indices {
            var sorted = SortedObjects()
            for number in 0..<(Self.names.count * Self.names.count) {
                // 7 has no divisor in common with 144, so every pair comes once.
                let pair = (number * 7 + shift) % (Self.names.count * Self.names.count)
                let (namespace, name) = (Self.names[pair / Self.names.count], Self.names[pair % Self.names.count])
                sorted[namespace, name] = self.object(namespace, name, revision: Int64(pair))
            }
            let expected = Self.names.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }
            let found = sorted.all.map { [Array($0.key.namespace.utf8), Array($0.key.name.utf8)] }
            #expect(found == expected.flatMap { namespace in expected.map { [namespace, $0] } })
        }
    }

    @Test("are found, replaced and removed by namespace and name", arguments: Self.names)
    func access(name: String) {
        var sorted = SortedObjects()
        for other in Self.names { sorted["n", other] = self.object("n", other, revision: 1) }
        sorted["n", name] = self.object("n", name, revision: 2)
        #expect(sorted.all.count == Self.names.count)
        #expect(sorted["n", name]?.revision == 2)
        #expect(sorted["m", name] == nil)
        sorted["n", name] = nil
        #expect(sorted["n", name] == nil)
        #expect(sorted.all.count == Self.names.count - 1)
        sorted["n", name] = nil
        #expect(sorted.all.count == Self.names.count - 1)
    }

    @Test("of a namespace are those and no others", arguments: Self.names)
    func namespaces(namespace: String) {
        var sorted = SortedObjects()
        for other in Self.names {
            for name in ["x", "y"] { sorted[other, name] = self.object(other, name, revision: 1) }
        }
        #expect(sorted.objects(in: namespace).map(\.key.namespace) == [namespace, namespace])
        #expect(sorted.objects(in: namespace + "-").isEmpty)
    }

    private func object(_ namespace: String, _ name: String, revision: Int64) -> StoredObject {
        StoredObject(key: StorageSample.key(name, in: namespace), revision: revision, json: [:])
    }
}

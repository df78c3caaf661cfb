import GatehouseObjects
import Testing

@Suite("tables")
struct ObjectTableTests {
    private let object: JSON = ["kind": "ConfigMap", "metadata": ["name": "a"], "data": ["x": "y"]]

    @Test("what is included of an object is what was asked for")
    func inclusion() {
        let metadata = ObjectTable(.configMaps).table(of: [self.object], now: 0)
        #expect(
            metadata["rows"]?.array?.first?["object"] == [
                "kind": "PartialObjectMetadata", "apiVersion": "meta.k8s.io/v1", "metadata": ["name": "a"],
            ])
        let whole = ObjectTable(.configMaps, includeObject: "Object").table(of: [self.object], now: 0)
        #expect(whole["rows"]?.array?.first?["object"] == self.object)
        let none = ObjectTable(.configMaps, includeObject: "None").table(of: [self.object], now: 0)
        #expect(none["rows"]?.array?.first?["object"] == .null)
        #expect(ObjectTable(.configMaps, includeObject: "Nonsense").inclusion == .metadata)
    }

    @Test("a table has the list's metadata and describes its columns")
    func columns() {
        let table = ObjectTable(.secrets, version: "v1beta1")
            .table(of: [], metadata: ["resourceVersion": "7"], now: 0)
        #expect(table["apiVersion"] == "meta.k8s.io/v1beta1")
        #expect(table["metadata"] == ["resourceVersion": "7"])
        #expect(table["rows"] == [])
        let columns = table["columnDefinitions"]?.array ?? []
        #expect(columns.map { $0["name"] } == ["Name", "Type", "Data", "Age"])
        #expect(columns.first?["format"] == "name")
        #expect(columns.allSatisfy { $0["priority"] == 0 })
        #expect(ObjectTable(.secrets).table(of: [], now: 0, hasColumns: false)["columnDefinitions"] == .null)
    }
}

import GatehouseAPIServer
import GatehouseObjects
import Testing

@Suite("Objects of all kinds, made at random")
struct ArbitraryObjectTests {
    static let kinds = APICatalogue.served.resources.filter { !$0.isReadOnly && !$0.isCreateOnly }.map(\.plural)

    @Test(
        "What is taken is kept, put back without a change and applied; what is not taken is said", arguments: Self.kinds
    )
    func taken(_ plural: String) async throws {
        let resource = try #require(APICatalogue.served.resources.first { $0.plural == plural })
        let api = try await TestAPI()
        var arbitrary = ArbitraryObject(seed: UInt64(resource.plural.utf8.count) + 1)
        let path = Self.path(of: resource)
        var taken = 0
        for number in 0..<150 {
            let name = "o\(number)"
            let object = arbitrary.object(of: resource, named: name)
            let made = await api.call("POST", path, Self.text(object))
            guard made.status == 201 else {
                #expect([400, 422].contains(made.status), "\(Self.text(object)): \(made.text)")
                #expect(made["/kind"] == "Status")
                continue
            }
            taken += 1
            try await Self.expectSettled(api, path, name, made.json)

            let patch = Self.text(arbitrary.patch(of: resource))
            let patched = await api.call("PATCH", "\(path)/\(name)", patch, type: "application/merge-patch+json")
            #expect([200, 400, 422].contains(patched.status), "\(patch): \(patched.text)")
            if patched.status == 200 { try await Self.expectSettled(api, path, name, patched.json) }
        }
        // One that takes nothing, or everything, would show nothing.
        #expect(taken > 10)
        #expect(taken < 150)
    }

    /// Expects that an object is there as it was answered, that putting it back changes nothing, and that whoever applies
    /// it twice changes it once.
    private static func expectSettled(_ api: TestAPI, _ path: String, _ name: String, _ object: JSON) async throws {
        let target = "\(path)/\(name)"
        #expect(await api.call("GET", target).json == object)
        let revision = await api.registry.revision
        let put = await api.call("PUT", target, self.text(object))
        #expect(put.status == 200, "\(self.text(object)): \(put.text)")
        #expect(put.json == object)
        #expect(await api.registry.revision == revision)

        var config = object
        for field in ["managedFields", "resourceVersion", "uid"] { config["metadata"]?[field] = Optional.none }
        let apply = "\(target)?fieldManager=m&force=true"
        let type = "application/apply-patch+yaml"
        let applied = await api.call("PATCH", apply, self.text(config), type: type)
        // Two elements of one key can be written, and can't be applied.
        if applied.message.contains("duplicate entries for key") { return }
        #expect(applied.status == 200, "\(self.text(config)): \(applied.text)")
        let again = await api.call("PATCH", apply, self.text(config), type: type)
        #expect(again.json == applied.json)
    }

    private static func path(of resource: APIResource) -> String {
        let version = resource.versions.first ?? ""
        let root = resource.group.isEmpty ? "/api/v1" : "/apis/\(resource.group)/\(version)"
        return resource.isNamespaced ? "\(root)/namespaces/default/\(resource.plural)" : "\(root)/\(resource.plural)"
    }

    private static func text(_ json: JSON) -> String { String(decoding: json.bytes, as: UTF8.self) }
}

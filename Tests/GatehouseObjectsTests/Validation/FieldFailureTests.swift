import GatehouseObjects
import Testing

@Suite("failures of writes by their fields")
struct FieldFailureTests {
    private func failure(_ object: JSON, of resource: APIResource) -> APIStatus? {
        FieldValidation(object, against: resource.schema)
            .failure(of: resource, version: "v1", name: "a")
    }

    @Test("unknown fields are warned of, and are no failure")
    func unknown() {
        let object: JSON = ["spec": ["htttp": [], "x": 1]]
        #expect(self.failure(object, of: .virtualServices) == nil)
        let validation = FieldValidation(object, against: APIResource.virtualServices.schema)
        #expect(validation.warnings == ["unknown field \"spec.htttp\"", "unknown field \"spec.x\""])
        #expect(validation.unknownFields == ["spec.htttp", "spec.x"])
    }

    @Test("however long names are and however many fields are unknown, what is said is bounded")
    func bounds() {
        let long = String(repeating: "x", count: 1_000_000)
        let members = Dictionary(uniqueKeysWithValues: (0..<5000).map { ("u\($0)", JSON.integer(1)) })
        let headers: JSON = .object([long: .object(members)])
        let object: JSON = ["spec": ["http": [["match": [["headers": headers]]]]]]
        let problems = FieldValidation(object, against: APIResource.virtualServices.schema).problems
        #expect(problems.count == 1000)
        #expect(problems.first?.path == "spec.http[0].match[0].headers.....u0")
        #expect(problems.allSatisfy { $0.path.utf8.count < 100 })
        let nested: JSON = .object([
            String(repeating: "y", count: 2000): .object([String(repeating: "z", count: 200): 1])
        ])
        let cut = FieldValidation(
            ["spec": ["http": [["match": [["headers": nested]]]]]], against: APIResource.virtualServices.schema)
        #expect(cut.problems.first?.path.hasSuffix("y...") == true)
    }

    @Test("a value of another type makes one of Kubernetes' kinds unreadable")
    func unreadable() {
        let status = self.failure(["spec": ["ports": [["port": "80"]]]], of: .services)
        #expect(status?.code == 400)
        #expect(
            status?.message
                == "Service in version \"v1\" cannot be handled as a Service: json: cannot unmarshal string into Go "
                + "struct field Service.spec.ports.port of type integer")
    }

    @Test("a value of another type makes one of Istio's kinds invalid")
    func invalid() {
        let status = self.failure(["spec": ["hosts": 1]], of: .virtualServices)
        #expect(status?.code == 422)
        #expect(
            status?.message
                == "VirtualService.networking.istio.io \"a\" is invalid: spec.hosts: Invalid value: \"integer\": "
                + "spec.hosts in body must be of type array: \"integer\"")
        #expect(status?.causes.map(\.field) == ["spec.hosts"])
        #expect(status?.subject?.kind == "VirtualService")
    }

    @Test("several problems are listed")
    func several() {
        let status = self.failure(["spec": ["ports": [[:], [:]]]], of: .services)
        #expect(
            status?.message
                == "Service \"a\" is invalid: [spec.ports[0].port: Required value, spec.ports[1].port: Required value]")
        #expect(self.failure(["spec": ["ports": [["port": 1]]]], of: .services) == nil)
    }
}

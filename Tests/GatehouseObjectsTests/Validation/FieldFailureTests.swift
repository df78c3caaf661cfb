import GatehouseObjects
import Testing

@Suite("failures of writes by their fields")
struct FieldFailureTests {
    private func failure(_ object: JSON, of resource: APIResource, isStrict: Bool = true) -> APIStatus? {
        FieldValidation(object, against: resource.schema)
            .failure(of: resource, version: "v1", name: "a", isStrict: isStrict)
    }

    @Test("unknown fields fail where that was asked for, and warn otherwise")
    func unknown() {
        let object: JSON = ["spec": ["htttp": [], "x": 1]]
        let status = self.failure(object, of: .virtualServices)
        #expect(status?.code == 400)
        #expect(status?.reason == "BadRequest")
        #expect(
            status?.message
                == "VirtualService in version \"v1\" cannot be handled as a VirtualService: strict decoding error: "
                + "unknown field \"spec.htttp\", unknown field \"spec.x\"")
        #expect(self.failure(object, of: .virtualServices, isStrict: false) == nil)
        let validation = FieldValidation(object, against: APIResource.virtualServices.schema)
        #expect(validation.warnings == ["unknown field \"spec.htttp\"", "unknown field \"spec.x\""])
        #expect(validation.unknownFields == ["spec.htttp", "spec.x"])
    }

    @Test("a value of another type makes one of Kubernetes' kinds unreadable")
    func unreadable() {
        let status = self.failure(["spec": ["ports": [["port": "80"]]]], of: .services, isStrict: false)
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

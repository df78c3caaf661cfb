import GatehouseObjects
import Testing

@Suite("the catalogue of kinds")
struct APICatalogueTests {
    private let catalogue = APICatalogue.served

    @Test("groups have their versions with the preferred one first")
    func groups() {
        let groups = self.catalogue.groups.map { "\($0.name):\($0.versions.joined(separator: ","))" }
        #expect(
            groups == [
                ":v1", "authentication.k8s.io:v1", "authorization.k8s.io:v1", "coordination.k8s.io:v1",
                "discovery.k8s.io:v1,v1beta1",
                "networking.istio.io:v1,v1beta1,v1alpha3", "security.istio.io:v1,v1beta1",
                "telemetry.istio.io:v1,v1alpha1",
            ])
    }

    @Test(
        "a word finds a kind",
        arguments: [
            ("svc", "Service"), ("services", "Service"), ("Service", "Service"), ("vs", "VirtualService"),
            ("virtualservices.networking.istio.io", "VirtualService"), ("gw", "Gateway"), ("dr", "DestinationRule"),
            ("se", "ServiceEntry"), ("we", "WorkloadEntry"), ("wg", "WorkloadGroup"), ("ap", "AuthorizationPolicy"),
            ("pa", "PeerAuthentication"), ("ra", "RequestAuthentication"), ("telemetry", "Telemetry"),
            ("ns", "Namespace"), ("ep", "Endpoints"), ("cm", "ConfigMap"), ("ev", "Event"), ("po", "Pod"),
        ])
    func words(word: String, kind: String) {
        #expect(self.catalogue.resources(named: word).map(\.kind) == [kind])
    }

    @Test("a kind is found in the versions that it has, and in no others")
    func versions() {
        for version in ["v1", "v1beta1", "v1alpha3"] {
            let found = self.catalogue.resource(group: "networking.istio.io", version: version, plural: "gateways")
            #expect(found == .gateways)
        }
        #expect(self.catalogue.resource(group: "networking.istio.io", version: "v1", plural: "envoyfilters") == nil)
        #expect(
            self.catalogue.resource(apiVersion: "networking.istio.io/v1beta1", kind: "ProxyConfig") == .proxyConfigs)
        #expect(self.catalogue.resource(apiVersion: "v1", kind: "Secret") == .secrets)
        #expect(self.catalogue.resource(apiVersion: "v2", kind: "Secret") == nil)
        #expect(self.catalogue.resource(apiVersion: "", kind: "Secret") == nil)
    }

    @Test(
        "every kind has metadata, columns with its name, and descriptions for all its fields",
        arguments: APICatalogue.served.resources.map(KindUnderTest.init))
    func completeness(kind: KindUnderTest) {
        let resource = kind.resource
        #expect(resource.schema.field("metadata")?.schema == .objectMeta)
        #expect(resource.columns.contains { $0.format == "name" })
        #expect(resource.columns.allSatisfy { !$0.description.isEmpty })
        // The answers of questions are in their status too, which nobody writes.
        #expect((resource.hasStatus || resource.isCreateOnly) == (resource.schema.field("status") != nil))
        #expect(Self.undescribed(resource.schema, at: resource.kind) == [])
    }

    private static func undescribed(_ schema: ObjectSchema, at path: String) -> [String] {
        switch schema.shape {
        case .object(let fields):
            let names = fields.map(\.name)
            let repeated = Set(names).count == names.count ? [] : ["\(path): a name twice"]
            return repeated
                + fields.flatMap { field in
                    let path = "\(path).\(field.name)"
                    return (field.schema.description.isEmpty ? [path] : []) + Self.undescribed(field.schema, at: path)
                }
        case .list(let element, .map(let keys)):
            let missing = keys.filter { element.field($0) == nil }.map { "\(path): no key \($0)" }
            return missing + Self.undescribed(element, at: path)
        case .map(let element), .list(let element, _): return Self.undescribed(element, at: path)
        default: return []
        }
    }

    @Test("services' ports are merged by port and protocol, and finalizers are a set")
    func mergeKeys() {
        let ports = APIResource.services.schema.field("spec")?.schema.field("ports")?.schema
        #expect(ports?.patchMergeKey == "port")
        #expect(ports?.isMergedByPatches == true)
        guard case .list(_, .map(keys: ["port", "protocol"])) = ports?.shape else {
            Issue.record("not a list by port and protocol")
            return
        }
        guard case .list(_, .set) = ObjectSchema.objectMeta.field("finalizers")?.schema.shape else {
            Issue.record("not a set")
            return
        }
    }
}

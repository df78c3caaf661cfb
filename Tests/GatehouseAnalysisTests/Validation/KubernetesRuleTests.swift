import GatehouseAnalysis
import GatehouseModel
import Testing

@Suite("What Kubernetes' own kinds may say")
struct KubernetesRuleTests {
    private static func rule(
        _ text: String, at field: String, broken: Service, fixed: Service
    ) -> RuleCase<Service> {
        RuleCase(
            text, at: field, of: .edge(Service(ports: [.init(port: 80)])), broken: { $0.spec = broken },
            fixed: { $0.spec = fixed })
    }

    private static let services: [RuleCase<Service>] = [
        rule("a Service has ports", at: "spec.ports", broken: Service(), fixed: Service(clusterIP: "None")),
        rule(
            "a port is 1 to 65535", at: "spec.ports[0].port", broken: Service(ports: [.init(port: 65536)]),
            fixed: Service(ports: [.init(port: 65535)])),
        rule(
            "several ports have names", at: "spec.ports[1].name",
            broken: Service(ports: [.init(name: "a", port: 80), .init(port: 81)]),
            fixed: Service(ports: [.init(name: "a", port: 80), .init(name: "b", port: 81)])),
        rule(
            "names of ports differ", at: "spec.ports[1].name",
            broken: Service(ports: [.init(name: "a", port: 80), .init(name: "a", port: 81)]),
            fixed: Service(ports: [.init(name: "a", port: 80), .init(name: "b", port: 81)])),
        rule(
            "G4: a target port is a port or a name", at: "spec.ports[0].targetPort",
            broken: Service(ports: [.init(port: 80, targetPort: .int(0))]),
            fixed: Service(ports: [.init(port: 80, targetPort: .string("http"))])),
        rule(
            "S5: an external name is a name", at: "spec.externalName",
            broken: Service(type: .externalName), fixed: Service(type: .externalName, externalName: "a.com")),
    ]

    @Test("a broken Service is reported where it is broken, its neighbour is not", arguments: services)
    fileprivate func rules(_ rule: RuleCase<Service>) { rule.verify(AnyResource.service) }

    @Test("an EndpointSlice's addresses are of its type")
    func endpointSlice() {
        let slice = EndpointSlice(
            addressType: .ipv4, endpoints: [.init(addresses: ["1.1.1.1"]), .init(addresses: ["::1"])],
            ports: [.init(port: 0)])
        let fields = Validation.diagnostics(for: .endpointSlice(.edge(slice))).map { $0.field?.description }
        #expect(fields == ["endpoints[1].addresses[0]", "ports[0].port"])
    }

    @Test("Endpoints have IP addresses")
    func endpoints() {
        let endpoints = Endpoints(subsets: [.init(addresses: [.init(ip: "a.com")], ports: [.init(port: 80)])])
        let fields = Validation.diagnostics(for: .endpoints(.edge(endpoints))).map { $0.field?.description }
        #expect(fields == ["subsets[0].addresses[0].ip"])
    }
}

import GatehouseModel
import Testing

@Suite struct ResourceSetTests {
    private func gateway(_ name: String, _ namespace: String, created: Int64? = nil) -> AnyResource {
        .gateway(
            Resource(metadata: Metadata(name: name, namespace: namespace, creationTimestamp: created), spec: Gateway()))
    }

    @Test("G2: a set is in order of creation, then name, then namespace; no creation is the oldest")
    func order() {
        let set = ResourceSet([
            self.gateway("c", "x", created: 5), self.gateway("b", "z"), self.gateway("d", "x", created: 1),
            self.gateway("b", "y"), self.gateway("a", "z"), self.gateway("a", "x", created: 5),
        ])
        #expect(
            set.gateways.map(\.key.description) == [
                "Gateway z/a", "Gateway y/b", "Gateway z/b", "Gateway x/d", "Gateway x/a", "Gateway x/c",
            ])
    }

    @Test("of two resources with one key the later is taken, and every kind has its list")
    func kinds() {
        func metadata(_ label: String) -> Metadata { Metadata(name: "a", namespace: "b", labels: ["is": label]) }
        let set = ResourceSet([
            .gateway(Resource(metadata: metadata("first"), spec: Gateway())),
            .virtualService(Resource(metadata: metadata("x"), spec: VirtualService())),
            .destinationRule(Resource(metadata: metadata("x"), spec: DestinationRule())),
            .serviceEntry(Resource(metadata: metadata("x"), spec: ServiceEntry())),
            .workloadEntry(Resource(metadata: metadata("x"), spec: WorkloadEntry())),
            .service(Resource(metadata: metadata("x"), spec: Service())),
            .endpoints(Resource(metadata: metadata("x"), spec: Endpoints())),
            .endpointSlice(Resource(metadata: metadata("x"), spec: EndpointSlice())),
            .secret(Resource(metadata: metadata("x"), spec: Secret())),
            .configMap(Resource(metadata: metadata("x"), spec: ConfigMap())),
            .namespace(Resource(metadata: metadata("x"), spec: Namespace())),
            .pod(Resource(metadata: metadata("x"), spec: Pod())),
            .gateway(Resource(metadata: metadata("second"), spec: Gateway())),
        ])
        #expect(set.gateways.map(\.metadata.labels) == [["is": "second"]])
        let counts = [
            set.gateways.count, set.virtualServices.count, set.destinationRules.count, set.serviceEntries.count,
            set.workloadEntries.count, set.services.count, set.endpoints.count, set.endpointSlices.count,
            set.secrets.count, set.configMaps.count, set.namespaces.count, set.pods.count,
        ]
        #expect(counts == Array(repeating: 1, count: 12))
    }
}

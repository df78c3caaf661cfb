import GatehousePlan
import GatehouseTranslation
import Testing

/// What tells that an endpoint is near: labels, and where services get their places from (semantics B4).
@Suite struct NearnessTests {
    private let options = TranslationOptions(
        gatewayLabels: ["istio": "ingressgateway", "rack": "1", "kubernetes.io/hostname": "n1"], locality: "r1/z1")

    /// The priorities of endpoints with these fields, in flow style.
    private func priorities(_ setting: String, _ endpoints: String...) -> [Int]? {
        let endpoints = endpoints.enumerated().map { "{address: 10.0.0.\($0 + 1), \($1)}" }
        let entry = document(
            "ServiceEntry", "se",
            spec: """
                spec: {hosts: [api.example], ports: [{number: 80, name: http, protocol: HTTP}], resolution: STATIC,
                       endpoints: [\(endpoints.joined(separator: ", "))]}
                """)
        let rule = destinationRule(
            "trafficPolicy: {outlierDetection: {}, loadBalancer: {localityLbSetting: {\(setting)}}}",
            host: "api.example")
        return routed(to: "{host: api.example}", entry, rule, options: self.options)
            .endpoints.values.first?.endpoints.map(\.priority)
    }

    @Test("B4: failoverPriority compares labels in order, the first difference decides")
    func labels() {
        #expect(
            self.priorities(
                "failoverPriority: [istio, rack]", "labels: {istio: ingressgateway, rack: \"1\"}",
                "labels: {istio: ingressgateway, rack: \"2\"}", "labels: {istio: other, rack: \"1\"}",
                "labels: {rack: \"1\"}")
                == [0, 1, 2, 2])
    }

    @Test("B4: failoverPriority with a value compares with that, and a label that both lack agrees")
    func values() {
        #expect(
            self.priorities(
                "failoverPriority: [\"version=v1\", rack]", "labels: {version: v1, rack: \"1\"}",
                "labels: {version: v1}", "labels: {version: v2, rack: \"1\"}") == [0, 1, 2])
        #expect(self.priorities("failoverPriority: [nothing]", "labels: {nothing: x}", "labels: {}") == [1, 0])
    }

    @Test("B4: localities and networks are labels too; another network is further away than anything else")
    func topology() {
        #expect(
            self.priorities(
                "failoverPriority: [topology.kubernetes.io/region, topology.kubernetes.io/zone]", "locality: r1/z1",
                "locality: r1/z2", "locality: r2/z1") == [0, 1, 2])
        #expect(
            self.priorities(
                "failoverPriority: [topology.istio.io/network, topology.kubernetes.io/region]", "locality: r1",
                "locality: r2", "locality: r1, network: far", "locality: r2, network: far") == [0, 1, 2, 3])
    }

    @Test("B4: labels come before places, where both are compared")
    func labelsAndPlaces() {
        #expect(
            self.priorities(
                "failoverPriority: [rack], failover: [{from: r1, to: r3}]", "labels: {rack: \"1\"}, locality: r2",
                "labels: {rack: \"1\"}, locality: r3", "labels: {rack: \"2\"}, locality: r1/z1",
                "labels: {rack: \"1\"}, locality: r1/z1") == [2, 1, 3, 0])
    }

    // MARK: Kubernetes

    private func sliced(_ endpoints: String, service: String = "", more: String = "", _ documents: String...)
        -> TranslationResult
    {
        routed(
            document("Service", "b", more: more, spec: "spec: {ports: [{name: http, port: 80}]\(service)}"),
            document(
                "EndpointSlice", "b-1", more: "labels: {kubernetes.io/service-name: b}",
                spec: """
                    addressType: IPv4
                    ports: [{name: http, port: 8080}]
                    endpoints: [\(endpoints)]
                    """), documents.joined(), options: self.options)
    }

    private let threePlaces = """
        {addresses: [10.0.0.1], zone: z1, nodeName: n1}, {addresses: [10.0.0.2], zone: z1, nodeName: n2},
        {addresses: [10.0.0.3], zone: z2, nodeName: n3}
        """

    @Test(
        "B4: a Service's traffic distribution needs no outlier detection",
        arguments: [
            ("PreferClose", [0, 0, 1]), ("PreferSameZone", [0, 0, 1]), ("PreferSameNode", [0, 1, 2]),
            ("Whatever", [0, 0, 0]),
        ])
    func distribution(given: String, expected: [Int]) {
        let result = self.sliced(self.threePlaces, service: ", trafficDistribution: \(given)")
        #expect(result.endpoints.values.first?.endpoints.map(\.priority) == expected)
    }

    @Test("B4: the annotation says the same, of a Service and of its namespace; what is nearer decides")
    func annotations() {
        func annotation(_ value: String) -> String {
            "annotations: {networking.istio.io/traffic-distribution: \(value)}"
        }
        let namespace = """
            apiVersion: v1
            kind: Namespace
            metadata: {name: default, \(annotation("PreferClose"))}
            ---

            """
        func priorities(_ more: String, _ documents: String = "", service: String = "") -> [Int]? {
            self.sliced(self.threePlaces, service: service, more: more, documents)
                .endpoints.values.first?.endpoints.map(\.priority)
        }
        #expect(priorities(annotation("preferclose")) == [0, 0, 1])
        #expect(priorities("", namespace) == [0, 0, 1])
        #expect(priorities(annotation("PreferSameNode"), namespace) == [0, 1, 2])
        #expect(priorities(annotation("any"), namespace) == [0, 0, 0])
        #expect(priorities(annotation("PreferClose"), service: ", trafficDistribution: PreferSameNode") == [0, 1, 2])
    }

    @Test("B4: a policy's own settings come before the Service's distribution, and turn it off")
    func policyFirst() {
        func priorities(_ policy: String) -> [Int]? {
            self.sliced(
                self.threePlaces, service: ", trafficDistribution: PreferClose",
                destinationRule("trafficPolicy: \(policy)")
            ).endpoints.values.first?.endpoints.map(\.priority)
        }
        #expect(priorities("{loadBalancer: {localityLbSetting: {enabled: false}}}") == [0, 0, 0])
        #expect(priorities("{outlierDetection: {}}") == [0, 0, 1])
        #expect(
            priorities("{outlierDetection: {}, loadBalancer: {localityLbSetting: {failoverPriority: [rack]}}}") == [
                0, 0, 0,
            ])
    }

    @Test("B5: a Service with a distribution never uses ejected endpoints for want of others")
    func noPanic() {
        let rule = destinationRule("trafficPolicy: {outlierDetection: {minHealthPercent: 50}}")
        #expect(self.sliced(self.threePlaces, rule).plan.clusters.first?.outlierDetection?.minHealthPercent == 50)
        let near = self.sliced(self.threePlaces, service: ", trafficDistribution: PreferClose", rule)
        #expect(near.plan.clusters.first?.outlierDetection?.minHealthPercent == 0)
    }

    @Test("B4: a pod's label says where it is; else its slice says the zone, in the gateway's region")
    func sources() {
        let pods =
            document("Pod", "p1", more: "labels: {istio-locality: r2.z2.s2}", spec: "status: {podIP: 10.0.0.1}")
            + document(
                "Pod", "p2", more: "labels: {istio-locality: r2, topology.istio.io/locality: r3.z3}",
                spec: "status: {podIP: 10.0.0.2}")
        let result = self.sliced(
            """
            {addresses: [10.0.0.1], zone: z1, targetRef: {kind: Pod, name: p1}},
            {addresses: [10.0.0.2], zone: z1, targetRef: {kind: Pod, name: p2}}, {addresses: [10.0.0.3], zone: z1},
            {addresses: [10.0.0.4]}, {addresses: [10.0.0.5], zone: z1,
              deprecatedTopology: {topology.kubernetes.io/region: r9}}
            """, pods)
        #expect(
            result.endpoints.values.first?.endpoints.map(\.locality) == ["r2/z2/s2", "r3/z3", "r1/z1", "", "r9/z1"])
    }

    @Test(
        "B4: without Istio's labels, the region counts that Kubernetes copies to a pod from its node",
        arguments: [
            ("topology.kubernetes.io/region: r2, topology.kubernetes.io/zone: z2", "r2/z2"),
            (
                "topology.kubernetes.io/region: r2, topology.kubernetes.io/zone: z2, topology.istio.io/subzone: s2",
                "r2/z2/s2"
            ),
            ("topology.kubernetes.io/region: r2", "r2"), ("topology.kubernetes.io/zone: z2", "r1/z1"),
            ("topology.kubernetes.io/region: r2, istio-locality: r3.z3", "r3/z3"),
        ])
    func labelsOfNodes(labels: String, expected: String) {
        let pod = document("Pod", "p1", more: "labels: {\(labels)}", spec: "status: {podIP: 10.0.0.1}")
        let result = self.sliced(
            "{addresses: [10.0.0.1], zone: z1, targetRef: {kind: Pod, name: p1}}", pod)
        #expect(result.endpoints.values.first?.endpoints.map(\.locality) == [expected])
    }

    @Test("R4: subsets may choose by place")
    func subsets() {
        let rule = destinationRule("subsets: [{name: near, labels: {topology.kubernetes.io/zone: z2}}]")
        let result = routed(
            to: "{host: b, subset: near}", document("Service", "b", spec: "spec: {ports: [{name: http, port: 80}]}"),
            document(
                "EndpointSlice", "b-1", more: "labels: {kubernetes.io/service-name: b}",
                spec: """
                    addressType: IPv4
                    ports: [{name: http, port: 8080}]
                    endpoints: [\(self.threePlaces)]
                    """), rule, options: self.options)
        #expect(result.places == ["10.0.0.3 0"])
    }

    @Test("an explicit endpoint is where its label says")
    func explicit() {
        let options = TranslationOptions(
            locality: "r1",
            endpoints: [
                ExplicitEndpoint(
                    host: "b", port: 80, address: "10.0.0.1", endpointPort: 1, labels: ["istio-locality": "r2.z1"])
            ])
        #expect(
            routed(options: options).endpoints.values.first?.endpoints.map(\.locality) == ["r2/z1"])
    }
}

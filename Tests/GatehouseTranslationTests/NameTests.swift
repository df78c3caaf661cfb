import GatehouseModel
import GatehousePlan
import GatehouseTranslation
import Testing

/// Names that DNS has to resolve.
@Suite struct NameTests {
    private func entry(_ spec: String, host: String = "api.example", more: String = "") -> String {
        document(
            "ServiceEntry", "se",
            spec: """
                spec: {hosts: ["\(host)"], ports: [{number: 80, name: http, protocol: HTTP\(more)}], \(spec)}
                """)
    }

    private func names(_ names: (String, Int)...) -> [Endpoint] { names.map { Endpoint(address: $0.0, port: $0.1) } }

    @Test(
        "S1: what the names of a ServiceEntry are, and how they are used",
        arguments: [
            ("resolution: DNS", ["api.example"], ResolvedNames.Use.everyAddress),
            (
                "resolution: DNS, endpoints: [{address: b.example}, {address: a.example}]", ["b.example", "a.example"],
                .everyAddress
            ),
            ("resolution: DNS, endpoints: [{address: b.example}, {address: b.example}]", ["b.example"], .everyAddress),
            ("resolution: DNS_ROUND_ROBIN", ["api.example"], .oneAddress),
            ("resolution: DNS_ROUND_ROBIN, endpoints: [{address: a.example}]", ["a.example"], .oneAddress),
        ])
    func serviceEntry(given: String, names: [String], use: ResolvedNames.Use) {
        let result = routed(to: "{host: api.example}", self.entry(given))
        #expect(result.addresses(of: "outbound|80||api.example") == [])
        #expect(
            result.plan.clusters.map(\.resolvedNames)
                == [ResolvedNames(names: names.map { Endpoint(address: $0, port: 80) }, use: use)])
        #expect(result.findings == [])
    }

    @Test("S1, S2: addresses and names stand side by side, each with its port, weight and place")
    func mixed() {
        let result = routed(
            to: "{host: api.example}",
            self.entry(
                """
                resolution: DNS, endpoints: [{address: 10.0.0.1}, {address: a.example, ports: {http: 9}, weight: 3,
                  locality: r/z/s}, {address: b.example}]
                """, more: ", targetPort: 8080"))
        #expect(result.addresses(of: "outbound|80||api.example") == ["10.0.0.1:8080"])
        #expect(
            result.plan.clusters.map(\.resolvedNames?.names)
                == [
                    [
                        Endpoint(address: "a.example", port: 9, weight: 3, locality: "r/z/s"),
                        Endpoint(address: "b.example", port: 8080),
                    ]
                ])
    }

    @Test("S1: a host for every name of the entry that says none")
    func severalHosts() {
        let entry = document(
            "ServiceEntry", "se",
            spec: """
                spec: {hosts: [a.example, b.example], ports: [{number: 80, name: http, protocol: HTTP}],
                       resolution: DNS}
                """)
        let result = routed(to: "{host: b.example}", entry)
        #expect(result.plan.clusters.map(\.resolvedNames?.names) == [self.names(("b.example", 80))])
    }

    @Test("S3: a DNS entry with names has a cluster, without any it has none: not even for a subset")
    func clusters() {
        let entry = self.entry(
            "resolution: DNS, endpoints: [{address: a.example, labels: {version: v1}}, {address: b.example}]")
        let subsets = destinationRule(
            "subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]", host: "api.example")
        func cluster(_ subset: String) -> ClusterPlan? {
            routed(to: "{host: api.example, subset: \(subset)}", entry, subsets).plan.clusters.first
        }
        #expect(cluster("v1")?.resolvedNames?.names == self.names(("a.example", 80)))
        #expect(cluster("v2") == nil)
        let selecting = self.entry("resolution: DNS, workloadSelector: {labels: {app: a}}")
        #expect(routed(to: "{host: api.example}", selecting).plan.clusters.isEmpty)
    }

    @Test("S1: a wildcard under DNS is reported, and has no cluster (S3)")
    func wildcard() {
        let result = routed(to: "{host: \"*.api.example\"}", self.entry("resolution: DNS", host: "*.api.example"))
        #expect(result.plan.clusters.isEmpty)
        #expect(result.findings == ["GH0206 se spec.hosts"])
    }

    @Test("S2: WorkloadEntries may have names, and EndpointSlices of type FQDN")
    func workloads() {
        let workload = document(
            "WorkloadEntry", "w", more: "labels: {app: a}", spec: "spec: {address: w.example}")
        let result = routed(
            to: "{host: api.example}", self.entry("resolution: STATIC, workloadSelector: {labels: {app: a}}"), workload)
        #expect(result.plan.clusters.map(\.resolvedNames?.names) == [self.names(("w.example", 80))])
        let slice = document(
            "EndpointSlice", "b-1", more: "labels: {kubernetes.io/service-name: b}",
            spec: """
                addressType: FQDN
                ports: [{name: http, port: 8080}]
                endpoints: [{addresses: [b.example]}, {addresses: [c.example], conditions: {ready: false}}]
                """)
        let sliced = routed(document("Service", "b", spec: "spec: {ports: [{name: http, port: 80}]}"), slice)
        #expect(
            sliced.plan.clusters.map(\.resolvedNames?.names)
                == [
                    [
                        Endpoint(address: "b.example", port: 8080),
                        Endpoint(address: "c.example", port: 8080, isReady: false),
                    ]
                ])
        #expect(sliced.findings == [])
    }

    private func alias(_ target: String, name: String = "alias", ports: String = "[{name: http, port: 80}]") -> String {
        document("Service", name, spec: "spec: {type: ExternalName, externalName: \(target), ports: \(ports)}")
    }

    @Test("S5: an ExternalName Service stands for the service that it names, through other aliases too")
    func aliases() {
        let target = "b.default.svc.cluster.local"
        #expect(
            routed(to: "{host: alias}", self.alias(target), service("b")).onlyRoute?.action.text == "outbound|80||b")
        let chain = self.alias("second.default.svc.cluster.local") + self.alias(target, name: "second")
        #expect(routed(to: "{host: alias}", chain, service("b")).onlyRoute?.action.text == "outbound|80||b")
        let ring = self.alias("ring.default.svc.cluster.local", name: "ring")
        #expect(routed(to: "{host: ring}", ring).onlyRoute != nil)
    }

    @Test(
        "S5: a target that is no service is resolved by DNS, on the port that is asked for",
        arguments: [
            ("{host: alias}", "[{name: http, port: 81, targetPort: 9}]", 81),
            ("{host: alias, port: {number: 443}}", "[{name: http, port: 80}]", 443), ("{host: alias}", "[]", 80),
            ("{host: alias}", "[{port: 81}, {port: 82}]", 80),
        ])
    func external(destination: String, ports: String, port: Int) throws {
        let result = routed(to: destination, self.alias("db.example", ports: ports))
        let cluster = try #require(result.plan.clusters.first)
        #expect(cluster.name == "outbound|\(port)||db.example")
        #expect(cluster.host == "db.example")
        #expect(cluster.serviceName == "alias")
        #expect(cluster.origin == Origin(kind: "Service", namespace: "default", name: "alias"))
        #expect(cluster.resolvedNames?.names == self.names(("db.example", port)))
        #expect(result.addresses(of: cluster.name) == [])
        #expect(result.findings == [])
        #expect(result.missingDestinations == [])
    }

    @Test("S5, R1: the DestinationRule of an external name is the one for its target, else the Service's own")
    func externalPolicy() throws {
        let rule = destinationRule(
            """
            trafficPolicy: {tls: {mode: SIMPLE}}, subsets: [{name: v1, labels: {version: v1}}]
            """, host: "db.example")
        let result = routed(to: "{host: alias}", self.alias("db.example"), rule)
        #expect(result.plan.clusters.map { $0.tls == nil } == [false])
        let own = destinationRule(
            "trafficPolicy: {loadBalancer: {simple: RANDOM}}", name: "own", host: "alias.default.svc.cluster.local")
        let ofAlias = routed(to: "{host: alias}", self.alias("db.example"), own)
        #expect(ofAlias.plan.clusters.map(\.balancing) == [.random])
        let both = routed(to: "{host: alias}", self.alias("db.example"), own, rule)
        #expect(both.plan.clusters.map(\.balancing) == [.leastRequest])
        let unknown = routed(to: "{host: alias, subset: v2}", self.alias("db.example"), rule)
        #expect(unknown.missingDestinations == ["IST0101 vs spec.http[0].route[0].destination"])
        #expect(unknown.diagnostics.contains { $0.message.contains("No DestinationRule that applies defines") })
    }

    @Test("S5: an external name may be an address")
    func externalAddress() {
        let result = routed(to: "{host: alias}", self.alias("192.0.2.1"))
        #expect(result.addresses(of: "outbound|80||192.0.2.1") == ["192.0.2.1:80"])
    }
}

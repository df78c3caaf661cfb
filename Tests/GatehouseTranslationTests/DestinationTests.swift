import GatehousePlan
import GatehouseTranslation
import Testing

@Suite struct DestinationTests {
    /// The result of routing everything to `destination`.
    private func route(
        to destination: String, namespace: String = "default", _ documents: String...,
        options: TranslationOptions = TranslationOptions()
    ) -> TranslationResult {
        translate(
            gateway(servers: server("*")),
            virtualService(
                "vs", gateways: "[default/gw]", namespace: namespace, rules: "{route: [{destination: \(destination)}]}"),
            documents.joined(), options: options)
    }

    private func entry(_ name: String, namespace: String = "default", more: String = "", _ spec: String) -> String {
        document(
            "ServiceEntry", name, namespace: namespace, more: more,
            spec: "spec: {hosts: [api.example], ports: [{number: 80, name: http, protocol: HTTP}], \(spec)}")
    }

    struct Case: CustomTestStringConvertible {
        var testDescription: String
        var given: String
        /// nil for no cluster.
        var addresses: [String]?
        var port: Int

        init(_ description: String, _ given: String, port: Int = 80, addresses: [String]?) {
            self.testDescription = description
            self.given = given
            self.port = port
            self.addresses = addresses
        }
    }

    @Test(
        "endpoints of a ServiceEntry",
        arguments: [
            Case(
                "S1: STATIC", "resolution: STATIC, endpoints: [{address: 10.0.0.2}, {address: 10.0.0.1}]",
                addresses: ["10.0.0.1:80", "10.0.0.2:80"]),
            Case(
                "S1: IPv6", "resolution: STATIC, endpoints: [{address: \"2001:db8::1\"}]", addresses: ["2001:db8::1:80"]
            ),
            Case(
                "S1: a Unix socket has no port", "resolution: STATIC, endpoints: [{address: \"unix:///run/a\"}]",
                addresses: ["unix:///run/a:0"]),
            Case(
                "S1: NONE is a list of endpoints at a gateway", "resolution: NONE, endpoints: [{address: 10.0.0.1}]",
                addresses: ["10.0.0.1:80"]),
            Case(
                "S1: DNS with addresses needs no DNS", "resolution: DNS, endpoints: [{address: 10.0.0.1}]",
                addresses: ["10.0.0.1:80"]),
            Case(
                "S2: endpoint.ports wins", "resolution: STATIC, endpoints: [{address: 10.0.0.1, ports: {http: 9}}]",
                addresses: ["10.0.0.1:9"]),
            Case(
                "S2: weights", "resolution: STATIC, endpoints: [{address: 10.0.0.1, weight: 3}]",
                addresses: ["10.0.0.1:80"]),
            Case("S3: STATIC without endpoints has no cluster", "resolution: STATIC", addresses: nil),
            Case("S3: NONE without endpoints has one", "resolution: NONE", addresses: []),
            Case(
                "A5: another port has no cluster", "resolution: STATIC, endpoints: [{address: 10.0.0.1}]", port: 81,
                addresses: nil),
        ])
    func serviceEntry(given: Case) {
        let result = self.route(
            to: "{host: api.example, port: {number: \(given.port)}}", self.entry("se", given.given))
        #expect(result.addresses(of: "outbound|\(given.port)||api.example") == given.addresses)
        #expect(result.plan.clusters.map(\.name) == (given.addresses == nil ? [] : ["outbound|80||api.example"]))
    }

    /// A ServiceEntry for `api.example` of an age in days.
    private func shared(
        _ name: String, day: Int, namespace: String = "default", port: String = "number: 80, name: http", _ spec: String
    ) -> String {
        document(
            "ServiceEntry", name, namespace: namespace, more: "creationTimestamp: \"2026-01-0\(day)T00:00:00Z\"",
            spec: "spec: {hosts: [api.example], ports: [{\(port), protocol: HTTP}], \(spec)}")
    }

    @Test("ServiceEntries of one host in a namespace share their endpoints, for ports of the same name")
    func sharedEndpoints() {
        let entries =
            self.shared("a", day: 2, "resolution: STATIC, endpoints: [{address: 10.0.0.1}]")
            + self.shared(
                "b", day: 1, port: "number: 80, name: http, targetPort: 8080",
                "resolution: STATIC, endpoints: [{address: 10.0.0.2}]")
            + self.shared(
                "c", day: 3, port: "number: 81, name: admin", "resolution: STATIC, endpoints: [{address: 10.0.0.3}]")
            + self.shared("d", day: 4, namespace: "other", "resolution: STATIC, endpoints: [{address: 10.0.0.4}]")
        let result = self.route(to: "{host: api.example, port: {number: 80}}", entries)
        #expect(result.addresses(of: "outbound|80||api.example") == ["10.0.0.1:80", "10.0.0.2:8080"])
        // A port that only a later one has is one of the host's too.
        let later = self.route(to: "{host: api.example, port: {number: 81}}", entries)
        #expect(later.addresses(of: "outbound|81||api.example") == ["10.0.0.3:81"])
        // The oldest says which port is meant where none is named (A5).
        let unnamed = self.route(to: "{host: api.example}", entries)
        #expect(unnamed.plan.clusters.map(\.name) == ["outbound|80||api.example"])
        let other = self.route(to: "{host: api.example, port: {number: 80}}", namespace: "other", entries)
        #expect(other.addresses(of: "outbound|80||api.example") == ["10.0.0.4:80"])
    }

    @Test("S3: a ServiceEntry without endpoints has those of another one of its host")
    func sharedWithNothing() {
        let result = self.route(
            to: "{host: api.example, port: {number: 80}}", self.shared("a", day: 1, "resolution: STATIC"),
            self.shared("b", day: 2, "resolution: STATIC, endpoints: [{address: 10.0.0.1}]"))
        #expect(result.addresses(of: "outbound|80||api.example") == ["10.0.0.1:80"])
    }

    @Test("S2: an entry's targetPort is the endpoints' port")
    func targetPort() {
        let result = self.route(
            to: "{host: api.example}",
            document(
                "ServiceEntry", "se",
                spec: """
                    spec: {hosts: [api.example], ports: [{number: 80, name: http, protocol: HTTP, targetPort: 8080}],
                           resolution: STATIC, endpoints: [{address: 10.0.0.1, weight: 3}]}
                    """))
        #expect(
            result.endpoints["outbound|80||api.example"]?.endpoints
                == [Endpoint(address: "10.0.0.1", port: 8080, weight: 3)])
        #expect(result.plan.clusters.map(\.serviceName) == ["api.example"])
    }

    @Test("S2: workloadSelector selects WorkloadEntries of the namespace, by their metadata's labels first")
    func workloadSelector() {
        func workload(_ name: String, _ address: String, namespace: String = "default", labels: String, spec: String)
            -> String
        {
            document(
                "WorkloadEntry", name, namespace: namespace, more: "labels: \(labels)",
                spec: "spec: {address: \(address), labels: \(spec)}")
        }
        let result = self.route(
            to: "{host: api.example}", self.entry("se", "resolution: STATIC, workloadSelector: {labels: {app: a}}"),
            workload("a", "10.0.0.1", labels: "{}", spec: "{app: a}"),
            workload("b", "10.0.0.2", labels: "{app: a}", spec: "{app: b}"),
            workload("c", "10.0.0.3", labels: "{app: b}", spec: "{app: a}"),
            workload("d", "10.0.0.4", namespace: "other", labels: "{}", spec: "{app: a}"))
        #expect(result.addresses(of: "outbound|80||api.example") == ["10.0.0.1:80", "10.0.0.2:80"])
        let none = self.route(
            to: "{host: api.example}", self.entry("se", "resolution: STATIC, workloadSelector: {labels: {app: a}}"))
        #expect(none.addresses(of: "outbound|80||api.example") == [])
    }

    @Test("S4: one host in several namespaces is the VirtualService's, else Kubernetes', else the oldest")
    func severalNamespaces() {
        func entry(
            _ namespace: String, _ address: String, more: String = "", host: String = "b.default.svc.cluster.local"
        )
            -> String
        {
            document(
                "ServiceEntry", "se", namespace: namespace, more: more,
                spec: """
                    spec: {hosts: [\(host)], ports: [{number: 80, name: http, protocol: HTTP}], resolution: STATIC,
                           endpoints: [{address: \(address)}]}
                    """)
        }
        let host = "{host: b.default.svc.cluster.local}"
        let entries =
            entry("one", "10.0.1.1", more: "creationTimestamp: \"2021-01-01T00:00:00Z\"")
            + entry("two", "10.0.1.2", more: "creationTimestamp: \"2020-01-01T00:00:00Z\"")
        func chosen(_ namespace: String, _ documents: String) -> [String]? {
            self.route(to: host, namespace: namespace, documents)
                .addresses(of: "outbound|80||b.default.svc.cluster.local")
        }
        #expect(chosen("one", entries) == ["10.0.1.1:80"])
        #expect(chosen("three", entries) == ["10.0.1.2:80"])
        #expect(chosen("three", entries + service("b")) == ["10.0.0.1:8080"])
        #expect(chosen("one", entries + service("b")) == ["10.0.1.1:80"])
    }

    @Test(
        "A5, S5: the port of a destination that names none is the ExternalName Service's only one, else its target's",
        arguments: [
            ("ports: [{port: 8080}], ", "8080, name: a}, {number: 9090, name: b", "8080"),
            ("", "9090, name: b", "9090"), ("ports: [{port: 81}, {port: 82}], ", "9090, name: b", "9090"),
        ])
    func externalPort(ports: String, ofTarget: String, port: String) {
        let external = document(
            "Service", "ext", spec: "spec: {type: ExternalName, \(ports)externalName: api.example}")
        let target = document(
            "ServiceEntry", "se",
            spec: """
                spec: {hosts: [api.example], ports: [{number: \(ofTarget)}], resolution: STATIC,
                       endpoints: [{address: 10.0.0.1}]}
                """)
        let result = self.route(to: "{host: ext}", external, target)
        #expect(result.onlyRoute?.action.text == "outbound|\(port)||api.example")
        #expect(result.plan.clusters.map(\.port) == [Int(port)])
    }

    @Test("S4: what one namespace means by a host does not become what another means by it")
    func ownServices() {
        let taker = document(
            "ServiceEntry", "se", namespace: "one",
            spec: """
                spec: {hosts: [b.default.svc.cluster.local], ports: [{number: 80, name: http, protocol: HTTP}],
                       resolution: STATIC, endpoints: [{address: 10.0.1.1}]}
                """)
        let host = "b.default.svc.cluster.local"
        func older(_ name: String, _ namespace: String, _ year: Int) -> String {
            virtualService(
                name, hosts: "[\(name).example]", gateways: "[default/gw]", namespace: namespace,
                more: "creationTimestamp: \"\(year)-01-01T00:00:00Z\"", rules: rule(to: host))
        }
        for (taking, plain) in [(2020, 2021), (2021, 2020)] {
            let result = translate(
                gateway(servers: server("*")), taker, service("b"), older("taking", "one", taking),
                older("plain", "default", plain))
            let usual = "outbound|80||\(host)"
            let (first, second) = (["10.0.1.1:80"], ["10.0.0.1:8080"])
            #expect(result.addresses(of: usual) == (taking < plain ? first : second))
            #expect(
                result.addresses(of: usual + (taking < plain ? "@default" : "@one"))
                    == (taking < plain ? second : first))
            let names = ["taking", "plain"].map { result.routes(of: "\($0).example:80").first?.action.text }
            #expect(names[0] != names[1])
        }
    }

    @Test(
        "S4: a service that is not exported to the gateway's namespace is none",
        arguments: [("\".\"", false), ("\"*\"", true), ("\"istio-system\"", true), ("\"other,~\"", false)])
    func exportTo(exportTo: String, isSeen: Bool) {
        let result = self.route(
            to: "{host: b}", service("b", more: "annotations: {networking.istio.io/exportTo: \(exportTo)}"))
        #expect((result.onlyRoute?.action.text == "outbound|80||b") == isSeen)
    }

    @Test("B5: unready endpoints are kept, terminating ones are not, and EndpointSlices win over Endpoints")
    func slices() {
        let result = self.route(
            to: "{host: b}", document("Service", "b", spec: "spec: {ports: [{name: http, port: 80}]}"),
            document(
                "EndpointSlice", "b-1", more: "labels: {kubernetes.io/service-name: b}",
                spec: """
                    addressType: IPv4
                    ports: [{name: metrics, port: 9}, {name: http, port: 8080}]
                    endpoints:
                    - {addresses: [10.0.0.3], conditions: {ready: false}, targetRef: {kind: Pod, name: p3}}
                    - {addresses: [10.0.0.1], conditions: {ready: true}, targetRef: {kind: Pod, name: p1}}
                    - {addresses: [10.0.0.2], conditions: {ready: false, terminating: true}}
                    """),
            document(
                "EndpointSlice", "b-2", more: "labels: {kubernetes.io/service-name: b}",
                spec: """
                    addressType: IPv6
                    ports: [{name: http, port: 8080}]
                    endpoints:
                    - {addresses: ["2001:db8::1"], targetRef: {kind: Pod, name: p1}}
                    - {addresses: ["2001:db8::4"], targetRef: {kind: Pod, name: p4}}
                    """),
            document("Endpoints", "b", spec: "subsets: [{addresses: [{ip: 10.0.0.9}], ports: [{port: 80}]}]"))
        #expect(
            result.addresses(of: "outbound|80||b.default.svc.cluster.local")
                == ["10.0.0.1:8080", "10.0.0.3:8080 unready", "2001:db8::4:8080"])
    }

    @Test("S3: a Service without endpoints has a cluster")
    func noEndpoints() {
        let result = self.route(
            to: "{host: b}", document("Service", "b", spec: "spec: {ports: [{name: http, port: 80}]}"))
        #expect(result.addresses(of: "outbound|80||b.default.svc.cluster.local") == [])
        #expect(result.plan.clusters.map(\.serviceName) == ["b"])
        #expect(result.plan.clusters.map(\.serviceNamespace) == ["default"])
    }

    @Test("a Service's port that a route asks for in vain is reported")
    func missingPort() {
        let result = self.route(to: "{host: b, port: {number: 81}}", service("b"))
        #expect(result.findings == ["GH0209 b spec.ports"])
    }

    @Test("R4, S3: a destination without a service or a subset is reported where it is named")
    func missingDestinations() {
        let rules = """
            {route: [{destination: {host: a}, weight: 1}, {destination: {host: nobody}, weight: 1},
              {destination: {host: a, subset: v9}, weight: 1}]}
            """
        let result = translate(
            gateway("gw", servers: server("*")), virtualService("vs", rules: rules),
            service("a"))
        #expect(
            result.missingDestinations == [
                "IST0101 vs spec.http[0].route[1].destination", "IST0101 vs spec.http[0].route[2].destination",
            ])
    }
}

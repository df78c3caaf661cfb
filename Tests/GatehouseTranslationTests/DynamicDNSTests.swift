import GatehouseModel
import GatehousePlan
import GatehouseTranslation
import Testing

/// ServiceEntries whose hosts are those that requests name.
@Suite struct DynamicDNSTests {
    private static let host = "*.api.example"
    private static let destination = "{host: \"*.api.example\"}"
    private static let clusterName = "outbound|80||*.api.example"

    private static func entry(
        more: String = "", annotation: String? = nil, resolution: String = "DYNAMIC_DNS", host: String = host
    ) -> String {
        document(
            "ServiceEntry", "se",
            more: annotation.map { "annotations: {gatehouse.io/resolved-addresses: \"\($0)\"}" } ?? "",
            spec: """
                spec: {hosts: ["\(host)"], ports: [{number: 80, name: http, protocol: HTTP\(more)}],
                  resolution: \(resolution)}
                """)
    }

    @Test("S1: the cluster's endpoints are those of the hosts that requests name, at the entry's port")
    func cluster() {
        let result = routed(to: Self.destination, Self.entry())
        #expect(result.plan.clusters.map(\.requestedNames) == [RequestedNamesPlan(suffix: ".api.example", port: 80)])
        #expect(result.plan.clusters.map(\.name) == [Self.clusterName])
        #expect(result.addresses(of: Self.clusterName) == [])
        #expect(result.findings == [])
        let target = routed(to: Self.destination, Self.entry(more: ", targetPort: 8080"))
        #expect(target.plan.clusters.map(\.requestedNames?.port) == [8080])
        let partial = routed(to: "{host: \"*-x.example\"}", Self.entry(host: "*-x.example"))
        #expect(partial.plan.clusters.map(\.requestedNames?.suffix) == ["-x.example"])
    }

    @Test("other ways of resolving have none of it", arguments: ["DNS", "STATIC"])
    func others(resolution: String) {
        let result = routed(to: Self.destination, Self.entry(resolution: resolution))
        #expect(result.plan.clusters.compactMap(\.requestedNames).isEmpty)
    }

    @Test("an explicit endpoint takes their place")
    func explicit() {
        let result = routed(
            to: Self.destination, Self.entry(),
            options: TranslationOptions(endpoints: [
                ExplicitEndpoint(host: Self.host, port: 80, address: "127.0.0.1", endpointPort: 9)
            ]))
        #expect(result.plan.clusters.map(\.requestedNames) == [nil])
        #expect(result.addresses(of: Self.clusterName) == ["127.0.0.1:9"])
    }

    @Test(
        "an annotation says which addresses are connected to",
        arguments: [
            ("public", RequestedNamesPlan.Reach.publicAddresses), ("private", .privateAddresses),
            (" any ", .anyAddress),
        ])
    func reach(annotation: String, reach: RequestedNamesPlan.Reach) {
        let result = routed(to: Self.destination, Self.entry(annotation: annotation))
        #expect(result.plan.clusters.map(\.requestedNames?.reach) == [reach])
        #expect(result.findings == [])
    }

    @Test("an annotation that can't be read, or is for nothing, is reported")
    func unusable() {
        let field = "metadata.annotations[\"gatehouse.io/resolved-addresses\"]"
        let wrong = routed(to: Self.destination, Self.entry(annotation: "all"))
        #expect(wrong.plan.clusters.map(\.requestedNames?.reach) == [.privateAddresses])
        #expect(wrong.findings == ["GH0214 se \(field)"])
        let idle = routed(to: Self.destination, Self.entry(annotation: "any", resolution: "STATIC"))
        #expect(idle.findings == ["GH0214 se \(field)"])
    }

    @Test("what compares endpoints does not hold, and says so; limits and TLS do")
    func policies() {
        let rule = destinationRule(
            """
            trafficPolicy: {loadBalancer: {simple: ROUND_ROBIN}, outlierDetection: {consecutive5xxErrors: 1},
              connectionPool: {tcp: {maxConnections: 3}}, tls: {mode: SIMPLE}}
            """, host: Self.host, more: "annotations: {gatehouse.io/health-check: tcp}")
        let result = routed(to: Self.destination, Self.entry(), rule)
        #expect(
            result.findings == [
                "GH0205 dr spec.trafficPolicy.loadBalancer", "GH0205 dr spec.trafficPolicy.outlierDetection",
                "GH0205 dr metadata.annotations[\"gatehouse.io/health-check\"]",
            ])
        let cluster = result.plan.clusters.first
        #expect(cluster?.outlierDetection == nil && cluster?.healthCheck == nil)
        #expect(cluster?.limits.maxConnections == 3)
        #expect(cluster?.tls != nil)
    }

    @Test("it has no subsets, as in Istio: 503 NC")
    func subsets() {
        let rule = destinationRule("subsets: [{name: v1, labels: {version: v1}}]", host: Self.host)
        let result = routed(to: "{host: \"\(Self.host)\", subset: v1}", Self.entry(), rule)
        #expect(result.plan.clusters.isEmpty)
        #expect(result.findings == ["GH0209 se spec.hosts"])
    }
}

import GatehousePlan
import GatehouseTranslation
import Testing

@Suite struct ExplicitEndpointTests {
    private func translated(to destination: String, _ documents: String = "", _ endpoints: ExplicitEndpoint...)
        -> TranslationResult
    {
        translate(
            gateway(servers: server("*")), virtualService("vs", rules: "{route: [{destination: \(destination)}]}"),
            documents, options: TranslationOptions(endpoints: endpoints))
    }

    @Test(
        "an endpoint makes a service where there is none",
        arguments: [
            ("{host: b, port: {number: 9080}}", nil, "outbound|9080||b"), ("{host: b}", nil, "outbound|80||b"),
            ("{host: b, port: {number: 9080}}", 9080, "outbound|9080||b"), ("{host: b}", 9080, "outbound|9080||b"),
            ("{host: b, port: {number: 1}}", 9080, "outbound|1||b (none)"),
        ] as [(String, Int?, String)])
    func creates(destination: String, port: Int?, expected: String) {
        let result = self.translated(
            to: destination, "", ExplicitEndpoint(host: "b", port: port, address: "127.0.0.1", endpointPort: 3000))
        #expect(result.onlyRoute?.action.text == expected)
        #expect(
            result.endpoints.values.map(\.endpoints)
                == (expected.hasSuffix(")") ? [] : [[Endpoint(address: "127.0.0.1", port: 3000)]]))
        #expect(result.plan.clusters.allSatisfy { $0.serviceName == "b" && $0.serviceNamespace == "default" })
    }

    @Test("an endpoint joins the service of its host, on every port or on its own")
    func joins() {
        let result = self.translated(
            to: "{host: b}", service("b"), ExplicitEndpoint(host: "b", address: "127.0.0.1", endpointPort: 3000),
            ExplicitEndpoint(host: "b", port: 81, address: "127.0.0.1", endpointPort: 3001))
        #expect(result.onlyRoute?.action.text == "outbound|80||b")
        let onPort = self.translated(
            to: "{host: b, port: {number: 80}}", service("b"),
            ExplicitEndpoint(host: "b.default.svc.cluster.local", address: "127.0.0.1", endpointPort: 3000),
            ExplicitEndpoint(host: "b", port: 81, address: "127.0.0.1", endpointPort: 3001))
        #expect(
            onPort.addresses(of: "outbound|80||b.default.svc.cluster.local") == ["10.0.0.1:8080", "127.0.0.1:3000"])
        let other = self.translated(
            to: "{host: b, port: {number: 81}}", service("b"),
            ExplicitEndpoint(host: "b", port: 81, address: "127.0.0.1", endpointPort: 3001))
        #expect(other.addresses(of: "outbound|81||b.default.svc.cluster.local") == ["127.0.0.1:3001"])
    }

    @Test("an endpoint stands in place of names that DNS would have to resolve")
    func replacesNames() {
        let result = self.translated(
            to: "{host: api.example}",
            document(
                "ServiceEntry", "se",
                spec: "spec: {hosts: [api.example], ports: [{number: 80, name: http, protocol: HTTP}], resolution: DNS}"
            ),
            ExplicitEndpoint(host: "api.example", address: "127.0.0.1", endpointPort: 3000))
        #expect(result.addresses(of: "outbound|80||api.example") == ["127.0.0.1:3000"])
        #expect(result.findings == [])
    }

    @Test("labels of endpoints choose subsets")
    func subsets() {
        let result = self.translated(
            to: "{host: b, subset: v2}",
            document(
                "DestinationRule", "b",
                spec: "spec: {host: b, subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]}"
            ),
            ExplicitEndpoint(host: "b", address: "127.0.0.1", endpointPort: 1, labels: ["version": "v1"]),
            ExplicitEndpoint(host: "b", address: "127.0.0.1", endpointPort: 2, labels: ["version": "v2"]))
        #expect(result.addresses(of: "outbound|80|v2|b.default.svc.cluster.local") == ["127.0.0.1:2"])
    }
}

import GatehousePlan
import GatehouseTranslation
import Testing

/// Pods that a ServiceEntry's `workloadSelector` chooses.
@Suite struct PodSelectionTests {
    private static func entry(
        port: String = "{number: 80, name: http, protocol: HTTP}", resolution: String = "STATIC"
    ) -> String {
        document(
            "ServiceEntry", "se",
            spec: """
                spec: {hosts: [api.example], ports: [\(port)], resolution: \(resolution), location: MESH_INTERNAL,
                  workloadSelector: {labels: {app: a}}}
                """)
    }

    private static func pod(
        _ name: String, ip: String, namespace: String = "default", labels: String = "app: a", more: String = "",
        status: String = "", spec: String = ""
    ) -> String {
        document(
            "Pod", name, namespace: namespace, more: "labels: {\(labels)}\(more)",
            spec: "spec: {\(spec)}\nstatus: {podIP: \(ip)\(status)}")
    }

    private static func addresses(_ documents: String..., subset: String? = nil) -> [String]? {
        let destination = "{host: api.example\(subset.map { ", subset: \($0)" } ?? "")}"
        return routed(to: destination, documents.joined()).addresses(of: "outbound|80|\(subset ?? "")|api.example")
    }

    @Test("S2: it selects pods of its namespace, beside WorkloadEntries")
    func selected() {
        let workload = document(
            "WorkloadEntry", "w", more: "labels: {app: a}", spec: "spec: {address: 10.0.0.9}")
        let addresses = Self.addresses(
            Self.entry(), workload, Self.pod("p1", ip: "10.0.0.1"), Self.pod("p2", ip: "10.0.0.2", labels: "app: b"),
            Self.pod("p3", ip: "10.0.0.3", namespace: "other"), Self.pod("p4", ip: "10.0.0.4", labels: "app: a, v: x"))
        #expect(addresses == ["10.0.0.1:80", "10.0.0.4:80", "10.0.0.9:80"])
    }

    @Test(
        "S2: the port is the container's of that name, else the target port, else the entry's",
        arguments: [
            ("{number: 80, name: http, protocol: HTTP, targetPort: 8080}", "name: http, containerPort: 9", "9"),
            ("{number: 80, name: http, protocol: HTTP, targetPort: 8080}", "name: other, containerPort: 9", "8080"),
            ("{number: 80, name: http, protocol: HTTP}", "name: http, containerPort: 9, protocol: UDP", "80"),
            ("{number: 80, name: http, protocol: HTTP}", "containerPort: 9", "80"),
        ])
    func ports(port: String, container: String, expected: String) {
        let pod = Self.pod("p", ip: "10.0.0.1", spec: "containers: [{name: c, ports: [{\(container)}]}]")
        #expect(Self.addresses(Self.entry(port: port), pod) == ["10.0.0.1:\(expected)"])
    }

    @Test(
        "B5: an unready pod is never picked, one that has ended or is about to is none",
        arguments: [
            (", conditions: [{type: Ready, status: \"True\"}]", "", ["10.0.0.1:80"]),
            (", conditions: [{type: Ready, status: \"False\"}]", "", ["10.0.0.1:80 unready"]),
            (", phase: Running", "", ["10.0.0.1:80"]), (", phase: Succeeded", "", []), (", phase: Failed", "", []),
            ("", ", deletionTimestamp: \"2024-01-01T00:00:00Z\"", []),
        ])
    func readiness(status: String, more: String, expected: [String]) {
        let pod = Self.pod("p", ip: "10.0.0.1", more: more, status: status)
        #expect(Self.addresses(Self.entry(), pod) == expected)
    }

    @Test("subsets choose among them by the pods' labels")
    func subsets() {
        let rule = destinationRule("subsets: [{name: v1, labels: {version: v1}}]", host: "api.example")
        let addresses = Self.addresses(
            Self.entry(), rule, Self.pod("p1", ip: "10.0.0.1", labels: "app: a, version: v1"),
            Self.pod("p2", ip: "10.0.0.2", labels: "app: a, version: v2"), subset: "v1")
        #expect(addresses == ["10.0.0.1:80"])
    }

    @Test("a Service has its pods from EndpointSlices, and does not select them by itself")
    func services() {
        let service = document(
            "Service", "b", spec: "spec: {selector: {app: a}, ports: [{name: http, port: 80}]}")
        let result = routed(service, Self.entry(), Self.pod("p1", ip: "10.0.0.1"))
        #expect(result.addresses(of: "outbound|80||b.default.svc.cluster.local") == [])
    }
}

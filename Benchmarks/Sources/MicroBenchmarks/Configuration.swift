import GatehouseManifest
import GatehouseModel
import GatehousePlan
import GatehouseRouting
import GatehouseTranslation

/// A configuration as somebody would write it, and its way to a snapshot.
struct Configuration {
    /// A step that did not give what the benchmark needs.
    struct Unusable: Error { let reason: String }

    private static let head = """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: edge, namespace: default}
        spec:
          selector: {istio: ingressgateway}
          servers:
          - port: {number: 80, name: http, protocol: HTTP}
            hosts: ["*"]
        ---
        apiVersion: v1
        kind: Service
        metadata: {name: web, namespace: default}
        spec:
          ports: [{name: http, port: 80}]

        """

    let yaml: String

    /// One VirtualService for one host, with a rule for each of these matches.
    static func rules(_ matches: [String], action: String = "") -> Self {
        var yaml = Self.head + Self.virtualService("routes", host: "shop.example.com")
        for match in matches {
            yaml += """
                  - match: [\(match)]
                    \(action)
                    route: [{destination: {host: web, port: {number: 80}}}]

                """
        }
        return Self(yaml: yaml)
    }

    /// A VirtualService for each of so many hosts, with two rules each.
    static func hosts(_ count: Int, changed: Int? = nil) -> Self {
        var yaml = Self.head
        for index in 0..<count {
            yaml += Self.virtualService("host-\(index)", host: "host-\(index).example.com")
            yaml += """
                  - match: [{uri: {prefix: /api/\(index == changed ? "new" : "v1")}}]
                    route: [{destination: {host: web, port: {number: 80}}}]
                    timeout: 5s
                  - route: [{destination: {host: web, port: {number: 80}}}]

                """
        }
        return Self(yaml: yaml)
    }

    private static func virtualService(_ name: String, host: String) -> String {
        """
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: \(name), namespace: default}
        spec:
          hosts: ["\(host)"]
          gateways: [edge]
          http:

        """
    }

    /// The resources.
    func read() throws -> ResourceSet {
        let result = ManifestReader().read(bytes: Array(self.yaml.utf8), file: "benchmark.yaml")
        if let problem = result.diagnostics.first { throw Unusable(reason: "\(problem)") }
        return ResourceSet(result.resources)
    }

    /// The plan.
    func translate() throws -> GatewayPlan {
        Translation.translate(try self.read(), options: TranslationOptions()).plan
    }

    /// The snapshot.
    func compile() throws -> Snapshot {
        let result = Snapshot.compile(try self.translate(), generation: 1)
        if let problem = result.problems.first { throw Unusable(reason: problem.message) }
        return result.snapshot
    }
}

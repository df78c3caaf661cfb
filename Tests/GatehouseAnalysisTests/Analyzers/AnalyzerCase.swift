import GatehouseAnalysis
import GatehouseManifest
import GatehouseModel
import Testing

/// Documents, and what the analyzers find in them.
struct AnalyzerCase: CustomTestStringConvertible, Sendable {
    var what: String
    var documents: [String]
    var findings: [String] = []
    var testDescription: String { self.what }

    func check() { #expect(Self.findings(self.documents) == self.findings.sorted()) }

    /// What is found in these documents: code, level, resource and field of each, in alphabetical order.
    static func findings(_ documents: [String], endpoints: [AnalyzedGateway.Endpoint] = []) -> [String] {
        let text = documents.joined(separator: "\n---\n")
        let result = ManifestReader().read(bytes: Array(text.utf8), file: "case.yaml")
        let found = Analyzers.diagnostics(
            for: AnalyzerInput(
                served: ResourceSet(result.resources), refused: result.unservable,
                unreadable: result.rejected.map(\.key), passedOver: result.passedOver),
            gateway: AnalyzedGateway(
                namespace: "istio-system", labels: ["istio": "ingressgateway", "app": "gw"],
                clusterDomain: "cluster.local", rootNamespace: "istio-system", endpoints: endpoints))
        return found.map { finding in
            let field = finding.field.map { " \($0)" } ?? ""
            return "\(finding.code) \(finding.level.rawValue) \(finding.resource?.description ?? "")\(field)"
        }.sorted()
    }
}

// Resources in flow style.

func istio(_ kind: String, _ name: String, _ spec: String, namespace: String = "default") -> String {
    "{apiVersion: networking.istio.io/v1, kind: \(kind), metadata: {name: \(name), namespace: \(namespace)},"
        + " spec: {\(spec)}}"
}

func core(
    _ kind: String, _ name: String, _ rest: String, namespace: String = "default", labels: String = ""
) -> String {
    "{apiVersion: v1, kind: \(kind), metadata: {name: \(name), namespace: \(namespace), labels: {\(labels)}}, \(rest)}"
}

func gateway(
    _ name: String, port: Int = 80, host: String = "a.example", selector: String = "istio: ingressgateway",
    tls: String = "", namespace: String = "default"
) -> String {
    istio(
        "Gateway", name,
        "selector: {\(selector)}, servers: [{port: {number: \(port), name: p, protocol: \(tls.isEmpty ? "HTTP" : "HTTPS")},"
            + " hosts: [\"\(host)\"]\(tls.isEmpty ? "" : ", tls: {\(tls)}")}]", namespace: namespace)
}

func route(
    _ name: String, to destination: String, _ more: String = "", namespace: String = "default"
)
    -> String
{
    istio(
        "VirtualService", name, "hosts: [a.example], \(more) http: [{route: [{destination: {\(destination)}}]}]",
        namespace: namespace)
}

func service(
    _ name: String, ports: [Int] = [80], selector: String = "", namespace: String = "default"
)
    -> String
{
    let ports = ports.map { "{name: http-\($0), port: \($0)}" }.joined(separator: ", ")
    return core("Service", name, "spec: {ports: [\(ports)], selector: {\(selector)}}", namespace: namespace)
}

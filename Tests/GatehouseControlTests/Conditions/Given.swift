import GatehouseManifest
import GatehouseModel
import GatehouseRouting
import GatehouseTranslation

@testable import GatehouseControl
@testable import GatehouseStore

/// What was published of manifests, and what is said of it.
struct Given {
    var published: Published
    var addresses = ListenerAddresses()

    /// What becomes of these documents: every one is a unit of its own, as objects of an API server are.
    init(_ documents: String..., failures: [ListenerFailure] = []) {
        let store = Store()
        store.apply(Self.change(documents))
        self.init(store, failures: failures)
    }

    /// What becomes of the second documents once the first ones were served.
    init(_ first: [String], then second: [String]) {
        let store = Store()
        store.apply(Self.change(first))
        store.apply(Self.change(second))
        self.init(store, failures: [])
    }

    private init(_ store: Store, failures: [ListenerFailure]) {
        self.published = Pipeline(options: TranslationOptions()).prepare(
            store.contents(), generation: 1, surroundings: Pipeline.Surroundings(now: 1_000_000_000))
        self.published.listenerFailures = failures
    }

    private static func change(_ documents: [String]) -> SourceChange {
        var change = SourceChange()
        for (index, text) in documents.enumerated() {
            let reader = DocumentReader.validating(options: ManifestOptions())
            let document = reader.read(Array(text.utf8)[...], "unit-\(index)", 1)
            change.replaced[SourceUnit(rank: 0, name: "unit-\(index)")] = [document]
        }
        return change
    }

    var statuses: [ResourceStatus] { self.published.statuses(at: self.addresses, gatewayNamespace: "istio-system") }

    /// The status of a resource, `Kind name` in the namespace `default`.
    func status(_ text: String) -> ResourceStatus? {
        let parts = text.split(separator: " ")
        return self.statuses.first { $0.key.kind == parts[0] && $0.key.name == parts[1] }
    }

    /// The conditions of a resource as lines, `Accepted=True Accepted`.
    func lines(_ text: String) -> [String]? { self.status(text)?.lines }
}

extension ResourceStatus {
    /// The conditions as lines, `Accepted=True Accepted`.
    var lines: [String] {
        self.conditions.map { "\($0.kind.rawValue)=\($0.status.rawValue) \($0.reason.rawValue)" }
    }
}

/// Documents in the namespace `default`, where they name none.
enum Documents {
    static func resource(_ kind: String, _ name: String, metadata: String = "", spec: String) -> String {
        let group =
            switch kind {
            case "Service", "Secret": "v1"
            default: "networking.istio.io/v1"
            }
        return """
            apiVersion: \(group)
            kind: \(kind)
            metadata: {name: \(name)\(metadata.isEmpty ? "" : ", \(metadata)")}
            \(spec)

            """
    }

    static func gateway(
        _ name: String = "gw", metadata: String = "", selector: String = "istio: ingressgateway", servers: String...
    ) -> String {
        Self.resource(
            "Gateway", name, metadata: metadata,
            spec: "spec: {selector: {\(selector)}, servers: [\(servers.joined(separator: ", "))]}")
    }

    static func server(
        _ host: String = "a.example", port: Int = 80, protocol name: String = "HTTP", more: String = ""
    ) -> String {
        "{port: {number: \(port), name: p\(port), protocol: \(name)}, hosts: [\"\(host)\"]\(more)}"
    }

    static func tlsServer(_ host: String = "a.example", credential: String = "shop") -> String {
        Self.server(
            host, port: 443, protocol: "HTTPS", more: ", tls: {mode: SIMPLE, credentialName: \(credential)}")
    }

    static func virtualService(
        _ name: String = "vs", metadata: String = "", hosts: String = "[a.example]", gateways: String = "[gw]",
        rules: String = "http: [{route: [{destination: {host: b, port: {number: 80}}}]}]"
    ) -> String {
        Self.resource(
            "VirtualService", name, metadata: metadata, spec: "spec: {hosts: \(hosts), gateways: \(gateways), \(rules)}"
        )
    }

    static let service = Self.resource("Service", "b", spec: "spec: {ports: [{port: 80, name: http}]}")
}

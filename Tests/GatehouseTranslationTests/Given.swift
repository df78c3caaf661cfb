import GatehouseManifest
import GatehouseModel
import GatehousePlan
import GatehouseTranslation
import Testing

/// A resource document of `kind`; `spec` and `more` are YAML in flow style, `more` the members of the metadata.
func document(_ kind: String, _ name: String, namespace: String = "default", more: String = "", spec: String) -> String
{
    let group =
        switch kind {
        case "Service", "Endpoints", "Pod", "Secret", "ConfigMap": "v1"
        case "EndpointSlice": "discovery.k8s.io/v1"
        default: "networking.istio.io/v1"
        }
    return """
        apiVersion: \(group)
        kind: \(kind)
        metadata: {name: \(name), namespace: \(namespace)\(more.isEmpty ? "" : ", \(more)")}
        \(spec)
        ---

        """
}

/// A Gateway of this gateway's pods with these servers, in flow style.
func gateway(_ name: String = "gw", namespace: String = "default", more: String = "", servers: String...) -> String {
    document(
        "Gateway", name, namespace: namespace, more: more,
        spec: "spec: {selector: {istio: ingressgateway}, servers: [\(servers.joined(separator: ", "))]}")
}

/// A plaintext HTTP server.
func server(_ hosts: String..., port: Int = 80, protocol name: String = "HTTP", more: String = "") -> String {
    let list = hosts.map { "\"\($0)\"" }.joined(separator: ", ")
    return "{port: {number: \(port), name: port-\(port), protocol: \(name)}, hosts: [\(list)]\(more)}"
}

/// A VirtualService of Gateway `gw` with these rules, in flow style.
func virtualService(
    _ name: String, hosts: String = "[a.example]", gateways: String = "[gw]", namespace: String = "default",
    more: String = "", spec: String = "", rules: String...
) -> String {
    document(
        "VirtualService", name, namespace: namespace, more: more,
        spec: "spec: {hosts: \(hosts), gateways: \(gateways), http: [\(rules.joined(separator: ", "))]\(spec)}")
}

/// A rule that forwards to a service; `match` and `more` are further fields in flow style.
func rule(_ match: String? = nil, to host: String, more: String = "") -> String {
    let match = match.map { "match: [\($0)], " } ?? ""
    return "{\(match)route: [{destination: {host: \(host), port: {number: 80}}}]\(more)}"
}

/// A TLS server with these settings, in flow style.
func tlsServer(
    _ hosts: String..., port: Int = 443, protocol name: String = "HTTPS", name portName: String = "https",
    tls: String = "mode: SIMPLE, credentialName: shop", more: String = ""
) -> String {
    let list = hosts.map { "\"\($0)\"" }.joined(separator: ", ")
    return "{port: {number: \(port), name: \(portName), protocol: \(name)}, hosts: [\(list)], tls: {\(tls)}\(more)}"
}

/// A Secret of the gateway's namespace with these texts by key, in flow style.
func secret(_ name: String = "shop", namespace: String = "istio-system", _ texts: String = "tls.crt: C, tls.key: K")
    -> String
{
    document("Secret", name, namespace: namespace, spec: "stringData: {\(texts)}")
}

/// A VirtualService of Gateway `gw` with these `tcp` or `tls` rules, in flow style.
func connectionService(
    _ name: String = "vs", hosts: String = "[\"*\"]", gateways: String = "[gw]", more: String = "", tcp: String = "",
    tls: String = ""
) -> String {
    document(
        "VirtualService", name, more: more,
        spec: "spec: {hosts: \(hosts), gateways: \(gateways), tcp: [\(tcp)], tls: [\(tls)]}")
}

/// What becomes of these documents.
func translate(
    _ documents: String..., files: CredentialFiles = CredentialFiles(),
    options: TranslationOptions = TranslationOptions()
) -> TranslationResult {
    let manifest = ManifestReader().read(bytes: Array(documents.joined().utf8), file: "given.yaml")
    let isRead = manifest.rejected.isEmpty && manifest.unreadableDocumentCount == 0
    #expect(isRead, "\(manifest.diagnostics.map(\.message))")
    let resources = ResourceSet(manifest.resources)
    var memory = TranslationMemory()
    let result = Translation.translate(resources, files: files, options: options, memory: &memory)
    // Whatever it is, it is the same a second time, when most of it is remembered.
    #expect(Translation.translate(resources, files: files, options: options, memory: &memory) == result)
    return result
}

extension TranslationResult {
    /// The plan as indented lines: listeners, virtual hosts, routes with where they go.
    var lines: [String] {
        self.plan.listeners.flatMap { listener -> [String] in
            let head = "\(listener.bind ?? "*"):\(listener.port) \(listener.protocolName)"
            switch listener.content {
            case .http(let table): return [head] + table.lines
            case .tcp(let route, _): return ["\(head) -> \(route.text)"]
            case .tls(let tls): return [head] + tls.chains.flatMap(\.lines)
            }
        }
    }

    /// The chains of all TLS listeners.
    var chains: [TLSChainPlan] {
        self.plan.listeners.flatMap { listener -> [TLSChainPlan] in
            if case .tls(let tls) = listener.content { return tls.chains }
            return []
        }
    }

    /// How the first chain that terminates TLS does so.
    var serverTLS: ServerTLSPlan? { self.chains.lazy.compactMap(\.tls).first }

    /// The routes of a virtual host, by its name.
    func routes(of name: String) -> [RoutePlan] {
        for listener in self.plan.listeners {
            if case .http(let table) = listener.content, let host = table.virtualHosts.first(where: { $0.name == name })
            {
                return host.routes
            }
        }
        return []
    }

    /// The only route of the only virtual host with any.
    var onlyRoute: RoutePlan? {
        let routes = self.plan.listeners.flatMap { listener -> [RoutePlan] in
            if case .http(let table) = listener.content { table.virtualHosts.flatMap(\.routes) } else { [] }
        }
        return routes.count == 1 ? routes[0] : nil
    }

    /// Code, resource and field of every finding but missing destinations, which most samples have.
    var findings: [String] { self.findings { !$0.isMissingDestination } }

    /// The destinations that don't exist, likewise.
    var missingDestinations: [String] { self.findings(where: \.isMissingDestination) }

    private func findings(where isWanted: (Diagnostic) -> Bool) -> [String] {
        self.diagnostics.filter(isWanted).map {
            "\($0.code) \($0.resource?.name ?? "-") \($0.field?.description ?? "-")"
        }
    }

    /// A cluster's endpoints as `address:port`, unready ones marked.
    func addresses(of cluster: String) -> [String]? {
        self.endpoints[cluster]?.endpoints.map { "\($0.address):\($0.port)\($0.isReady ? "" : " unready")" }
    }
}

extension Diagnostic {
    /// Whether it is about a destination that does not exist.
    fileprivate var isMissingDestination: Bool {
        guard self.code == "IST0101", let field = self.field?.description else { return false }
        return field.hasSuffix("destination") || field.hasSuffix("mirror")
    }
}

extension RouteTablePlan {
    /// The virtual hosts and their routes.
    var lines: [String] {
        self.virtualHosts.flatMap { host in
            ["  \(host.name)\(host.requiresTLS ? " requires TLS" : "")"]
                + host.routes.map { "    \($0.condition.text) -> \($0.action.text)" }
        }
    }
}

extension TLSChainPlan {
    /// The server names and what becomes of their connections.
    var lines: [String] {
        let names = "  [\(self.serverNames.map(\.description).joined(separator: " "))]"
        return switch self.content {
        case .http(let table, _): ["\(names) \(table.name)"] + table.lines.map { "  \($0)" }
        case .tcp(let route, _, _): ["\(names) terminated -> \(route.text)"]
        case .passthrough(let route): ["\(names) -> \(route.text)"]
        }
    }

    /// How the chain terminates TLS.
    var tls: ServerTLSPlan? {
        switch self.content {
        case .http(_, let tls), .tcp(_, _, let tls): tls
        case .passthrough: nil
        }
    }
}

extension ConnectionRoutePlan {
    /// Where connections go.
    var text: String { RouteAction.forward(ForwardAction(destinations: self.destinations)).text }
}

extension RouteCondition {
    /// The condition in few words.
    var text: String {
        var parts: [String] = []
        if let path = self.path {
            switch path.pattern {
            case .exact(let text): parts.append("= \(text)")
            case .prefix(let text): parts.append("\(text)*")
            case .regex(let text): parts.append("~ \(text)")
            }
            if path.ignoresCase { parts.append("any case") }
        }
        for (name, value) in [("method", self.method), ("scheme", self.scheme), ("authority", self.authority)] {
            if let value { parts.append("\(name) \(value.text)") }
        }
        parts += self.headers.map { "\($0.isInverted ? "not " : "")\($0.name) \($0.value.text)" }
        parts += self.queryParameters.map { "?\($0.name) \($0.value.text)" }
        return parts.isEmpty ? "any" : parts.joined(separator: ", ")
    }
}

extension StringCondition {
    /// The condition in few words.
    var text: String {
        switch self {
        case .exact(let text): "= \(text)"
        case .prefix(let text): "\(text)*"
        case .regex(let text): "~ \(text)"
        case .present: "present"
        }
    }
}

extension RouteAction {
    /// Where requests go: names of clusters, missing ones marked, with weights where there are several.
    var text: String {
        switch self {
        case .forward(let forward):
            forward.destinations.map { destination in
                let name = destination.clusterName.replacing(".default.svc.cluster.local", with: "")
                return (forward.destinations.count > 1 ? "\(destination.weight) " : "") + name
                    + (destination.cluster == nil ? " (none)" : "")
            }.joined(separator: " + ")
        case .redirect(let redirect): "\(redirect.status)"
        case .directResponse(let response): "\(response.status)"
        }
    }
}

/// A Service with one port 80, whose one endpoint is 10.0.0.1:8080.
func service(_ name: String, namespace: String = "default", more: String = "") -> String {
    document("Service", name, namespace: namespace, more: more, spec: "spec: {ports: [{name: http, port: 80}]}")
        + document(
            "EndpointSlice", "\(name)-1", namespace: namespace, more: "labels: {kubernetes.io/service-name: \(name)}",
            spec: """
                addressType: IPv4
                ports: [{name: http, port: 8080}]
                endpoints: [{addresses: [10.0.0.1]}]
                """)
}

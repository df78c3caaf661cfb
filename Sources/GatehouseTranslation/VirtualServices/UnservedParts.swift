import GatehouseModel
import GatehousePlan

/// Finds what VirtualServices ask for and does not come to pass, because no Gateway has it: the most common mistakes, which
/// show only in replies otherwise.
///
/// A VirtualService that is for the mesh as well says nothing of this kind: what the gateway has no use for may be meant for
/// sidecars. So it is with hosts and rules of one that names other gateways' Gateways.
struct UnservedParts {
    /// What is known of a Gateway.
    private struct Known {
        var isOwn = false
        /// The servers that are served.
        var servers: [BoundServer] = []
        /// The hosts of all of its servers as they are written.
        var hosts: [String] = []
    }

    private let resources: ResourceSet
    private let gateways: [String: Known]
    /// What was found.
    private(set) var diagnostics: [Diagnostic] = []

    /// - Parameters:
    ///   - listeners: where servers are bound.
    ///   - servers: what became of each server.
    init(_ resources: ResourceSet, listeners: [BoundListener], servers: [ServerStatus]) {
        self.resources = resources
        var gateways: [String: Known] = [:]
        for gateway in resources.gateways {
            let name = "\(gateway.metadata.namespace)/\(gateway.metadata.name)"
            if gateways[name] == nil { gateways[name] = Known(hosts: gateway.spec.servers.flatMap(\.hosts)) }
        }
        for server in servers where server.outcome != .otherGateway {
            gateways["\(server.origin.namespace)/\(server.origin.name)"]?.isOwn = true
        }
        for server in listeners.flatMap(\.servers) { gateways[server.gateway]?.servers.append(server) }
        self.gateways = gateways
    }

    /// Looks at a VirtualService.
    ///
    /// - Parameter outcome: what became of it.
    mutating func examine(_ index: Int, _ facts: VirtualServiceFacts, _ outcome: VirtualServiceStatus.Outcome) {
        var isBound = false
        switch outcome {
        case .delegate, .meshOnly, .notExported: return
        case .bound: isBound = true
        case .noGateway, .noMatchingHost, .noRoutes: break
        }
        // Nearly all are well, and are many.
        let isPlain = facts.hosts.count == 1 && facts.gateways.count == 1 && !facts.hasRulesOfSomePorts
        if isBound && isPlain { return }
        let resource = self.resources.virtualServices[index]
        for (position, gateway) in facts.gateways.enumerated() where gateway != "mesh" && self.gateways[gateway] == nil
        {
            self.diagnostics.append(
                resource.diagnostic(
                    "IST0101", .error, .partDropped, at: .spec["gateways"][position],
                    "There is no Gateway \(gateway)."))
        }
        let named = facts.properGateways.compactMap { self.gateways[$0] }
        guard facts.gateways.count == named.count, named.allSatisfy(\.isOwn) else { return }
        // Why a Gateway is not served is said of that.
        if named.allSatisfy(\.servers.isEmpty) { return }
        self.examineHosts(of: resource, facts, named)
        if case .noMatchingHost = outcome { return }
        self.examineRules(of: resource, facts, named)
    }

    private mutating func examineHosts(
        of resource: Resource<VirtualService>, _ facts: VirtualServiceFacts, _ gateways: [Known]
    ) {
        // Which of the hosts each Gateway serves.
        let served = gateways.map { gateway in
            facts.hosts.map { host in
                gateway.servers.contains { !$0.hosts.intersection(with: [host], namespace: facts.namespace).isEmpty }
            }
        }
        for (position, hosts) in served.enumerated()
        where !hosts.contains(true) && !gateways[position].servers.isEmpty {
            self.diagnostics.append(
                resource.diagnostic(
                    "IST0132", .warning, .partDropped, at: .spec["gateways"][position],
                    "The Gateway \(facts.gateways[position]) has \(Self.few(gateways[position].hosts)) and nothing that"
                        + " covers \(Self.few(facts.hosts)) for namespace \(facts.namespace): nothing of this"
                        + " VirtualService is served there."))
        }
        if !served.contains(where: { $0.contains(true) }) { return }
        for (position, host) in facts.hosts.enumerated() where !served.contains(where: { $0[position] }) {
            let written = Self.few(gateways.lazy.flatMap(\.hosts))
            let have = gateways.count == 1 ? "has" : "have"
            self.diagnostics.append(
                resource.diagnostic(
                    "GH0228", .warning, .partDropped, at: .spec["hosts"][position],
                    "The host \(host) is not served: \(Self.text(facts.properGateways)) \(have) \(written) and none that"
                        + " covers it for namespace \(facts.namespace)."))
        }
    }

    private mutating func examineRules(
        of resource: Resource<VirtualService>, _ facts: VirtualServiceFacts, _ gateways: [Known]
    ) {
        let spec = resource.spec
        let places: [(field: String, kind: ServerHandling.Routing, what: String, ports: [[UInt32?]])] = [
            ("http", .http, "carries HTTP", spec.http.map { $0.match.map(\.port) }),
            ("tls", .serverName, "passes TLS through", spec.tls.map { $0.match.map(\.port) }),
            ("tcp", .connection, "passes connections on as they are", spec.tcp.map { $0.match.map(\.port) }),
        ]
        for place in places where !place.ports.isEmpty {
            var served: Set<Int> = []
            for gateway in gateways {
                for server in gateway.servers where server.handling.routing == place.kind { served.insert(server.port) }
            }
            for (position, ports) in place.ports.enumerated() {
                let isOfOthers = !ports.isEmpty && ports.allSatisfy { ($0 ?? 0) != 0 && !served.contains(Int($0 ?? 0)) }
                let problem: String
                if served.isEmpty {
                    problem = "no server that is served \(place.what)"
                } else if isOfOthers {
                    let wanted = Self.few(ports.lazy.compactMap { $0.map(String.init) })
                    problem = "no server of port \(wanted) that is served \(place.what)"
                } else {
                    continue
                }
                let path = FieldPath.spec[place.field][position]
                self.diagnostics.append(
                    resource.diagnostic(
                        "GH0227", .warning, .partDropped, at: path,
                        "`\(path)` applies to nothing: \(problem) on \(Self.text(facts.properGateways))."))
            }
        }
    }

    private static func text(_ gateways: [String]) -> String {
        "Gateway\(gateways.count == 1 ? "" : "s") \(Self.few(gateways))"
    }

    /// The first four texts, each once.
    private static func few(_ texts: some Sequence<String>) -> String {
        var few: [String] = []
        for text in texts where !few.contains(text) {
            if few.count == 4 { return few.joined(separator: ", ") + ", …" }
            few.append(text)
        }
        return few.joined(separator: ", ")
    }
}

extension ServerHandling {
    /// Which rules of VirtualServices say where connections go.
    fileprivate enum Routing {
        case http
        case serverName
        case connection
        case none
    }

    fileprivate var routing: Routing {
        switch self {
        case .http, .terminatedHTTP: .http
        case .passthrough: .serverName
        case .terminatedTCP, .tcp: .connection
        case .autoPassthrough: .none
        }
    }
}

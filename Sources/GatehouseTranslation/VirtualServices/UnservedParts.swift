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
        let servers = named.flatMap(\.servers)
        // Why a Gateway is not served is said of that.
        if servers.isEmpty { return }
        self.examineHosts(of: resource, facts, servers, written: named.flatMap(\.hosts))
        if case .noMatchingHost = outcome { return }
        self.examineRules(of: resource, facts, servers)
    }

    private mutating func examineHosts(
        of resource: Resource<VirtualService>, _ facts: VirtualServiceFacts, _ servers: [BoundServer],
        written: [String]
    ) {
        for (position, host) in facts.hosts.enumerated() {
            let isServed = servers.contains {
                !$0.hosts.intersection(with: [host], namespace: facts.namespace).isEmpty
            }
            if isServed { continue }
            self.diagnostics.append(
                resource.diagnostic(
                    "IST0132", .warning, .partDropped, at: .spec["hosts"][position],
                    "The host \(host) is not served: \(Self.text(facts.properGateways)) has \(Self.few(written)) and none that"
                        + " covers it for namespace \(facts.namespace)."))
        }
    }

    private mutating func examineRules(
        of resource: Resource<VirtualService>, _ facts: VirtualServiceFacts, _ servers: [BoundServer]
    ) {
        let spec = resource.spec
        let places: [(field: String, kind: ServerHandling.Routing, what: String, ports: [[UInt32?]])] = [
            ("http", .http, "carries HTTP", spec.http.map { $0.match.map(\.port) }),
            ("tls", .serverName, "passes TLS through", spec.tls.map { $0.match.map(\.port) }),
            ("tcp", .connection, "passes connections on as they are", spec.tcp.map { $0.match.map(\.port) }),
        ]
        for place in places {
            let candidates = servers.filter { $0.handling.routing == place.kind }
            for (position, ports) in place.ports.enumerated() {
                let path = FieldPath.spec[place.field][position]
                let problem: String
                if candidates.isEmpty {
                    problem = "none of its servers that are served \(place.what)"
                } else if !ports.isEmpty,
                    ports.allSatisfy({ port in
                        port.map { $0 != 0 && !candidates.map(\.port).contains(Int($0)) } ?? false
                    })
                {
                    let wanted = Self.few(ports.compactMap { $0.map(String.init) })
                    problem = "it has no port \(wanted) that is served and \(place.what)"
                } else {
                    continue
                }
                self.diagnostics.append(
                    resource.diagnostic(
                        "GH0227", .warning, .partDropped, at: path,
                        "`\(path)` applies to nothing on \(Self.text(facts.properGateways)): \(problem)."))
            }
        }
    }

    private static func text(_ gateways: [String]) -> String {
        "Gateway\(gateways.count == 1 ? "" : "s") \(Self.few(gateways))"
    }

    private static func few(_ texts: [String]) -> String {
        var seen: Set<String> = []
        let texts = texts.filter { seen.insert($0).inserted }
        return texts.prefix(4).joined(separator: ", ") + (texts.count > 4 ? ", …" : "")
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

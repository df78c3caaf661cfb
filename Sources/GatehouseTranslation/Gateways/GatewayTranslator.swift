import GatehouseModel
import GatehousePlan

/// Binds the servers of the Gateways that apply here to listeners.
struct GatewayTranslator {
    /// The listeners, by bind address and port.
    var listeners: [BoundListener] {
        self.listenersBySocket.keys.sorted().compactMap { self.listenersBySocket[$0] }
    }
    /// What became of every server.
    private(set) var status: [ServerStatus] = []
    /// Findings.
    private(set) var diagnostics: [Diagnostic] = []

    private struct SocketKey: Hashable, Comparable {
        var bind: String
        var port: Int

        static func < (left: SocketKey, right: SocketKey) -> Bool {
            (left.bind, left.port) < (right.bind, right.port)
        }
    }

    private let options: TranslationOptions
    private let services: GatewayServices
    private let credentials: CredentialLookup
    private var reportedGaps: Set<Diagnostic> = []
    private var listenersBySocket: [SocketKey: BoundListener] = [:]

    /// Binds the servers of these Gateways, oldest first (semantics G2).
    init(
        _ gateways: [Resource<Gateway>], services: GatewayServices, credentials: CredentialLookup,
        options: TranslationOptions
    ) {
        self.options = options
        self.services = services
        self.credentials = credentials
        for gateway in gateways { self.bind(gateway) }
    }

    private mutating func bind(_ gateway: Resource<Gateway>) {
        let direct = gateway.metadata.annotations["internal.istio.io/gateway-service"].map {
            Set($0.split(separator: ",").map(String.init))
        }
        let applies =
            if let direct {
                gateway.metadata.namespace == self.options.gatewayNamespace && self.services.contain(direct)
            } else {
                self.options.gatewayLabels.holds(gateway.spec.selector)
            }
        for (index, server) in gateway.spec.servers.enumerated() {
            let origin = Origin(
                kind: Gateway.kind, namespace: gateway.metadata.namespace, name: gateway.metadata.name,
                path: "spec.servers[\(index)]")
            let place = ServerPlace(gateway: gateway, path: FieldPath.spec["servers"][index], origin: origin)
            let outcome = applies ? self.bind(server, at: place, direct: direct) : .otherGateway
            self.status.append(ServerStatus(origin: origin, outcome: outcome))
        }
    }

    private mutating func bind(
        _ server: Server, at place: ServerPlace, direct: Set<String>?
    ) -> ServerStatus.Outcome {
        guard let port = server.port?.number.flatMap({ validPort($0) }) else {
            self.report(
                place, "GH0203", .error, at: place.path["port"],
                "The server has no port from 1 to 65535, so it is not served; set `port.number`.")
            return .invalid
        }
        let name = (server.port?.protocol ?? "").uppercased()
        guard let handling = ServerProtocol(name)?.handling(server.tls) else {
            self.report(
                place, "GH0203", .error, at: place.path["port"]["protocol"],
                "\(name.isEmpty ? "No protocol" : "`\(name)`") is not a server's protocol, so the server is not served;"
                    + " one of HTTP, HTTP2, GRPC, GRPC-WEB, HTTPS, TLS, TCP, MONGO, MYSQL, REDIS is.")
            return .invalid
        }
        let resolved = direct.map { self.services.listenerPorts(for: port, hosts: $0) }
        let ports = resolved ?? [self.services.listenerPort(for: port)]
        if ports.isEmpty { return .noServicePort }
        let bound = BoundServer(
            gateway: "\(place.origin.namespace)/\(place.origin.name)", port: port, portName: server.port?.name ?? "",
            protocolName: name, handling: handling,
            hosts: ServerHosts(server.hosts, namespace: place.origin.namespace),
            redirectsToTLS: handling == .http && server.tls?.httpsRedirect == true, origin: place.origin,
            statusIndex: self.status.count)
        var outcome = ServerStatus.Outcome.bound(listeners: [])
        for port in ports {
            let one = self.bind(bound, server, port: port, at: place)
            if case .bound(let earlier) = outcome, case .bound(let more) = one {
                outcome = .bound(listeners: earlier + more)
            } else {
                outcome = one
            }
        }
        return outcome
    }

    private mutating func bind(
        _ bound: BoundServer, _ server: Server, port: Int, at place: ServerPlace
    ) -> ServerStatus.Outcome {
        // Every address is what an absent bind means; two sockets for that would share the port's connections.
        let bind = server.bind.flatMap { ["", "0.0.0.0", "::"].contains($0) ? nil : $0 }
        let key = SocketKey(bind: bind ?? "", port: port)
        // Taken out while it is changed: many servers may share it, and a copy for each would cost their square.
        var listener =
            self.listenersBySocket.removeValue(forKey: key)
            ?? BoundListener(bind: bind, port: port, protocolName: bound.protocolName, servers: [])
        defer { self.listenersBySocket[key] = listener }
        if let first = listener.servers.first,
            bound.handling.sharing == nil || bound.handling.sharing != first.handling.sharing
        {
            self.report(
                place, "GH0202", .warning, at: place.path,
                "Port \(port) belongs to \(first.origin), which \(bound.protocolName) can't share; the server is not"
                    + " served. Give one of them another port or `bind`.")
            return .conflicted(with: first.origin)
        }
        var bound = bound
        if bound.handling.sharing == .serverName {
            // What a server lacks is said even where another one has all of its hosts.
            bound.serverNames = Self.names(server.hosts)
            bound.tls = self.tls(server, bound, at: place)
            let hosts = self.claim(server.hosts, for: bound, of: &listener, at: place)
            if hosts.isEmpty, let owner = listener.servers.first?.origin {
                return .conflicted(with: server.hosts.first.flatMap { listener.owners[ServerHosts.name($0)] } ?? owner)
            }
            bound.hosts = ServerHosts(hosts, namespace: place.origin.namespace)
            bound.serverNames = Self.names(hosts)
        }
        listener.servers.append(bound)
        return .bound(listeners: [listener.name])
    }

    /// The hosts that are not an earlier server's. Where Istio drops a server for one such host, only that one is left out
    /// here (semantics G11).
    private mutating func claim(
        _ hosts: [String], for server: BoundServer, of listener: inout BoundListener, at place: ServerPlace
    ) -> [String] {
        let hosts = hosts.contains("*/*") ? ["*"] : hosts
        var kept: [String] = []
        for (index, host) in hosts.enumerated() {
            let name = ServerHosts.name(host)
            if let owner = listener.owners[name], owner != server.origin {
                self.report(
                    place, "GH0210", .warning, at: place.path["hosts"][index],
                    "TLS for \(name) on port \(listener.port) belongs to \(owner), so \(server.origin) does not get it;"
                        + " its other hosts are served. Take the host out of one of them.")
            } else {
                listener.owners[name] = server.origin
                kept.append(host)
            }
        }
        return kept
    }

    private static func names(_ hosts: [String]) -> [String] {
        var seen: Set<String> = []
        return hosts.map { ServerHosts.name($0) }.filter { seen.insert($0).inserted }
    }

    /// How the server terminates TLS; nil where it does not. What it lacks is reported once, however many ports it is on.
    private mutating func tls(_ server: Server, _ bound: BoundServer, at place: ServerPlace) -> ServerTLSPlan? {
        guard bound.handling == .terminatedHTTP || bound.handling == .terminatedTCP, let settings = server.tls else {
            return nil
        }
        var credentials = CredentialGathering(self.credentials)
        let plan = ServerTLSPlan(
            settings, isHTTP: bound.handling == .terminatedHTTP, credentials: &credentials)
        for gap in credentials.gaps {
            let diagnostic = place.diagnostic(
                gap.missing.code, .error, at: place.path["tls"][fields: gap.field],
                "\(gap.missing.reason) TLS handshakes for \(bound.serverNames.joined(separator: ", ")) fail until it is there."
            )
            if self.reportedGaps.insert(diagnostic).inserted { self.diagnostics.append(diagnostic) }
        }
        return plan
    }

    private mutating func report(
        _ place: ServerPlace, _ code: String, _ level: Diagnostic.Level, at field: FieldPath, _ message: String
    ) {
        self.diagnostics.append(place.diagnostic(code, level, at: field, message))
    }
}

/// Where a server stands.
private struct ServerPlace {
    /// Its Gateway.
    var gateway: Resource<Gateway>
    /// Its path in the Gateway.
    var path: FieldPath
    /// Both, for the plan.
    var origin: Origin

    func diagnostic(
        _ code: String, _ level: Diagnostic.Level, at field: FieldPath, _ message: String
    ) -> Diagnostic {
        self.gateway.diagnostic(code, level, .partDropped, at: field, message)
    }
}

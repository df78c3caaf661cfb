import GatehouseModel
import GatehousePlan

/// Binds the servers of the Gateways that apply here to listeners.
struct GatewayTranslator {
    /// The listeners, by bind address and port.
    var listeners: [BoundListener] { self.sockets.keys.sorted().compactMap { self.sockets[$0]?.listener } }
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

    /// Who has a socket. One that belongs to a server which is not served yet is taken all the same, so that nothing
    /// else is ever spoken on its port.
    private struct Socket {
        var owner: Origin
        var listener: BoundListener?
    }

    private let options: TranslationOptions
    private let services: GatewayServices
    private var sockets: [SocketKey: Socket] = [:]

    /// Binds the servers of these Gateways, oldest first (semantics G2).
    init(_ gateways: [Resource<Gateway>], services: GatewayServices, options: TranslationOptions) {
        self.options = options
        self.services = services
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
            let outcome =
                applies
                ? self.bind(server, of: gateway, path: FieldPath.spec["servers"][index], origin: origin, direct: direct)
                : .otherGateway
            self.status.append(ServerStatus(origin: origin, outcome: outcome))
        }
    }

    private mutating func bind(
        _ server: Server, of gateway: Resource<Gateway>, path: FieldPath, origin: Origin, direct: Set<String>?
    ) -> ServerStatus.Outcome {
        guard let port = server.port?.number.flatMap({ validPort($0) }) else {
            self.report(
                gateway, "GH0203", .error, at: path["port"],
                "The server has no port from 1 to 65535, so it is not served; set `port.number`.")
            return .invalid
        }
        let name = (server.port?.protocol ?? "").uppercased()
        guard let spoken = ServerProtocol(name) else {
            self.report(
                gateway, "GH0203", .error, at: path["port"]["protocol"],
                "\(name.isEmpty ? "No protocol" : "`\(name)`") is not a server's protocol, so the server is not served;"
                    + " one of HTTP, HTTP2, GRPC, GRPC-WEB, HTTPS, TLS, TCP, MONGO, MYSQL, REDIS is.")
            return .invalid
        }
        let resolved = direct.map { self.services.listenerPorts(for: port, hosts: $0) }
        let ports = resolved ?? [self.services.listenerPort(for: port)]
        if ports.isEmpty { return .noServicePort }
        let bound = BoundServer(
            gateway: "\(gateway.metadata.namespace)/\(gateway.metadata.name)", port: port,
            hosts: ServerHosts(server.hosts, namespace: gateway.metadata.namespace),
            redirectsToTLS: server.tls?.httpsRedirect ?? false, origin: origin)
        var outcome = ServerStatus.Outcome.bound(listeners: [])
        for port in ports {
            let one = self.bind(
                bound, protocolName: name, spoken: spoken, bind: server.bind, port: port, of: gateway, path: path)
            if case .bound(let earlier) = outcome, case .bound(let more) = one {
                outcome = .bound(listeners: earlier + more)
            } else {
                outcome = one
            }
        }
        return outcome
    }

    private mutating func bind(
        _ server: BoundServer, protocolName: String, spoken: ServerProtocol, bind: String?, port: Int,
        of gateway: Resource<Gateway>, path: FieldPath
    ) -> ServerStatus.Outcome {
        // Every address is what an absent bind means; two sockets for that would share the port's connections.
        let bind = bind.flatMap { ["", "0.0.0.0", "::"].contains($0) ? nil : $0 }
        let key = SocketKey(bind: bind ?? "", port: port)
        let isHTTP = spoken == .http
        if let socket = self.sockets[key] {
            if isHTTP && socket.listener != nil {
                self.sockets[key]?.listener?.servers.append(server)
                return .bound(listeners: [socket.listener?.name ?? ""])
            }
            if isHTTP || socket.listener != nil {
                self.report(
                    gateway, "GH0202", .warning, at: path,
                    "Port \(port) belongs to \(socket.owner), which \(protocolName) can't share; the server is not"
                        + " served. Give one of them another port or `bind`.")
                return .conflicted(with: socket.owner)
            }
        }
        guard isHTTP else {
            if self.sockets[key] == nil { self.sockets[key] = Socket(owner: server.origin) }
            self.report(
                gateway, "GH0201", .warning, at: path["port"]["protocol"],
                "\(protocolName) servers are not served yet; port \(port) stays closed.")
            return .notServed
        }
        let listener = BoundListener(bind: bind, port: port, protocolName: protocolName, servers: [server])
        self.sockets[key] = Socket(owner: server.origin, listener: listener)
        return .bound(listeners: [listener.name])
    }

    private mutating func report(
        _ gateway: Resource<Gateway>, _ code: String, _ level: Diagnostic.Level, at field: FieldPath, _ message: String
    ) {
        self.diagnostics.append(gateway.diagnostic(code, level, .partDropped, at: field, message))
    }
}

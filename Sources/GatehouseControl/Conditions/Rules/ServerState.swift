import GatehouseModel
import GatehousePlan
import GatehouseTranslation

/// A server of one of this gateway's Gateways: where it listens, and what is in its way.
struct ServerState {
    /// Why a server is not served as written.
    struct Obstacle {
        /// Why, as one word.
        var reason: ConditionReason
        /// Why, as a sentence that names the server's path.
        var message: String
    }

    /// Its open sockets, `0.0.0.0:8080 (HTTP)`.
    private(set) var sockets: [String] = []
    /// Why it is not served as written; nil where it is.
    private(set) var obstacle: Obstacle?
    /// Whether it can't be served whatever else there is.
    private(set) var isRefused = false

    /// The state of a server.
    init(_ server: ServerStatus, in basis: StatusBasis) {
        let path = server.origin.path
        func obstacle(_ reason: ConditionReason, _ codes: Set<String>, otherwise sentence: String) -> Obstacle {
            let key = basis.key(of: server.origin)
            let found = basis.findings(about: key).first { finding in
                codes.contains(finding.code) && finding.field.map { $0.isWithin(path) } == true
            }
            return Obstacle(reason: reason, message: found?.sentence ?? "\(path): \(sentence)")
        }
        switch server.outcome {
        case .otherGateway: break
        case .invalid:
            self.isRefused = true
            self.obstacle = obstacle(.invalid, ["GH0203"], otherwise: "The server can't be understood.")
        case .noServicePort:
            self.isRefused = true
            self.obstacle = obstacle(
                .noServicePort, [], otherwise: "None of the Services that the Gateway names has its port.")
        case .noRoutes:
            self.obstacle = obstacle(
                .noRoutes, ["GH0213"], otherwise: "Nothing says where its connections go; its port stays closed.")
        case .conflicted(let other):
            self.obstacle = obstacle(
                .conflicted, ["GH0202", "GH0210"], otherwise: "\(other) has its port or all of its hosts.")
        case .bound(let names):
            for name in names { self.add(basis.listeners[name], of: server.origin) }
            if names.isEmpty { self.add(nil, of: server.origin) }
        }
    }

    private mutating func add(_ listener: ListenerState?, of server: Origin) {
        guard let listener else {
            self.obstacle = Obstacle(reason: .noListener, message: "\(server.path): No listener came of it.")
            return
        }
        if let failure = listener.failure {
            self.obstacle = Obstacle(reason: failure.reason, message: failure.message)
            return
        }
        self.sockets.append(listener.text)
        if listener.serversWithoutCertificate.contains(server) {
            self.obstacle = Obstacle(
                reason: .noCertificate,
                message: "\(server.path): TLS handshakes fail, because there is no certificate to show.")
        }
    }
}

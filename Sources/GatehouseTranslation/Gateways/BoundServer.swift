import GatehousePlan

/// A server of a Gateway on the listener that it was bound to.
struct BoundServer {
    /// The Gateway, `namespace/name`.
    var gateway: String
    /// The port that the server names, before translation.
    var port: Int
    /// The port's name.
    var portName: String
    /// The protocol, in capitals.
    var protocolName: String
    /// What becomes of its connections.
    var handling: ServerHandling
    /// Its hosts.
    var hosts: ServerHosts
    /// The names that its certificate is shown for, in order; no other server of the listener has one of them.
    var serverNames: [String] = []
    /// How it terminates TLS; nil where it does not.
    var tls: ServerTLSPlan?
    /// Whether plaintext requests are redirected to `https` (semantics T6).
    var redirectsToTLS: Bool
    /// The server.
    var origin: Origin
    /// Its place in `TranslationStatus.servers`.
    var statusIndex: Int
}

/// A socket and the servers that share it.
struct BoundListener {
    /// The address; nil for the one that the gateway was started with.
    var bind: String?
    /// The port.
    var port: Int
    /// The first server's protocol, in capitals.
    var protocolName: String
    /// The servers, in order of precedence.
    var servers: [BoundServer]
    /// Whose each server name is.
    var owners: [String: Origin] = [:]

    /// As Envoy names it, `0.0.0.0_80`.
    var name: String { "\(self.bind ?? "0.0.0.0")_\(self.port)" }

    /// As Envoy names its routes, `http.80`.
    var routeTableName: String { "http.\(self.port)" + (self.bind.map { ".\($0)" } ?? "") }

    /// As Envoy names the routes of a server that terminates TLS, `https.443.https.gateway.namespace`.
    func routeTableName(of server: BoundServer) -> String {
        "https.\(server.port).\(server.portName).\(server.origin.name).\(server.origin.namespace)"
            + (self.bind.map { ".\($0)" } ?? "")
    }
}

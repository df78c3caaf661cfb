import GatehousePlan

/// A server of a Gateway on the listener that it was bound to.
struct BoundServer {
    /// The Gateway, `namespace/name`.
    var gateway: String
    /// The port that the server names, before translation.
    var port: Int
    /// Its hosts.
    var hosts: ServerHosts
    /// Whether plaintext requests are redirected to `https` (semantics T6).
    var redirectsToTLS: Bool
    /// The server.
    var origin: Origin
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

    /// As Envoy names it, `0.0.0.0_80`.
    var name: String { "\(self.bind ?? "0.0.0.0")_\(self.port)" }

    /// As Envoy names its routes, `http.80`.
    var routeTableName: String { "http.\(self.port)" + (self.bind.map { ".\($0)" } ?? "") }
}

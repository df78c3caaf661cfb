import GatehouseModel
import GatehousePlan

/// What a Gateway server speaks, as far as listeners are concerned (semantics G6).
enum ServerProtocol: Hashable {
    /// Plaintext HTTP/1.1 and HTTP/2.
    case http
    /// HTTP behind TLS.
    case https
    /// Anything behind TLS.
    case tls
    /// Bytes that are not looked into.
    case opaque(ConnectionProtocol)

    /// The protocol that a Gateway names, in any case; nil for an unknown one.
    init?(_ name: String) {
        switch name.uppercased() {
        case "HTTP", "HTTP2", "GRPC", "GRPC-WEB": self = .http
        case "HTTPS": self = .https
        case "TLS": self = .tls
        case "MONGO": self = .opaque(.mongo)
        case "TCP", "MYSQL", "REDIS": self = .opaque(.opaque)
        default: return nil
        }
    }

    /// What becomes of the connections of a server with these TLS settings (semantics G7). A mode that is not stated
    /// passes TLS through.
    func handling(_ tls: ServerTLSSettings?) -> ServerHandling {
        switch (self, tls?.mode ?? .passthrough) {
        case (.http, _): .http
        case (.opaque(let spoken), _): .tcp(spoken)
        case (_, .passthrough): .passthrough
        case (_, .autoPassthrough): .autoPassthrough
        case (.https, .simple), (.https, .mutual), (.https, .optionalMutual), (.https, .istioMutual): .terminatedHTTP
        case (.tls, .simple), (.tls, .mutual), (.tls, .optionalMutual), (.tls, .istioMutual): .terminatedTCP
        }
    }
}

/// What becomes of a server's connections (semantics G7).
enum ServerHandling: Hashable {
    /// They carry plaintext HTTP.
    case http
    /// They carry HTTP, once TLS is terminated.
    case terminatedHTTP
    /// They carry bytes that are passed on, once TLS is terminated.
    case terminatedTCP
    /// They carry TLS that is passed on by its server name, as VirtualServices say.
    case passthrough
    /// They carry TLS that is passed on to the service that its server name spells.
    case autoPassthrough
    /// They carry bytes that are passed on.
    case tcp(ConnectionProtocol)

    /// What servers must have in common to share a socket (semantics G10); nil shares with nobody.
    var sharing: Sharing? {
        switch self {
        case .http: .plaintext
        case .terminatedHTTP, .terminatedTCP, .passthrough, .autoPassthrough: .serverName
        case .tcp: nil
        }
    }

    /// How servers share a socket.
    enum Sharing: Hashable {
        /// Their virtual hosts stand in one table.
        case plaintext
        /// The client's server name chooses between them.
        case serverName
    }
}

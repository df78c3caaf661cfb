/// What a Gateway server speaks, as far as listeners are concerned (semantics G6).
enum ServerProtocol: Hashable {
    /// Plaintext HTTP/1.1 and HTTP/2.
    case http
    /// Anything behind TLS.
    case tls
    /// Bytes that are not looked into.
    case opaque

    /// The protocol that a Gateway names, in any case; nil for an unknown one.
    init?(_ name: String) {
        switch name.uppercased() {
        case "HTTP", "HTTP2", "GRPC", "GRPC-WEB": self = .http
        case "HTTPS", "TLS": self = .tls
        case "TCP", "MONGO", "MYSQL", "REDIS": self = .opaque
        default: return nil
        }
    }
}

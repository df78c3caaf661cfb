/// The protocol of a port, as Gateways and ServiceEntries name it (semantics G6). Letter case does not matter.
enum PortProtocol: String, CaseIterable {
    case http, http2, grpc
    case grpcWeb = "grpc-web"
    case httpProxy = "http_proxy"
    case https, tls
    case tcp, mongo, redis, mysql
    case udp

    /// The protocol named `text`, or nil when there is none of this name.
    init?(named text: String) { self.init(rawValue: text.lowercased()) }

    /// The names that messages offer.
    static let offered = "HTTP, HTTP2, GRPC, GRPC-WEB, HTTPS, TLS, TCP, MONGO, MYSQL and REDIS"

    /// Plaintext HTTP in any version.
    var isHTTP: Bool {
        switch self {
        case .http, .http2, .grpc, .grpcWeb, .httpProxy: true
        case .https, .tls, .tcp, .mongo, .redis, .mysql, .udp: false
        }
    }

    /// TLS, whatever is inside.
    var isTLS: Bool { self == .https || self == .tls }

    /// A byte stream that is not plaintext HTTP.
    var isTCP: Bool { !self.isHTTP && self != .udp }
}

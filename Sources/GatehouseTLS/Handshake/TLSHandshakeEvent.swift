import NIOCore
import NIOSSL
import NIOTLS

/// What the TLS handler of a pipeline tells the one behind it.
public enum TLSHandshakeEvent: Hashable, Sendable {
    /// The handshake is done; inside, this protocol is spoken if both sides named one (ALPN).
    case negotiated(String?)

    /// The event in a pipeline's user event; nil when it is another.
    public init?(_ event: Any) {
        guard case .some(.handshakeCompleted(let negotiated)) = event as? TLSUserEvent else { return nil }
        self = .negotiated(negotiated)
    }
}

/// Why TLS failed, for the log.
public enum TLSFailure {
    /// The reason in the library's words, without the frame that each of its errors comes in.
    public static func reason(_ error: any Error) -> String {
        switch error {
        case NIOSSLError.handshakeFailed(.sslError(let stack)): stack.map { "\($0)" }.joined(separator: ", ")
        case NIOSSLError.handshakeFailed(let error): "\(error)"
        case let error as IOError: "errno \(error.errnoCode)"
        default: "\(error)"
        }
    }

    /// Whether the handshake itself failed, or the connection before it was done.
    public static func isHandshake(_ error: any Error) -> Bool {
        if case .some(.handshakeFailed) = error as? NIOSSLError { true } else { error is NIOSSLExtraError }
    }
}

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
    /// The reason in the library's words, in the form that Envoy gives them.
    public static func reason(_ error: any Error) -> String {
        switch error {
        case NIOSSLError.handshakeFailed(.sslError(let stack)):
            "|" + stack.map { self.withoutPlace("\($0)") }.joined(separator: "|") + ":TLS_error_end"
        case NIOSSLError.handshakeFailed(let error): "\(error)"
        case let error as IOError: "errno \(error.errnoCode)"
        default: "\(error)"
        }
    }

    /// An error of the library is written `Error: <number> error:<number in hexadecimal>:<words> at <its source>`, of
    /// which the number and the words are of use.
    private static func withoutPlace(_ text: String) -> String {
        let words = text.split(separator: " ")
        guard words.count >= 3, words[0] == "Error:", let end = words.lastIndex(of: "at"), end > 2 else { return text }
        let message = words[2..<end].joined(separator: " ").split(separator: ":", maxSplits: 2).last ?? ""
        return "\(words[1]):\(message)"
    }
}

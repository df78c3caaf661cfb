import GatehouseObjects

/// What goes with a request to prove who asks.
struct Credential: Hashable, Sendable {
    /// The value of `Authorization`.
    var authorization: Redacted<String>?
    /// A certificate and its key for the handshake.
    var identity: Identity?

    /// PEM both.
    struct Identity: Hashable, Sendable {
        var certificate: Redacted<[UInt8]>
        var key: Redacted<[UInt8]>
    }

    static func bearer(_ token: String) -> Credential {
        Credential(authorization: Redacted("Bearer \(token)"))
    }

    /// Basic authentication (RFC 7617).
    static func basic(_ username: String, _ password: String) -> Credential {
        Credential(authorization: Redacted("Basic \(Base64Text.encode(Array("\(username):\(password)".utf8)))"))
    }
}

/// Why there is no credential.
struct CredentialError: Error, Hashable, Sendable {
    /// A sentence.
    var reason: String
}

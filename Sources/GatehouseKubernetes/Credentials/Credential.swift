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

/// Writing Base64 (RFC 4648).
enum Base64Text {
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let group = rest.prefix(3)
            rest = rest.dropFirst(3)
            let value = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
            for index in 0..<4 {
                let digit = Self.digits[Int(value >> UInt32(18 - 6 * index) & 63)]
                text.append(index <= group.count ? digit : UInt8(ascii: "="))
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}

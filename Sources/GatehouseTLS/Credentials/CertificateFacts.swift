/// What a certificate says of itself.
public struct CertificateFacts: Hashable, Sendable {
    /// The kind of its key.
    public enum KeyKind: Hashable, Sendable {
        /// RSA.
        case rsa
        /// A key on an elliptic curve.
        case ecdsa
        /// Any other.
        case other
    }

    /// The host names and URIs that it is good for; a leading `*.` stands for one label.
    public var names: [String]
    /// From when it is valid, in seconds since 1970 in UTC. Of a chain the latest.
    public var notBefore: Int
    /// Until when it is valid, in seconds since 1970 in UTC. Of a chain the earliest.
    public var notAfter: Int
    /// The kind of its key.
    public var keyKind: KeyKind

    /// Facts.
    public init(names: [String], notBefore: Int, notAfter: Int, keyKind: KeyKind) {
        self.names = names
        self.notBefore = notBefore
        self.notAfter = notAfter
        self.keyKind = keyKind
    }

    /// Whether it is good for a host (RFC 6125): one of its names, or one label below a wildcard. A wildcard
    /// `*.example.com` is covered by itself.
    public func covers(_ host: String) -> Bool {
        let host = host.lowercased()
        let parent = host.firstIndex(of: ".").map { host[$0...] }
        return self.names.contains { name in
            let name = name.lowercased()
            if name == host { return true }
            return name.hasPrefix("*.") && parent.map { $0 == name.dropFirst() } == true
        }
    }
}

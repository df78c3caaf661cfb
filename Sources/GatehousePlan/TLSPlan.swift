/// A version of TLS.
public enum TLSVersionPlan: Int, Hashable, Sendable, Comparable, CaseIterable {
    /// TLS 1.0.
    case tls10 = 10
    /// TLS 1.1.
    case tls11 = 11
    /// TLS 1.2.
    case tls12 = 12
    /// TLS 1.3.
    case tls13 = 13

    /// Older versions are less.
    public static func < (left: TLSVersionPlan, right: TLSVersionPlan) -> Bool { left.rawValue < right.rawValue }
}

/// A certificate with its key, by which one side of a connection proves who it is.
public struct IdentityPlan: Hashable, Sendable {
    /// Where it comes from, for diagnostics and metrics: `Secret istio-system/shop`, or a file's path.
    public var name: String
    /// The certificate and those between it and its authority, PEM.
    public var certificateChain: SecretBytes
    /// The private key, PEM.
    public var privateKey: SecretBytes

    /// An identity.
    public init(name: String, certificateChain: SecretBytes, privateKey: SecretBytes) {
        self.name = name
        self.certificateChain = certificateChain
        self.privateKey = privateKey
    }
}

/// What is demanded of the certificate that the other side presents, besides a signature of a trusted authority.
public struct PeerCertificatePlan: Hashable, Sendable {
    /// Where the authorities come from, for diagnostics and metrics.
    public var name: String
    /// The authorities, PEM.
    public var authorities: SecretBytes
    /// Certificates that have been revoked: a list in PEM; nil for none.
    public var revocationList: SecretBytes?
    /// The certificate must carry one of these names; empty for any.
    public var subjectAltNames: [String]
    /// The certificate's key must have one of these SHA-256 hashes, Base64; empty for any.
    public var publicKeyHashes: [String]
    /// The certificate must have one of these SHA-256 hashes, hexadecimal with or without colons; empty for any.
    public var certificateHashes: [String]

    /// Demands.
    public init(
        name: String, authorities: SecretBytes, revocationList: SecretBytes? = nil, subjectAltNames: [String] = [],
        publicKeyHashes: [String] = [], certificateHashes: [String] = []
    ) {
        self.name = name
        self.authorities = authorities
        self.revocationList = revocationList
        self.subjectAltNames = subjectAltNames
        self.publicKeyHashes = publicKeyHashes
        self.certificateHashes = certificateHashes
    }
}

/// How the gateway terminates TLS for some server names.
public struct ServerTLSPlan: Hashable, Sendable {
    /// Whether clients present certificates.
    public enum ClientCertificates: Hashable, Sendable {
        /// They are not asked for one.
        case none
        /// They may present one, which must be valid.
        case optional(PeerCertificatePlan)
        /// They may present one, and whether it is valid does not matter.
        case unverified
        /// They must present a valid one.
        case required(PeerCertificatePlan)
    }

    /// The gateway's identities, at most one for each kind of key; the client's abilities choose. Empty when none is to
    /// be had: handshakes for these names fail, and a diagnostic says why.
    public var identities: [IdentityPlan]
    /// Whether clients present certificates.
    public var clientCertificates: ClientCertificates
    /// The oldest version accepted.
    public var minimumVersion: TLSVersionPlan
    /// The newest version accepted.
    public var maximumVersion: TLSVersionPlan
    /// Suites for TLS 1.2 and older in OpenSSL's names; empty for the library's choice.
    public var cipherSuites: [String]
    /// Protocols that are offered inside (ALPN), the preferred one first; empty for none.
    public var applicationProtocols: [String]
    /// The names of certificates and authorities that were asked for and are not to be had; while there are any,
    /// `identities` is empty. Whoever has them from before may put them in place, as `gaps` says.
    public var missingCredentials: [String]
    /// What there is, and what is not, while something is missing; nil else.
    public var gaps: Gaps?

    /// What was found of settings that something is missing of, and what was not.
    public struct Gaps: Hashable, Sendable {
        /// The identities that were found.
        public var identities: [IdentityPlan]
        /// The names of those that were not.
        public var missingIdentities: [String]
        /// The names that the authorities may have been known by which were not found, or not as a whole; those of the
        /// plan are empty then. Empty where they were found.
        public var missingAuthorities: [String]

        /// Gaps.
        public init(identities: [IdentityPlan], missingIdentities: [String], missingAuthorities: [String]) {
            self.identities = identities
            self.missingIdentities = missingIdentities
            self.missingAuthorities = missingAuthorities
        }
    }

    /// Settings; the defaults are Istio's (semantics T4, G14).
    public init(
        identities: [IdentityPlan], clientCertificates: ClientCertificates = .none,
        minimumVersion: TLSVersionPlan = .tls12, maximumVersion: TLSVersionPlan = .tls13, cipherSuites: [String] = [],
        applicationProtocols: [String] = ["h2", "http/1.1"], missingCredentials: [String] = []
    ) {
        self.identities = identities
        self.clientCertificates = clientCertificates
        self.minimumVersion = minimumVersion
        self.maximumVersion = maximumVersion
        self.cipherSuites = cipherSuites
        self.applicationProtocols = applicationProtocols
        self.missingCredentials = missingCredentials
    }
}

/// How the gateway secures its connections to a cluster (semantics C1, C4, C5).
public struct ClientTLSPlan: Hashable, Sendable {
    /// Which certificates of the other side are trusted.
    public enum Trust: Hashable, Sendable {
        /// Those of the system's authorities.
        case system(subjectAltNames: [String])
        /// Those that meet these demands.
        case authorities(PeerCertificatePlan)
        /// All of them.
        case everything
        /// None: what would be trusted is not to be had, so that every connection fails.
        case nothing
    }

    /// The gateway's own identity; nil for none.
    public var identity: IdentityPlan?
    /// Which certificates are trusted. Where no names are demanded the certificate must be good for the server name, if
    /// `checksServerName`.
    public var trust: Trust
    /// The server name to send; nil for the request's host as the upstream sees it.
    public var serverName: String?
    /// Whether a certificate must be good for the server name where no names are demanded. Workload certificates carry
    /// identities in place of host names, so that they are good for none.
    public var checksServerName: Bool
    /// The names of certificates and authorities that were asked for and are not to be had; while there are any, nothing
    /// is trusted. Whoever has them from before may put them in place.
    public var missingCredentials: [String]
    /// What this would be if nothing were missing; nil where nothing is.
    public var intention: Intention?

    /// What comes of the settings when everything is there that they name.
    public struct Intention: Hashable, Sendable {
        /// Which certificates are trusted; authorities that are missing are empty.
        public var trust: Trust
        /// The name of the identity that was not found; nil where none is wanted, or it was.
        public var missingIdentity: String?
        /// The names that the authorities may have been known by which were not found, or not as a whole.
        public var missingAuthorities: [String]

        /// An intention.
        public init(trust: Trust, missingIdentity: String? = nil, missingAuthorities: [String] = []) {
            self.trust = trust
            self.missingIdentity = missingIdentity
            self.missingAuthorities = missingAuthorities
        }
    }

    /// Settings.
    public init(
        identity: IdentityPlan? = nil, trust: Trust, serverName: String? = nil, checksServerName: Bool = true,
        missingCredentials: [String] = []
    ) {
        self.identity = identity
        self.trust = trust
        self.serverName = serverName
        self.checksServerName = checksServerName
        self.missingCredentials = missingCredentials
    }
}

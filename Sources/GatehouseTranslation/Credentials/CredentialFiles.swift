public import GatehousePlan

/// The contents of the files that resources and options name by path: certificates, keys, authorities, revocation lists.
///
/// Translation reads no files. Whoever calls it reads those that `paths(namedBy:options:)` lists.
public struct CredentialFiles: Hashable, Sendable {
    /// What a file holds.
    public enum Content: Hashable, Sendable {
        /// These bytes.
        case bytes(SecretBytes)
        /// They could not be read, for this reason, such as `no such file or directory`.
        case unreadable(String)
    }

    /// The contents by path, as the resources write it.
    public var contents: [String: Content]

    /// Files; by default none.
    public init(_ contents: [String: Content] = [:]) { self.contents = contents }
}

/// The files with the certificate that the mesh would give to this gateway, for `ISTIO_MUTUAL`.
public struct WorkloadIdentityPaths: Hashable, Sendable {
    /// Path of the certificate chain, PEM.
    public var certificate: String
    /// Path of the private key, PEM.
    public var privateKey: String
    /// Path of the mesh's authorities, PEM.
    public var authorities: String

    /// Paths.
    public init(certificate: String, privateKey: String, authorities: String) {
        self.certificate = certificate
        self.privateKey = privateKey
        self.authorities = authorities
    }
}

public import GatehouseTLS

/// A certificate that the gateway shows to clients or services.
public struct CertificateStatus: Hashable, Sendable {
    /// Where it comes from: `Secret istio-system/shop`, or a file's path.
    public var name: String
    /// What it says of itself.
    public var facts: CertificateFacts
}

import GatehousePlan
import GatehouseTestSupport

/// An identity of an issued certificate.
func identity(_ issued: TestCertificates.Issued, name: String = "test") -> IdentityPlan {
    IdentityPlan(
        name: name, certificateChain: SecretBytes(Array(issued.certificatePEM.utf8)),
        privateKey: SecretBytes(Array(issued.privateKeyPEM.utf8)))
}

/// Demands of a certificate that an authority signed.
func peer(_ authority: TestCertificates.Authority, names: [String] = []) -> PeerCertificatePlan {
    PeerCertificatePlan(
        name: "authorities", authorities: SecretBytes(Array(authority.certificatePEM.utf8)), subjectAltNames: names)
}

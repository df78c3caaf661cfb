import GatehousePlan
import NIOSSL

/// A certificate chain and its key, parsed.
struct Credentials {
    let certificates: [NIOSSLCertificate]
    let privateKey: NIOSSLPrivateKey
    /// Whether the key is one of an elliptic curve.
    let isECDSA: Bool

    /// Parses an identity.
    init(_ identity: IdentityPlan) throws(CredentialProblem) {
        self.certificates = try Self.certificates(identity.certificateChain, of: identity.name)
        do {
            self.privateKey = try NIOSSLPrivateKey(bytes: identity.privateKey.bytes, format: .pem)
        } catch {
            throw CredentialProblem("holds no private key in PEM")
        }
        let key = try? self.certificates[0].extractPublicKey().toSPKIBytes()
        self.isECDSA = key.map { Self.isECDSA($0) } ?? false
    }

    /// The certificates in PEM; at least one.
    static func certificates(_ pem: SecretBytes, of name: String) throws(CredentialProblem) -> [NIOSSLCertificate] {
        let certificates = try? NIOSSLCertificate.fromPEMBytes(pem.bytes)
        guard let certificates, !certificates.isEmpty else {
            throw CredentialProblem("holds no certificate in PEM")
        }
        return certificates
    }

    /// id-ecPublicKey (RFC 5480 section 2.1.1), as it stands in a SubjectPublicKeyInfo.
    private static let ellipticCurveKey: [UInt8] = [0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]

    private static func isECDSA(_ key: [UInt8]) -> Bool {
        let wanted = Self.ellipticCurveKey
        guard key.count >= wanted.count else { return false }
        // It is the first thing in the key, behind the heads of two sequences.
        return (0..<min(8, key.count - wanted.count)).contains { key[$0..<($0 + wanted.count)].elementsEqual(wanted) }
    }
}

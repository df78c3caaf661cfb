public import GatehousePlan
import NIOSSL

/// Looks into certificates and keys without using them: whether they can be read, belong together and are valid when.
public enum CredentialInspection {
    /// What an identity's certificate says, once it is clear that the identity can be used.
    public static func inspect(_ identity: IdentityPlan) throws(CredentialProblem) -> CertificateFacts {
        let chain = try self.certificates(identity.certificateChain)
        guard let leaf = chain.first else { throw CredentialProblem("holds no certificate in PEM") }
        let key = try self.privateKey(identity.privateKey)
        var facts = try self.facts(of: leaf)
        for issuer in chain.dropFirst() {
            facts.notBefore = max(facts.notBefore, Int(issuer.notValidBefore))
            facts.notAfter = min(facts.notAfter, Int(issuer.notValidAfter))
        }
        // BoringSSL compares the two when a context takes them.
        do {
            _ = try NIOSSLContext(
                configuration: .makeServerConfiguration(
                    certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key)))
        } catch {
            throw CredentialProblem("has a key that does not belong to its certificate")
        }
        return facts
    }

    /// What the certificates of authorities say, at least one.
    public static func inspect(authorities: SecretBytes) throws(CredentialProblem) -> [CertificateFacts] {
        let certificates = try self.certificates(authorities)
        if certificates.isEmpty { throw CredentialProblem("holds no certificate in PEM") }
        var facts: [CertificateFacts] = []
        for certificate in certificates { facts.append(try self.facts(of: certificate)) }
        return facts
    }

    private static func certificates(_ pem: SecretBytes) throws(CredentialProblem) -> [NIOSSLCertificate] {
        do {
            return try NIOSSLCertificate.fromPEMBytes(pem.bytes)
        } catch {
            throw CredentialProblem("holds no certificate in PEM")
        }
    }

    private static func privateKey(_ pem: SecretBytes) throws(CredentialProblem) -> NIOSSLPrivateKey {
        do {
            return try NIOSSLPrivateKey(bytes: pem.bytes, format: .pem)
        } catch {
            throw CredentialProblem("holds no private key in PEM that could be used without a password")
        }
    }

    private static func facts(of certificate: NIOSSLCertificate) throws(CredentialProblem) -> CertificateFacts {
        let key: [UInt8]
        do {
            key = try certificate.extractPublicKey().toSPKIBytes()
        } catch {
            throw CredentialProblem("has a public key of a kind that is not known")
        }
        var names: [String] = []
        for name in certificate._subjectAlternativeNames() where name.nameType == .dnsName || name.nameType == .uri {
            names.append(name.contents.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) })
        }
        return CertificateFacts(
            names: names, notBefore: Int(certificate.notValidBefore), notAfter: Int(certificate.notValidAfter),
            keyKind: Self.kind(ofPublicKey: key))
    }

    /// The kind of a SubjectPublicKeyInfo, by the identifier of its algorithm (RFC 3279 section 2.3), which stands among
    /// the first bytes.
    private static func kind(ofPublicKey bytes: [UInt8]) -> CertificateFacts.KeyKind {
        let start = bytes.prefix(32)
        func contains(_ identifier: [UInt8]) -> Bool {
            start.indices.contains { start[$0...].starts(with: identifier) }
        }
        if contains([0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]) { return .rsa }
        return contains([0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01]) ? .ecdsa : .other
    }
}

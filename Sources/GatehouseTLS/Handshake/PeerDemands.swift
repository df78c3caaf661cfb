import Crypto
import GatehousePlan
import NIOSSL

/// What a peer's certificate has to meet besides the signature of a trusted authority (semantics T5).
struct PeerDemands: Sendable {
    /// Whether there has to be a certificate at all.
    let isRequired: Bool
    private var subjectAltNames: [String]
    private var publicKeyHashes: Set<[UInt8]> = []
    private var certificateHashes: Set<[UInt8]> = []
    private var revoked: RevocationList?

    /// The demands of a plan.
    init(_ plan: PeerCertificatePlan, isRequired: Bool) throws(CredentialProblem) {
        self.isRequired = isRequired
        self.subjectAltNames = plan.subjectAltNames
        for text in plan.publicKeyHashes {
            guard let hash = Base64Text.decode(text), hash.count == 32 else {
                throw CredentialProblem("has a key hash `\(text)` that is no SHA-256 in Base64")
            }
            self.publicKeyHashes.insert(hash)
        }
        for text in plan.certificateHashes {
            guard let hash = HexadecimalText.decode(text), hash.count == 32 else {
                throw CredentialProblem("has a certificate hash `\(text)` that is no SHA-256 in hexadecimal")
            }
            self.certificateHashes.insert(hash)
        }
        if let list = plan.revocationList { self.revoked = try RevocationList(pem: list.bytes) }
    }

    /// Demands one of these names.
    init(subjectAltNames: [String]) {
        self.isRequired = true
        self.subjectAltNames = subjectAltNames
    }

    /// Whether a name is demanded.
    var demandsNames: Bool { !self.subjectAltNames.isEmpty }

    /// Whether there is anything to check.
    var demandsAnything: Bool {
        self.demandsNames || !self.publicKeyHashes.isEmpty || !self.certificateHashes.isEmpty || self.revoked != nil
    }

    /// Checks a certificate.
    func check(_ certificate: NIOSSLCertificate) throws(CredentialProblem) {
        if let revoked, revoked.contains(certificate.serialNumber) { throw CredentialProblem("has been revoked") }
        if self.demandsNames {
            let names = certificate.alternativeNames
            guard self.subjectAltNames.contains(where: { demanded in names.contains { $0.matches(demanded) } }) else {
                throw CredentialProblem("has none of the names that are demanded")
            }
        }
        if self.publicKeyHashes.isEmpty && self.certificateHashes.isEmpty { return }
        let key = try? certificate.extractPublicKey().toSPKIBytes()
        let whole = try? certificate.toDERBytes()
        // As in Envoy one hash is enough, of whichever kind (semantics T5).
        let isPinned =
            key.map { self.publicKeyHashes.contains(Array(SHA256.hash(data: $0))) } ?? false
            || whole.map { self.certificateHashes.contains(Array(SHA256.hash(data: $0))) } ?? false
        guard isPinned else { throw CredentialProblem("has a hash that is not demanded") }
    }
}

import Foundation
import GatehousePlan
import GatehouseTestSupport
import GatehouseTLS
import Testing

@Suite("Inspecting certificates", .overSockets) struct CredentialInspectionTests {
    private static let authority = Result { try TestCertificates.Authority() }

    private static func identity(_ certificate: String, _ key: String) -> IdentityPlan {
        IdentityPlan(
            name: "Secret istio-system/shop", certificateChain: SecretBytes(Array(certificate.utf8)),
            privateKey: SecretBytes(Array(key.utf8)))
    }

    @Test("names, validity and the kind of the key are read", arguments: TestCertificates.Kind.allCases)
    func facts(kind: TestCertificates.Kind) throws {
        let start = Date(timeIntervalSince1970: 1_700_000_000)
        let end = Date(timeIntervalSince1970: 1_800_000_000)
        let issued = try Self.authority.get().issue(
            names: ["a.example", "*.b.example", "spiffe://cluster.local/ns/a/sa/b"], kind: kind, notBefore: start,
            notAfter: end)
        let facts = try CredentialInspection.inspect(Self.identity(issued.certificatePEM, issued.privateKeyPEM))
        #expect(facts.names == ["a.example", "*.b.example", "spiffe://cluster.local/ns/a/sa/b"])
        #expect((facts.notBefore, facts.notAfter) == (1_700_000_000, 1_800_000_000))
        #expect(facts.keyKind == (kind == .rsa ? .rsa : .ecdsa))
    }

    @Test("of a chain the part counts that expires first")
    func chain() throws {
        let authority = try Self.authority.get()
        let end = Date(timeIntervalSince1970: 4_000_000_000)
        let issued = try authority.issue(names: ["a.example"], notAfter: end)
        let facts = try CredentialInspection.inspect(
            Self.identity(issued.certificatePEM + "\n" + authority.certificatePEM, issued.privateKeyPEM))
        #expect(facts.notAfter < 4_000_000_000)
    }

    @Test("what can't be used says why")
    func problems() throws {
        let authority = try Self.authority.get()
        let one = try authority.issue(names: ["a.example"])
        let other = try authority.issue(names: ["a.example"])
        let rsa = try authority.issue(names: ["a.example"], kind: .rsa)
        let truncated = String(one.certificatePEM.prefix(200))
        for (certificate, key, reason) in [
            (one.certificatePEM, other.privateKeyPEM, "has a key that does not belong to its certificate"),
            (rsa.certificatePEM, one.privateKeyPEM, "has a key that does not belong to its certificate"),
            (truncated, one.privateKeyPEM, "holds no certificate in PEM"),
            ("", one.privateKeyPEM, "holds no certificate in PEM"),
            (
                one.certificatePEM, "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
                "holds no private key in PEM that could be used without a password"
            ),
        ] {
            #expect(throws: CredentialProblem(reason)) {
                try CredentialInspection.inspect(Self.identity(certificate, key))
            }
        }
        #expect(throws: CredentialProblem.self) { try CredentialInspection.inspect(authorities: SecretBytes([])) }
        let bundle = SecretBytes(Array((authority.certificatePEM + "\n" + one.certificatePEM).utf8))
        #expect(try CredentialInspection.inspect(authorities: bundle).count == 2)
    }

    @Test(
        "a certificate is good for its names, and for one label below a wildcard",
        arguments: [
            ("a.example", true), ("A.Example", true), ("x.b.example", true), ("*.b.example", true),
            ("x.y.b.example", false), ("b.example", false), ("*.a.example", false), ("c.example", false),
        ])
    func covers(host: String, isCovered: Bool) {
        let facts = CertificateFacts(
            names: ["a.example", "*.b.example"], notBefore: 0, notAfter: 1, keyKind: .ecdsa)
        #expect(facts.covers(host) == isCovered)
    }
}

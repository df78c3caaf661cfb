import Crypto
import GatehousePlan
import GatehouseTestSupport
import NIOSSL
import Testing

@testable import GatehouseTLS

private func certificate(_ pem: String) throws -> NIOSSLCertificate {
    try NIOSSLCertificate(bytes: Array(pem.utf8), format: .pem)
}

/// Demands on a certificate of any authority.
private func demands(
    names: [String] = [], keys: [String] = [], certificates: [String] = [], revocationList: String? = nil
) throws -> PeerDemands {
    try PeerDemands(
        PeerCertificatePlan(
            name: "test", authorities: SecretBytes([]),
            revocationList: revocationList.map { SecretBytes(Array($0.utf8)) },
            subjectAltNames: names, publicKeyHashes: keys, certificateHashes: certificates), isRequired: true)
}

/// Whether a certificate meets demands.
private func isMet(_ demands: PeerDemands, by certificate: NIOSSLCertificate) -> Bool {
    (try? demands.check(certificate)) != nil
}

@Suite("Demands on a peer's certificate", .overSockets)
struct PeerDemandsTests {
    @Test("the names of a certificate are read in order, as they are usually written")
    func names() throws {
        #expect(
            try certificate(Samples.certificate).alternativeNames == [
                .uri("spiffe://cluster.local/ns/shop/sa/front"), .dns("client.example"), .dns("*.client.example"),
                .uri("https://a.example/b;c=d"), .address("192.0.2.7"), .address("2001:db8::1"),
                .email("x@y.example"),
            ])
        #expect(
            try certificate(Samples.certificate).uris == [
                "spiffe://cluster.local/ns/shop/sa/front", "https://a.example/b;c=d",
            ])
    }

    @Test(
        "any name that is demanded is enough, a wildcard stands for one label (semantics T5)",
        arguments: [
            ("spiffe://cluster.local/ns/shop/sa/front", true), ("https://a.example/b;c=d", true),
            ("client.example", true), ("CLIENT.example", true), ("a.client.example", true), ("A.Client.Example", true),
            ("*.client.example", true), ("192.0.2.7", true), ("2001:db8::1", true), ("x@y.example", true),
            ("spiffe://cluster.local/ns/shop/sa/Front", false), ("spiffe://cluster.local/ns/shop/sa/fron", false),
            ("spiffe://cluster.local/ns/shop/sa/front2", false), ("a.b.client.example", false),
            (".client.example", false), ("aclient.example", false), ("client.example.org", false), ("example", false),
            ("*", false), ("*.example", false), ("192.0.2.8", false), ("2001:db8::2", false), ("", false),
            ("#client.example", false),
        ])
    func matching(name: String, matches: Bool) throws {
        let certificate = try certificate(Samples.certificate)
        #expect(try isMet(demands(names: [name]), by: certificate) == matches)
        #expect(try isMet(demands(names: ["other.example", name]), by: certificate) == matches)
        #expect(try isMet(demands(names: [name, "client.example"]), by: certificate))
    }

    @Test("a wildcard in a demand stands for nothing but itself")
    func demandedWildcard() throws {
        let authority = try TestCertificates.Authority()
        let issued = try certificate(authority.issue(names: ["a.client.example"]).certificatePEM)
        #expect(try !isMet(demands(names: ["*.client.example"]), by: issued))
        #expect(try isMet(demands(names: ["a.client.example"]), by: issued))
    }

    @Test("a certificate without names has none of those demanded, its common name included")
    func noNames() throws {
        let issued = try certificate(TestCertificates.Authority(name: "a.example").certificatePEM)
        #expect(try !isMet(demands(names: ["a.example"]), by: issued))
        #expect(try isMet(demands(), by: issued))
    }

    @Test("the hash of the key or of the whole certificate is enough (semantics T5)")
    func hashes() throws {
        let certificate = try certificate(Samples.certificate)
        let otherKey = Base64Text.encode(Array(SHA256.hash(data: [1])))
        let otherCertificate = HexadecimalText.encode(Array(SHA256.hash(data: [1])))
        #expect(try isMet(demands(keys: [Samples.publicKeyHash]), by: certificate))
        #expect(try isMet(demands(keys: [otherKey, Samples.publicKeyHash]), by: certificate))
        #expect(try !isMet(demands(keys: [otherKey]), by: certificate))
        #expect(try isMet(demands(certificates: [Samples.certificateHash]), by: certificate))
        let plain = Samples.certificateHash.replacing(":", with: "").lowercased()
        #expect(try isMet(demands(certificates: [plain]), by: certificate))
        #expect(try !isMet(demands(certificates: [otherCertificate]), by: certificate))
        #expect(try isMet(demands(keys: [otherKey], certificates: [plain]), by: certificate))
        #expect(try isMet(demands(keys: [Samples.publicKeyHash], certificates: [otherCertificate]), by: certificate))
        #expect(try !isMet(demands(keys: [otherKey], certificates: [otherCertificate]), by: certificate))
        // A hash is no substitute for a name.
        #expect(try !isMet(demands(names: ["other.example"], keys: [Samples.publicKeyHash]), by: certificate))
    }

    @Test("a revoked certificate meets no demands")
    func revoked() throws {
        let certificate = try certificate(Samples.certificate)
        #expect(try isMet(demands(revocationList: Samples.otherRevocationList), by: certificate))
        let demands = try demands(
            names: ["client.example"], keys: [Samples.publicKeyHash], revocationList: Samples.revocationList)
        #expect(throws: CredentialProblem("has been revoked")) { try demands.check(certificate) }
    }

    @Test(
        "hashes that are none are refused when they are read",
        arguments: [
            "", "abc", "Zm9v", "AH6FOUbVWj2YR1Lv2Na3W63sSpkZt+blIld+DhrEGu", "not a hash at all, that much is clear",
        ])
    func malformedHashes(text: String) {
        #expect(throws: CredentialProblem.self) { try demands(keys: [text]) }
        #expect(throws: CredentialProblem.self) { try demands(certificates: [text]) }
    }

    @Test("a revocation list that is none is refused when it is read")
    func malformedList() {
        #expect(throws: CredentialProblem("holds no revocation list in PEM")) { try demands(revocationList: "none") }
    }

    @Test("what demands anything says so")
    func demandsAnything() throws {
        #expect(try !demands().demandsAnything)
        #expect(try demands(names: ["a"]).demandsAnything)
        #expect(try demands(names: ["a"]).demandsNames)
        #expect(try demands(keys: [Samples.publicKeyHash]).demandsAnything)
        #expect(try !demands(keys: [Samples.publicKeyHash]).demandsNames)
        #expect(try demands(certificates: [Samples.certificateHash]).demandsAnything)
        #expect(try demands(revocationList: Samples.emptyRevocationList).demandsAnything)
    }
}

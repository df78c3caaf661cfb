import GatehousePlan
import GatehouseTestSupport
import Testing

@testable import GatehouseTLS

@Suite("Contexts for terminating TLS", .overSockets)
struct ServerTLSContextTests {
    private let authority: TestCertificates.Authority
    private let issued: TestCertificates.Issued

    init() throws {
        self.authority = try TestCertificates.Authority()
        self.issued = try self.authority.issue(names: ["a.example", "spiffe://mesh/gateway", "spiffe://mesh/other"])
    }

    @Test("without an identity there is none")
    func noIdentity() {
        #expect(throws: CredentialProblem("has no certificate")) { try ServerTLSContext(ServerTLSPlan(identities: [])) }
    }

    @Test("a good identity is taken, and its first URI is the gateway's name")
    func good() throws {
        let plan = ServerTLSPlan(identities: [identity(self.issued)])
        let context = try ServerTLSContext(plan)
        #expect(context.plan == plan)
        #expect(context.ownURI == "spiffe://mesh/gateway")
        let other = try self.authority.issue(names: ["a.example"])
        #expect(try ServerTLSContext(ServerTLSPlan(identities: [identity(other)])).ownURI == nil)
        #expect(
            try ServerTLSContext(ServerTLSPlan(identities: [identity(other), identity(self.issued)])).ownURI == nil)
    }

    @Test("a chain is taken whole, and identities of both kinds of keys together")
    func kinds() throws {
        var chain = self.issued
        chain.certificatePEM += "\n" + self.authority.certificatePEM
        let rsa = try self.authority.issue(names: ["a.example"], kind: .rsa)
        _ = try ServerTLSContext(ServerTLSPlan(identities: [identity(chain), identity(rsa)]))
        #expect(try Credentials(identity(chain)).certificates.count == 2)
        #expect(try Credentials(identity(chain)).isECDSA)
        #expect(try !Credentials(identity(rsa)).isECDSA)
    }

    @Test(
        "a certificate that is no PEM is refused",
        arguments: [
            "", "hello", "-----BEGIN CERTIFICATE-----", "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n",
            "-----BEGIN CERTIFICATE-----\nZm9v\n-----END CERTIFICATE-----\n",
            "-----BEGIN CERTIFICATE-----\n!!!!\n-----END CERTIFICATE-----\n",
        ])
    func brokenCertificate(pem: String) {
        var broken = self.issued
        broken.certificatePEM = pem
        #expect(throws: CredentialProblem("holds no certificate in PEM")) {
            try ServerTLSContext(ServerTLSPlan(identities: [identity(broken)]))
        }
        #expect(throws: CredentialProblem("holds no certificate in PEM")) {
            try ServerTLSContext(ServerTLSPlan(identities: [identity(self.issued), identity(broken)]))
        }
    }

    @Test("a certificate that is cut off is refused")
    func truncatedCertificate() {
        var broken = self.issued
        for share in [0.1, 0.5, 0.9] {
            broken.certificatePEM = String(
                self.issued.certificatePEM.prefix(Int(Double(self.issued.certificatePEM.count) * share)))
            #expect(throws: CredentialProblem.self) {
                try ServerTLSContext(ServerTLSPlan(identities: [identity(broken)]))
            }
        }
    }

    @Test(
        "a key that is no PEM is refused",
        arguments: ["", "hello", "-----BEGIN PRIVATE KEY-----\nZm9v\n-----END PRIVATE KEY-----\n"])
    func brokenKey(pem: String) {
        var broken = self.issued
        broken.privateKeyPEM = pem
        #expect(throws: CredentialProblem("holds no private key in PEM")) {
            try ServerTLSContext(ServerTLSPlan(identities: [identity(broken)]))
        }
        broken.privateKeyPEM = self.issued.certificatePEM
        #expect(throws: CredentialProblem("holds no private key in PEM")) {
            try ServerTLSContext(ServerTLSPlan(identities: [identity(broken)]))
        }
    }

    @Test(
        "a key of another certificate is refused, of the same kind or another",
        arguments: TestCertificates.Kind.allCases)
    func mismatch(kind: TestCertificates.Kind) throws {
        var mixed = self.issued
        mixed.privateKeyPEM = try self.authority.issue(names: ["a.example"], kind: kind).privateKeyPEM
        #expect(throws: CredentialProblem.self) {
            try ServerTLSContext(ServerTLSPlan(identities: [identity(mixed)]))
        }
    }

    @Test(
        "cipher suites that are not known are left out, all of them as well (semantics T4)",
        arguments: [
            [], ["ECDHE-RSA-AES128-GCM-SHA256"], ["ECDHE-RSA-AES128-GCM-SHA256", "NO-SUCH-SUITE"], ["NO-SUCH-SUITE"],
            ["DES-CBC3-SHA", "RC4-MD5"], [""], ["ALL:!aNULL"], [":", "@STRENGTH", "!", "-", "+"], ["\u{0}"],
            ["ecdhe-rsa-aes128-gcm-sha256"], ["TLS_AES_128_GCM_SHA256"], ["[ECDHE-RSA-AES128-GCM-SHA256|"],
        ])
    func cipherSuites(names: [String]) throws {
        _ = try ServerTLSContext(ServerTLSPlan(identities: [identity(self.issued)], cipherSuites: names))
    }

    @Test(
        "every suite that is said to be known is",
        arguments: [
            "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-ECDSA-AES256-GCM-SHA384",
            "ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-ECDSA-CHACHA20-POLY1305", "ECDHE-RSA-CHACHA20-POLY1305",
            "ECDHE-ECDSA-AES128-SHA", "ECDHE-RSA-AES128-SHA", "ECDHE-ECDSA-AES256-SHA", "ECDHE-RSA-AES256-SHA",
            "AES128-GCM-SHA256", "AES256-GCM-SHA384", "AES128-SHA", "AES256-SHA",
        ])
    func knownCipherSuite(name: String) throws {
        _ = try ServerTLSContext(ServerTLSPlan(identities: [identity(self.issued)], cipherSuites: [name]))
    }

    @Test("any range of versions is taken", arguments: TLSVersionPlan.allCases)
    func versions(version: TLSVersionPlan) throws {
        _ = try ServerTLSContext(
            ServerTLSPlan(identities: [identity(self.issued)], minimumVersion: version, maximumVersion: version))
    }

    @Test("authorities that are none are refused, as are demands that are none")
    func clientCertificates() {
        let none = PeerCertificatePlan(name: "authorities", authorities: SecretBytes([]))
        var malformed = peer(self.authority)
        malformed.publicKeyHashes = ["none"]
        for peer in [none, malformed] {
            for certificates: ServerTLSPlan.ClientCertificates in [.optional(peer), .required(peer)] {
                #expect(throws: CredentialProblem.self) {
                    try ServerTLSContext(
                        ServerTLSPlan(identities: [identity(self.issued)], clientCertificates: certificates))
                }
            }
        }
    }
}

import GatehousePlan
import GatehouseTestSupport
import Testing

@testable import GatehouseTLS

@Suite("Contexts for speaking TLS to clusters", .overSockets)
struct ClientTLSContextTests {
    private let authority: TestCertificates.Authority

    init() throws { self.authority = try TestCertificates.Authority() }

    private func context(_ plan: ClientTLSPlan) throws -> ClientTLSContext {
        try ClientTLSContext(plan, applicationProtocols: ["h2"])
    }

    @Test("where nothing is trusted there is none")
    func nothing() {
        #expect(throws: CredentialProblem("has no authority to trust")) {
            try self.context(ClientTLSPlan(trust: .nothing))
        }
    }

    @Test("every other kind of trust is taken")
    func trust() throws {
        for trust: ClientTLSPlan.Trust in [
            .everything, .system(subjectAltNames: []), .system(subjectAltNames: ["a"]),
            .authorities(peer(self.authority)), .authorities(peer(self.authority, names: ["a"])),
        ] {
            _ = try self.context(ClientTLSPlan(trust: trust))
            _ = try self.context(ClientTLSPlan(trust: trust, checksServerName: false))
        }
    }

    @Test("authorities and identities that are none are refused")
    func broken() throws {
        let none = PeerCertificatePlan(name: "authorities", authorities: SecretBytes(Array("hello".utf8)))
        #expect(throws: CredentialProblem("holds no certificate in PEM")) {
            try self.context(ClientTLSPlan(trust: .authorities(none)))
        }
        var malformed = peer(self.authority)
        malformed.revocationList = SecretBytes(Array("hello".utf8))
        #expect(throws: CredentialProblem("holds no revocation list in PEM")) {
            try self.context(ClientTLSPlan(trust: .authorities(malformed)))
        }
        var issued = try self.authority.issue(names: ["client"], isClient: true)
        _ = try self.context(ClientTLSPlan(identity: identity(issued), trust: .everything))
        issued.privateKeyPEM = try self.authority.issue(names: ["client"], isClient: true).privateKeyPEM
        #expect(throws: CredentialProblem.self) {
            try self.context(ClientTLSPlan(identity: identity(issued), trust: .everything))
        }
        issued.privateKeyPEM = ""
        #expect(throws: CredentialProblem("holds no private key in PEM")) {
            try self.context(ClientTLSPlan(identity: identity(issued), trust: .everything))
        }
    }

    @Test(
        "a server name may be any text, or none",
        arguments: [nil, "a.example", "192.0.2.1", "2001:db8::1", "outbound_.80_._.a.b"])
    func serverNames(name: String?) throws {
        let context = try self.context(ClientTLSPlan(trust: .authorities(peer(self.authority))))
        _ = try context.makeHandler(serverName: name)
    }

    @Test(
        "a server name that can't be sent is an error, not a trap",
        arguments: ["", "a\u{0}b", String(repeating: "a", count: 300)])
    func unsendableServerNames(name: String) throws {
        let context = try self.context(ClientTLSPlan(trust: .authorities(peer(self.authority))))
        #expect(throws: (any Error).self) { try context.makeHandler(serverName: name) }
    }
}

import GatehousePlan
import GatehouseTestSupport
import NIOSSL
import Testing

@testable import GatehouseTLS

@Suite("Handshakes", .overSockets)
struct HandshakeTests {
    private let authority: TestCertificates.Authority
    private let server: IdentityPlan
    private let client: TestCertificates.Issued

    init() throws {
        self.authority = try TestCertificates.Authority()
        self.server = try identity(self.authority.issue(names: ["a.example", "spiffe://mesh/gateway"]))
        self.client = try self.authority.issue(names: ["spiffe://mesh/client"], isClient: true)
    }

    private func serverContext(
        _ certificates: ServerTLSPlan.ClientCertificates = .none, protocols: [String] = ["h2", "http/1.1"]
    ) throws -> ServerTLSContext {
        try ServerTLSContext(
            ServerTLSPlan(
                identities: [self.server], clientCertificates: certificates, applicationProtocols: protocols))
    }

    private func clientContext(
        names: [String] = [], identity: IdentityPlan? = nil, trusting authority: TestCertificates.Authority? = nil,
        checksServerName: Bool = true, protocols: [String] = ["http/1.1"]
    ) throws -> ClientTLSContext {
        try ClientTLSContext(
            ClientTLSPlan(
                identity: identity, trust: .authorities(peer(authority ?? self.authority, names: names)),
                checksServerName: checksServerName), applicationProtocols: protocols)
    }

    @Test(
        "the protocol inside is one that both sides named (ALPN)",
        arguments: [
            (["h2", "http/1.1"], ["h2", "http/1.1"], "h2"), (["h2", "http/1.1"], ["http/1.1", "h2"], "h2"),
            (["http/1.1"], ["h2", "http/1.1"], "http/1.1"), (["h2"], ["http/1.1"], nil), ([], ["h2"], nil),
            (["h2"], [], nil),
        ] as [([String], [String], String?)])
    func protocols(server: [String], client: [String], negotiated: String?) throws {
        let handshake = try Handshake(
            server: self.serverContext(protocols: server), client: self.clientContext(protocols: client))
        #expect(handshake.isDone)
        #expect(handshake.serverProtocol == .some(negotiated))
        #expect(handshake.clientProtocol == .some(negotiated))
    }

    @Test("a certificate has to be good for the server name where no names are demanded")
    func serverName() throws {
        #expect(try Handshake(server: self.serverContext(), client: self.clientContext()).isDone)
        let client = try self.clientContext()
        let other = try Handshake(server: self.serverContext(), client: client, serverName: "b.example")
        #expect(throws: CredentialProblem("is not good for b.example")) {
            try client.verifyServer(of: other.client, serverName: "b.example")
        }
    }

    @Test("where the server name is not checked, a certificate is good whatever it is (semantics C4)")
    func uncheckedServerName() throws {
        for name in [nil, "b.example", "outbound_.80_._.b.example"] {
            let handshake = try Handshake(
                server: self.serverContext(), client: self.clientContext(checksServerName: false), serverName: name)
            #expect(handshake.isDone)
            try self.clientContext(checksServerName: false).verifyServer(of: handshake.client, serverName: name)
        }
        // Its authority still matters.
        let stranger = try TestCertificates.Authority(name: "Stranger")
        let handshake = try Handshake(
            server: self.serverContext(), client: self.clientContext(trusting: stranger, checksServerName: false))
        #expect(!handshake.isDone)
        #expect(handshake.clientError.map { TLSFailure.reason($0).contains("CERTIFICATE_VERIFY_FAILED") } == true)
    }

    @Test("names that are demanded stand in the place of the server name (semantics C5)")
    func demandedNames() throws {
        let good = try self.clientContext(names: ["spiffe://mesh/gateway"])
        let handshake = try Handshake(server: self.serverContext(), client: good, serverName: "b.example")
        #expect(handshake.isDone)
        try good.verifyServer(of: handshake.client, serverName: "b.example")
        let bad = try self.clientContext(names: ["spiffe://mesh/other"])
        let other = try Handshake(server: self.serverContext(), client: bad)
        #expect(throws: CredentialProblem("has none of the names that are demanded")) {
            try bad.verifyServer(of: other.client, serverName: "a.example")
        }
    }

    @Test("a client's certificate is demanded, allowed or ignored (semantics T5)")
    func clientCertificates() throws {
        let anonymous = try self.clientContext()
        let known = try self.clientContext(identity: identity(self.client))
        let stranger = try TestCertificates.Authority(name: "Stranger")
        let unknown = try self.clientContext(
            identity: identity(stranger.issue(names: ["spiffe://mesh/client"], isClient: true)))
        let peer = peer(self.authority)

        /// What comes of a handshake: nil when it fails, and what is told of the client when it does not.
        func outcome(_ certificates: ServerTLSPlan.ClientCertificates, _ client: ClientTLSContext) throws -> String?? {
            let context = try self.serverContext(certificates)
            let handshake = try Handshake(server: context, client: client)
            guard handshake.serverProtocol != nil, handshake.serverError == nil else { return nil }
            do {
                return .some(try context.verifyClient(of: handshake.server).map { String(decoding: $0, as: UTF8.self) })
            } catch {
                return nil
            }
        }

        for client in [anonymous, known, unknown] {
            #expect(try outcome(.none, client) == .some(nil))
            #expect(try outcome(.unverified, client) == .some(nil))
        }
        #expect(try outcome(.optional(peer), anonymous) == .some(nil))
        #expect(try outcome(.required(peer), anonymous) == nil)
        for certificates: ServerTLSPlan.ClientCertificates in [.optional(peer), .required(peer)] {
            #expect(try outcome(certificates, unknown) == nil)
            let told = try #require(try outcome(certificates, known) ?? nil)
            #expect(told.hasPrefix("By=spiffe://mesh/gateway;Hash="))
            #expect(told.hasSuffix(";URI=spiffe://mesh/client"))
        }
    }

    @Test("a client's certificate has to meet the demands, where there is one")
    func demandsOnClients() throws {
        let known = try self.clientContext(identity: identity(self.client))
        for certificates: ServerTLSPlan.ClientCertificates in [
            .optional(peer(self.authority, names: ["spiffe://mesh/other"])),
            .required(peer(self.authority, names: ["spiffe://mesh/other"])),
        ] {
            let context = try self.serverContext(certificates)
            let handshake = try Handshake(server: context, client: known)
            #expect(throws: CredentialProblem("has none of the names that are demanded")) {
                try context.verifyClient(of: handshake.server)
            }
        }
    }

    @Test("the kind of key is chosen by what the client can do", arguments: [true, false])
    func kinds(supportsECDSA: Bool) throws {
        let rsa = try self.authority.issue(names: ["a.example"], kind: .rsa)
        let context = try ServerTLSContext(ServerTLSPlan(identities: [identity(rsa), self.server]))
        let handshake = try Handshake(
            server: context, client: self.clientContext(), supportsECDSA: supportsECDSA)
        #expect(handshake.isDone)
        let certificate = try #require(handshake.serverCertificate)
        #expect(certificate.uris.isEmpty == !supportsECDSA)
    }
}

import Foundation
import GatehousePlan
import GatehouseProxy
import GatehouseTestSupport
import NIOCore
import Testing

@Suite("TLS termination", .overSockets)
struct TerminationTests {
    private static func plan(
        _ names: [String], _ client: ServerTLSPlan.ClientCertificates = .none, kind: TestCertificates.Kind = .ecdsa,
        _ change: (inout ServerTLSPlan) -> Void = { _ in }
    ) throws -> ServerTLSPlan {
        let issued = try TestTLS.authority.get().issue(names: names, kind: kind)
        var plan = ServerTLSPlan(identities: [IdentityPlan(issued)], clientCertificates: client)
        change(&plan)
        return plan
    }

    /// A gateway with one chain for each of `names`, whose text is its name.
    private static func start(_ names: [String], limits: ProxyConfiguration.Limits = .patient) async throws -> Gateway {
        let chains = try names.map {
            Gateway.chain([$0], try Self.plan([$0 == "*" ? "default" : $0]), [Gateway.direct($0)])
        }
        return try await Gateway.start(Gateway.plan(chains: chains), limits: limits, isLogged: true)
    }

    @Test("G13: exact, the longest wildcard, `*`, and `*` for a client without a name; each by its own certificate")
    func chains() async throws {
        let gateway = try await Self.start(["a.example", "*.example", "*.b.example", "*"])
        for (name, chain) in [
            ("a.example", "a.example"), ("A.Example", "a.example"), ("c.example", "*.example"),
            ("x.b.example", "*.b.example"), ("b.example", "*.example"), ("other.test", "*"), (nil, "*"),
        ] {
            let client = try await RawClient.connect(to: gateway.port, tls: ClientTLS(serverName: name))
            #expect(try await client.tls()?.peerName == "CN=\(chain == "*" ? "default" : chain)")
            try await client.write("GET / HTTP/1.1\r\nHost: \(name ?? "none")\r\n\r\n")
            let response = try await client.readResponse()
            #expect(response.text == chain, "\(name ?? "no name")")
            await client.close()
        }
        let log = await gateway.stop()
        #expect(log.map { $0["requested_server_name"]?.string }.prefix(2) == ["a.example", "a.example"])
    }

    @Test(
        "G13: a name that no chain has is closed without an alert, counted and logged with NR",
        arguments: ["b.example", nil])
    func noChain(_ name: String?) async throws {
        let gateway = try await Self.start(["a.example"])
        await #expect(throws: (any Error).self) {
            try await RawClient.connect(to: gateway.port, tls: ClientTLS(serverName: name))
        }
        try await gateway.rejected(1, by: "filter_chain_not_found")
        let log = await gateway.stop()
        #expect(log.map(\.flags) == ["NR"])
        #expect(log.map(\.code) == [0])
        #expect(log.map { $0["response_code_details"]?.string } == ["filter_chain_not_found"])
        #expect(log.map { $0["requested_server_name"]?.string } == [name])
    }

    @Test("T2: the kind of certificate follows from what the client can check")
    func certificateKinds() async throws {
        let plan = ServerTLSPlan(identities: [
            IdentityPlan(try TestTLS.server("a.example", kind: .rsa)), IdentityPlan(try TestTLS.server("a.example")),
        ])
        let gateway = try await Gateway.start(
            Gateway.plan(chains: [Gateway.chain(["*"], plan, [Gateway.direct("one")])]))
        for (version, accepts) in [(TLSVersionName.tls12, true), (.tls12, false), (.tls13, true), (.tls13, false)] {
            let client = try await RawClient.connect(
                to: gateway.port,
                tls: ClientTLS(
                    serverName: "a.example", authority: try TestTLS.root(), maximumVersion: version,
                    acceptsECDSA: accepts))
            let tls = try #require(try await client.tls())
            #expect(tls.peerHasECDSA == accepts)
            #expect(tls.version == version)
            await client.close()
        }
        await gateway.stop()
    }

    @Test(
        "T4: without suites of its own a server takes none without authenticated encryption",
        arguments: [
            ([], "ECDHE-ECDSA-AES128-SHA", false), ([], "ECDHE-ECDSA-AES256-SHA", false),
            ([], "ECDHE-ECDSA-AES256-GCM-SHA384", true), (["ECDHE-ECDSA-AES128-SHA"], "ECDHE-ECDSA-AES128-SHA", true),
        ])
    func suites(_ ofServer: [String], _ ofClient: String, _ agrees: Bool) async throws {
        let plan = try Self.plan(["a.example"]) { $0.cipherSuites = ofServer }
        let gateway = try await Gateway.start(
            Gateway.plan(chains: [Gateway.chain(["a.example"], plan, [Gateway.direct("one")])]))
        let tls = ClientTLS(serverName: "a.example", maximumVersion: .tls12, cipherSuites: ofClient)
        if agrees {
            #expect(try await RawClient.get("/", from: gateway.port, host: "a.example", tls: tls).status == 200)
        } else {
            await #expect(throws: TLSPeerError.self) { try await RawClient.connect(to: gateway.port, tls: tls) }
        }
        await gateway.stop()
    }

    @Test("T4: versions outside the server's bounds are refused")
    func versions() async throws {
        let old = try Self.plan(["a.example"]) { $0.maximumVersion = .tls12 }
        let new = try Self.plan(["b.example"]) { $0.minimumVersion = .tls13 }
        let gateway = try await Gateway.start(
            Gateway.plan(chains: [
                Gateway.chain(["a.example"], old, [Gateway.direct("one")]),
                Gateway.chain(["b.example"], new, [Gateway.direct("two")]),
            ]))
        for (name, minimum, maximum, wanted) in [
            ("a.example", TLSVersionName.tls12, TLSVersionName.tls13, TLSVersionName.tls12),
            ("b.example", .tls12, .tls13, .tls13),
        ] {
            let client = try await RawClient.connect(
                to: gateway.port,
                tls: ClientTLS(serverName: name, minimumVersion: minimum, maximumVersion: maximum))
            #expect(try await client.tls()?.version == wanted)
            await client.close()
        }
        for (name, version) in [("a.example", TLSVersionName.tls13), ("b.example", .tls12), ("a.example", .tls11)] {
            await #expect(throws: (any Error).self, "\(name) \(version)") {
                try await RawClient.connect(
                    to: gateway.port,
                    tls: ClientTLS(
                        serverName: name, minimumVersion: version == .tls11 ? .tls10 : version, maximumVersion: version)
                )
            }
        }
        try await gateway.rejected(3, by: "tls_handshake")
        await gateway.stop()
    }

    @Test("G14: ALPN chooses h2, else http/1.1; without it HTTP/1.1 is spoken")
    func applicationProtocols() async throws {
        let gateway = try await Self.start(["*"])
        for (offered, spoken) in [
            (["h2", "http/1.1"], "h2"), (["http/1.1", "h2"], "h2"), (["http/1.1"], "http/1.1"), ([], nil),
            (["http/1.0"], nil),
        ] as [([String], String?)] {
            let client = try await RawClient.connect(
                to: gateway.port, tls: ClientTLS(serverName: "a", applicationProtocols: offered))
            #expect(try await client.tls()?.applicationProtocol == spoken)
            if spoken == "h2" {
                try await client.write(RawFrame.hello + RawFrame.get("/", host: "a", stream: 1).bytes)
                #expect(try await client.readFrame(type: 0).payload == Array("*".utf8))
            } else {
                try await client.write("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(try await client.readResponse().text == "*")
            }
            await client.close()
        }
        await gateway.stop()
    }

    struct ClientCase: Sendable, CustomTestStringConvertible {
        enum Identity: Sendable { case none, good, stranger }
        enum Demand: Sendable { case required, optional, unverified }
        var demand: Demand
        var identity: Identity
        var isServed: Bool
        var isForwarded: Bool
        var testDescription: String { "\(self.demand), \(self.identity)" }

        static let all = [
            ClientCase(demand: .required, identity: .good, isServed: true, isForwarded: true),
            ClientCase(demand: .required, identity: .none, isServed: false, isForwarded: false),
            ClientCase(demand: .required, identity: .stranger, isServed: false, isForwarded: false),
            ClientCase(demand: .optional, identity: .good, isServed: true, isForwarded: true),
            ClientCase(demand: .optional, identity: .none, isServed: true, isForwarded: false),
            ClientCase(demand: .optional, identity: .stranger, isServed: false, isForwarded: false),
            ClientCase(demand: .unverified, identity: .stranger, isServed: true, isForwarded: false),
            ClientCase(demand: .unverified, identity: .none, isServed: true, isForwarded: false),
        ]
    }

    @Test(
        "MUTUAL and OPTIONAL_MUTUAL: who is served, and H4: who is named upstream",
        arguments: ClientCase.all, [TLSVersionName.tls12, .tls13])
    func clientCertificates(_ given: ClientCase, _ version: TLSVersionName) async throws {
        let demands = PeerCertificatePlan(try TestTLS.root())
        let mode: ServerTLSPlan.ClientCertificates =
            switch given.demand {
            case .required: .required(demands)
            case .optional: .optional(demands)
            case .unverified: .unverified
            }
        let origin = try await TestOrigin.start(name: "v1")
        let gateway = try await Gateway.start(
            Gateway.plan(
                chains: [Gateway.chain(["*"], try Self.plan(["a.example"], mode), [Gateway.forward()])],
                clusters: [Gateway.cluster()]),
            endpoints: Gateway.endpoints([origin.port]))
        let names = ["spiffe://cluster.local/ns/a/sa/b", "client.example"]
        let identity: TestCertificates.Issued? =
            switch given.identity {
            case .none: nil
            case .good: try TestTLS.authority.get().issue(names: names, isClient: true)
            case .stranger: try TestTLS.stranger.get().issue(names: names, isClient: true)
            }
        let tls = ClientTLS(serverName: "a.example", identity: identity, maximumVersion: version)
        let request = "GET / HTTP/1.1\r\nHost: a.example\r\nX-Forwarded-Client-Cert: Hash=forged\r\n\r\n"
        if given.isServed {
            let received = try await RawClient.response(from: gateway.port, to: request, tls: tls).echo()
            let value = received.fields["x-forwarded-client-cert"]
            #expect((value != nil) == given.isForwarded)
            if let value {
                #expect(value.hasPrefix("Hash="))
                #expect(value.contains("Subject=\"CN=\(names[0])\""))
                #expect(value.hasSuffix("URI=\(names[0]);DNS=\(names[1])"))
                #expect(value.contains("Cert=\"-----BEGIN%20CERTIFICATE-----%0A"))
            }
        } else {
            // With TLS 1.3 the client learns of it only when it reads.
            await #expect(throws: (any Error).self) {
                try await RawClient.response(from: gateway.port, to: request, tls: tls)
            }
            #expect(origin.requests.isEmpty)
            try await gateway.rejected(1, by: "tls_handshake")
        }
        await gateway.stop()
        await origin.stop()
    }

    @Test("T3: a new certificate serves new connections; those that are open go on, and resume nothing by accident")
    func rotation() async throws {
        let first = try Self.plan(["first.example"])
        let second = try Self.plan(["second.example"])
        let gateway = try await Gateway.start(
            Gateway.plan(chains: [Gateway.chain(["*"], first, [Gateway.direct("one")])]))
        let tls = ClientTLS(serverName: "a.example")
        let old = try await RawClient.connect(to: gateway.port, tls: tls)
        #expect(try await old.tls()?.peerName == "CN=first.example")
        await gateway.publish(Gateway.plan(chains: [Gateway.chain(["*"], second, [Gateway.direct("two")])]))
        let new = try await RawClient.connect(to: gateway.port, tls: tls)
        #expect(try await new.tls()?.peerName == "CN=second.example")
        for client in [old, new] {
            try await client.write("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n")
            #expect(try await client.readResponse().text == "two")
            await client.close()
        }
        await gateway.stop()
    }

    @Test("T3: a chain without a usable certificate fails by itself; the others serve")
    func missingCertificate() async throws {
        let broken = ServerTLSPlan(identities: [], missingCredentials: ["Secret istio-system/b"])
        let gateway = try await Gateway.start(
            Gateway.plan(chains: [
                Gateway.chain(["a.example"], try Self.plan(["a.example"]), [Gateway.direct("one")]),
                Gateway.chain(["b.example"], broken, [Gateway.direct("two")]),
            ]))
        await #expect(throws: (any Error).self) {
            try await RawClient.connect(to: gateway.port, tls: ClientTLS(serverName: "b.example"))
        }
        try await gateway.rejected(1, by: "tls_handshake")
        let response = try await RawClient.get(
            "/", from: gateway.port, host: "a.example", tls: ClientTLS(serverName: "a.example"))
        #expect(response.text == "one")
        await gateway.stop()
    }

    @Test(
        "garbage on a TLS port is closed and counted",
        arguments: ["GET / HTTP/1.1\r\nHost: a\r\n\r\n", "\u{16}\u{3}\u{1}garbage, and more of it", "\u{0}\u{0}"])
    func garbage(_ text: String) async throws {
        let gateway = try await Self.start(["*"])
        let client = try await RawClient.connect(to: gateway.port)
        try await client.write(text)
        try await client.finishWriting()
        _ = try await client.end()
        try await gateway.rejected(1, by: "not_tls", "tls_handshake")
        let log = await gateway.stop()
        #expect(log.count == 1)
    }

    @Test("TLS on a plaintext port is a malformed request")
    func tlsOnPlaintext() async throws {
        let gateway = try await Gateway.start(Gateway.plan([Gateway.direct("one")]), isLogged: true)
        await #expect(throws: (any Error).self) {
            try await RawClient.connect(to: gateway.port, tls: ClientTLS(serverName: "a.example"))
        }
        #expect(try await gateway.response(to: "GET / HTTP/1.1\r\nHost: a\r\n\r\n").text == "one")
        #expect(await gateway.stop().map(\.flags) == ["DPE", "-"])
    }

    @Test(
        "G13: a client that says nothing, or half a hello, is closed when its time is up",
        arguments: ["", "\u{16}\u{3}\u{1}\u{0}\u{7F}"])
    func silence(_ start: String) async throws {
        let gateway = try await Self.start(["*"], limits: .init(handshakeTimeout: .seconds(1)))
        let client = try await RawClient.connect(to: gateway.port)
        try await client.write(start)
        _ = try await client.end()
        try await gateway.rejected(1, by: "request_header_timeout", "tls_handshake")
        await gateway.stop()
    }

    @Test("a request for the host of another server is 421, unless both servers have the same certificates and demands")
    func misdirected() async throws {
        let shared = try Self.plan(["a.example"])
        let other = try Self.plan(["c.example"])
        let strict = try Self.plan(["d.example"], .optional(PeerCertificatePlan(try TestTLS.root())))
        let gateway = try await Gateway.start(
            Gateway.plan(chains: [
                Gateway.chain(["a.example"], shared, [Gateway.direct("a")]),
                Gateway.chain(["b.example"], shared, [Gateway.direct("b")]),
                Gateway.chain(["c.example"], other, [Gateway.direct("c")]),
                Gateway.chain(["d.example"], strict, [Gateway.direct("d")]),
            ]), isLogged: true)
        let client = try await HTTP2Peer.connect(to: gateway.port, tls: ClientTLS(serverName: "a.example"))
        #expect(try await client.response("/", host: "a.example").text == "a")
        #expect(try await client.response("/", host: "b.example").text == "b")
        #expect(try await client.response("/", host: "c.example").status == 421)
        #expect(try await client.response("/", host: "d.example").status == 421)
        #expect(try await client.response("/", host: "a.example:443").text == "a")
        #expect(try await client.response("/", host: "unknown.example").text == "a")
        await client.close()
        let log = await gateway.stop()
        #expect(log.map(\.code) == [200, 200, 421, 421, 200, 200])
    }

    @Test("H1: behind TLS x-forwarded-proto is https, whatever the client says")
    func forwardedProto() async throws {
        let origin = try await TestOrigin.start(name: "v1")
        let gateway = try await Gateway.start(
            Gateway.plan(
                chains: [Gateway.chain(["*"], try Self.plan(["a.example"]), [Gateway.forward()])],
                clusters: [Gateway.cluster()]), endpoints: Gateway.endpoints([origin.port]))
        let response = try await RawClient.get(
            "/", from: gateway.port, host: "a.example", headers: [("x-forwarded-proto", "http")],
            tls: ClientTLS(serverName: "a.example"))
        #expect(try response.echo().fields.values("x-forwarded-proto") == ["https"])
        await gateway.stop()
        await origin.stop()
    }
}

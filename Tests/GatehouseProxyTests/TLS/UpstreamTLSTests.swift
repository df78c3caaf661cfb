import GatehousePlan
import GatehouseTestSupport
import Testing

@Suite("TLS to upstreams", .overSockets)
struct UpstreamTLSTests {
    private static func gateway(
        _ port: Int, _ tls: ClientTLSPlan, speaking spoken: ClusterPlan.UpstreamProtocol = .http1,
        isLogged: Bool = false
    ) async throws -> Gateway {
        try await Gateway.start(
            Gateway.plan([Gateway.forward()], clusters: [Gateway.cluster(speaking: spoken, tls: tls)]),
            endpoints: Gateway.endpoints([port]), isLogged: isLogged)
    }

    private static func trusted(
        names: [String] = [], serverName: String? = nil, identity: TestCertificates.Issued? = nil
    ) throws -> ClientTLSPlan {
        ClientTLSPlan(
            identity: identity.map { IdentityPlan($0) },
            trust: .authorities(PeerCertificatePlan(try TestTLS.root(), names: names)), serverName: serverName)
    }

    @Test("C5: without a name of its own a cluster asks for the request's host, and verifies it")
    func serverNameOfHost() async throws {
        let origin = try await TestOrigin.start(
            name: "v1", tls: ServerTLS(identity: try TestTLS.server("a.example", "b.example")))
        let gateway = try await Self.gateway(origin.port, try Self.trusted())
        for host in ["a.example", "B.example:8443"] {
            let response = try await RawClient.get("/", from: gateway.port, host: host)
            #expect(response.backend == "v1")
        }
        #expect(origin.peers.map(\.serverName) == ["a.example", "b.example"])
        #expect(origin.peers.map(\.peerName) == [nil, nil])
        await gateway.stop()
        await origin.stop()
    }

    @Test("C5: the plan's name is asked for instead of the host")
    func serverNameOfPlan() async throws {
        let origin = try await TestOrigin.start(
            name: "v1", tls: ServerTLS(identity: try TestTLS.server("fixed.example")))
        let gateway = try await Self.gateway(origin.port, try Self.trusted(serverName: "fixed.example"))
        #expect(try await RawClient.get("/", from: gateway.port, host: "a.example").backend == "v1")
        #expect(origin.peers.map(\.serverName) == ["fixed.example"])
        await gateway.stop()
        await origin.stop()
    }

    @Test("C5: demanded names replace the server name in what is verified")
    func subjectAltNames() async throws {
        let identity = "spiffe://cluster.local/ns/a/sa/b"
        let origin = try await TestOrigin.start(name: "v1", tls: ServerTLS(identity: try TestTLS.server(identity)))
        let good = try await Self.gateway(origin.port, try Self.trusted(names: ["other", identity]))
        #expect(try await RawClient.get("/", from: good.port, host: "a.example").backend == "v1")
        await good.stop()
        let bad = try await Self.gateway(origin.port, try Self.trusted(names: ["spiffe://other"]), isLogged: true)
        #expect(try await RawClient.get("/", from: bad.port, host: "a.example").status == 503)
        #expect(await bad.stop().map(\.flags) == ["UF"])
        await origin.stop()
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        var what: String
        var isStranger = false
        var name = "a.example"
        var isHTTP2 = false
        var testDescription: String { "\(self.what), \(self.isHTTP2 ? "h2" : "h1")" }

        static let all = [
            Refusal(what: "an authority that nobody trusts", isStranger: true),
            Refusal(what: "another name", name: "b.example"),
            Refusal(what: "an authority that nobody trusts", isStranger: true, isHTTP2: true),
            Refusal(what: "another name", name: "b.example", isHTTP2: true),
        ]
    }

    @Test("C4: a certificate that is not trusted is 503 UF with the reason; nothing is sent", arguments: Refusal.all)
    func refusals(_ given: Refusal) async throws {
        let authority = try given.isStranger ? TestTLS.stranger.get() : TestTLS.authority.get()
        let tls = ServerTLS(
            identity: try authority.issue(names: [given.name]), applicationProtocols: given.isHTTP2 ? ["h2"] : [])
        let first = try await TestOrigin.start(name: "v1", tls: tls)
        let second = try await HTTP2Origin.start(name: "v2", tls: tls)
        let gateway = try await Self.gateway(
            given.isHTTP2 ? second.port : first.port, try Self.trusted(), speaking: given.isHTTP2 ? .http2 : .http1,
            isLogged: true)
        let response = try await RawClient.get("/", from: gateway.port, host: "a.example")
        #expect(response.status == 503)
        #expect(
            response.text.hasPrefix(
                "upstream connect error or disconnect/reset before headers. reset reason: remote connection failure, "
                    + "transport failure reason: TLS_error:"))
        #expect(first.requests.isEmpty && second.requests.isEmpty)
        let log = await gateway.stop()
        #expect(log.map(\.flags) == ["UF"])
        #expect(log.first?["upstream_transport_failure_reason"]?.string?.hasPrefix("TLS_error:") == true)
        await first.stop()
        await second.stop()
    }

    @Test("an upstream that speaks no TLS where it should is 503 UF, and one that says nothing after a while too")
    func noTLS() async throws {
        let origin = try await RawOrigin.start(.reply("SSH-2.0-OpenSSH\r\n"), .awaitEnd)
        let gateway = try await Self.gateway(origin.port, try Self.trusted(), isLogged: true)
        #expect(try await RawClient.get("/", from: gateway.port, host: "a.example").status == 503)
        #expect(await gateway.stop().map(\.flags) == ["UF"])
        let silent = try await RawOrigin.start(.awaitEnd)
        let patient = try await Gateway.start(
            Gateway.plan(
                [Gateway.forward()],
                clusters: [
                    Gateway.cluster(speaking: .http1, tls: try Self.trusted()) {
                        $0.connectTimeout = .milliseconds(300)
                    }
                ]), endpoints: Gateway.endpoints([silent.port]), isLogged: true)
        let response = try await RawClient.get("/", from: patient.port, host: "a.example")
        #expect(response.status == 503)
        #expect(response.text.hasSuffix("reset reason: connection timeout"))
        #expect(await patient.stop().map(\.flags) == ["UF"])
        await origin.stop()
        await silent.stop()
    }

    @Test("MUTUAL: the gateway's certificate is presented; without one the upstream turns it away")
    func clientCertificate() async throws {
        let tls = ServerTLS(identity: try TestTLS.server("a.example"), clientAuthority: try TestTLS.root())
        let origin = try await TestOrigin.start(name: "v1", tls: tls)
        let mutual = try await Self.gateway(
            origin.port, try Self.trusted(identity: try TestTLS.client("gateway.example")))
        #expect(try await RawClient.get("/", from: mutual.port, host: "a.example").backend == "v1")
        #expect(origin.peers.map(\.peerName) == ["CN=gateway.example"])
        await mutual.stop()
        let simple = try await Self.gateway(origin.port, try Self.trusted())
        #expect(try await RawClient.get("/", from: simple.port, host: "a.example").status == 503)
        #expect(origin.requests.count == 1)
        await simple.stop()
        await origin.stop()
    }

    @Test("trust in nothing fails every connection; trust in everything none")
    func trust() async throws {
        let origin = try await TestOrigin.start(
            name: "v1", tls: ServerTLS(identity: try TestTLS.stranger.get().issue(names: ["other.example"])))
        let careless = try await Self.gateway(origin.port, ClientTLSPlan(trust: .everything))
        #expect(try await RawClient.get("/", from: careless.port, host: "a.example").backend == "v1")
        await careless.stop()
        let careful = try await Self.gateway(origin.port, ClientTLSPlan(trust: .nothing))
        #expect(try await RawClient.get("/", from: careful.port, host: "a.example").status == 503)
        await careful.stop()
        await origin.stop()
    }
}

@Suite("Connections to upstreams that look alike and are not", .overSockets)
struct PoolSeparationTests {
    /// Two clusters with one and the same endpoint, on the paths `/0` and `/1`.
    private static func gateway(_ port: Int, _ clusters: [ClusterPlan]) async throws -> Gateway {
        var clusters = clusters
        var routes: [RoutePlan] = []
        var endpoints: [String: EndpointSet] = [:]
        for index in clusters.indices {
            clusters[index].name = "outbound|8\(index)||a.default.svc.cluster.local"
            endpoints[clusters[index].name] = EndpointSet(endpoints: [Endpoint(address: "127.0.0.1", port: port)])
            routes.append(
                RoutePlan(
                    condition: RouteCondition(path: PathCondition(.exact("/\(index)"))),
                    action: .forward(
                        ForwardAction(destinations: [
                            WeightedDestination(
                                host: clusters[index].host, port: 80, clusterName: clusters[index].name,
                                cluster: ClusterID(index), weight: 1)
                        ])), origin: Gateway.origin))
        }
        return try await Gateway.start(Gateway.plan(routes, clusters: clusters), endpoints: endpoints)
    }

    private static func tls(
        authority: String? = nil, identity: TestCertificates.Issued? = nil, serverName: String? = nil
    ) throws -> ClientTLSPlan {
        ClientTLSPlan(
            identity: identity.map { IdentityPlan($0) },
            trust: .authorities(PeerCertificatePlan(try authority ?? TestTLS.root())), serverName: serverName)
    }

    struct Pair: Sendable, CustomTestStringConvertible {
        enum Difference: Sendable { case nothing, authority, identity, noIdentity, serverName, plaintext }
        var difference: Difference
        var isHTTP2: Bool
        var testDescription: String { "\(self.difference), \(self.isHTTP2 ? "h2" : "h1")" }

        static let all = [Difference.authority, .identity, .noIdentity, .serverName].flatMap { difference in
            [false, true].map { Pair(difference: difference, isHTTP2: $0) }
        }
    }

    @Test("clusters that differ in CA, client certificate or server name share no connection", arguments: Pair.all)
    func pools(_ pair: Pair) async throws {
        let identity = try TestTLS.server("a.example", "b.example")
        let server = ServerTLS(identity: identity, applicationProtocols: pair.isHTTP2 ? ["h2"] : [])
        let one = try TestTLS.client("one"), two = try TestTLS.client("two")
        let plans: [ClientTLSPlan] =
            switch pair.difference {
            case .nothing, .plaintext: [try Self.tls(), try Self.tls()]
            case .authority: [try Self.tls(), try Self.tls(authority: TestTLS.stranger.get().certificatePEM)]
            case .identity: [try Self.tls(identity: one), try Self.tls(identity: two)]
            case .noIdentity: [try Self.tls(identity: one), try Self.tls()]
            case .serverName: [try Self.tls(serverName: "a.example"), try Self.tls(serverName: "b.example")]
            }
        let spoken: ClusterPlan.UpstreamProtocol = pair.isHTTP2 ? .http2 : .http1
        let origin = try await HopOrigin.start(name: "v1", server, isHTTP2: pair.isHTTP2)
        let gateway = try await Self.gateway(origin.port, plans.map { Gateway.cluster(speaking: spoken, tls: $0) })
        let client = try await HTTP2Peer.connect(to: gateway.port)
        for _ in 0..<3 {
            #expect(try await client.response("/0", host: "a.example").status == 200)
            // What one cluster trusts must not open the way for the other.
            #expect(
                try await client.response("/1", host: "a.example").status == (pair.difference == .authority ? 503 : 200)
            )
        }
        #expect(origin.peers.count == (pair.difference == .authority ? 1 : 2))
        await client.close()
        await gateway.stop()
        await origin.stop()
    }

    @Test("one cluster keeps the connections of different server names apart", arguments: [false, true])
    func serverNames(_ isHTTP2: Bool) async throws {
        let server = ServerTLS(
            identity: try TestTLS.server("a.example", "b.example"), applicationProtocols: isHTTP2 ? ["h2"] : [])
        let origin = try await HopOrigin.start(name: "v1", server, isHTTP2: isHTTP2)
        let gateway = try await Self.gateway(
            origin.port, [Gateway.cluster(speaking: isHTTP2 ? .http2 : .http1, tls: try Self.tls())])
        let client = try await HTTP2Peer.connect(to: gateway.port)
        for host in ["a.example", "b.example", "a.example", "b.example", "c.example"] {
            #expect(try await client.response("/0", host: host).status == (host == "c.example" ? 503 : 200))
        }
        // The third is given up on as soon as its certificate is there; the origin may or may not have noticed it.
        #expect(origin.peers.map(\.serverName).filter { $0 != "c.example" } == ["a.example", "b.example"])
        await client.close()
        await gateway.stop()
        await origin.stop()
    }

    @Test("HTTP/1.1 and HTTP/2 to one endpoint are different connections: useClientProtocol")
    func protocols() async throws {
        let seen = Watched<[String]>([])
        let origin = try await RawOrigin.start { connection, _ in
            let start = try await connection.read { $0.count >= 4 }
            seen.change { $0.append(String(decoding: start.prefix(4), as: UTF8.self)) }
            if start.starts(with: Array("GET ".utf8)) {
                try await connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
                _ = try await connection.end()
            }
        }
        let gateway = try await Self.gateway(origin.port, [Gateway.cluster(speaking: .client)])
        #expect(try await RawClient.get("/0", from: gateway.port, host: "a").status == 200)
        let client = try await HTTP2Peer.connect(to: gateway.port)
        #expect(try await client.response("/0", host: "a").status == 503)
        #expect(seen.current == ["GET ", "PRI "])
        await client.close()
        await gateway.stop()
        await origin.stop()
    }

    @Test(
        "T3: after a publication with another certificate no connection of the old one is used",
        arguments: [false, true])
    func rotation(_ isHTTP2: Bool) async throws {
        let server = ServerTLS(
            identity: try TestTLS.server("a.example"), applicationProtocols: isHTTP2 ? ["h2"] : [],
            clientAuthority: try TestTLS.root())
        let origin = try await HopOrigin.start(name: "v1", server, isHTTP2: isHTTP2)
        let spoken: ClusterPlan.UpstreamProtocol = isHTTP2 ? .http2 : .http1
        let plans = try ["one", "two"].map { name in
            Gateway.plan(
                [Gateway.forward()],
                clusters: [Gateway.cluster(speaking: spoken, tls: try Self.tls(identity: try TestTLS.client(name)))])
        }
        let gateway = try await Gateway.start(plans[0], endpoints: Gateway.endpoints([origin.port]))
        let client = try await HTTP2Peer.connect(to: gateway.port)
        for plan in [nil, nil, plans[1], nil] {
            if let plan { await gateway.publish(plan, endpoints: Gateway.endpoints([origin.port])) }
            #expect(try await client.response("/", host: "a.example").status == 200)
        }
        #expect(origin.peers.map(\.peerName) == ["CN=one", "CN=two"])
        await client.close()
        await gateway.stop()
        await origin.stop()
    }
}

import GatehouseTestSupport
import NIOCore
import NIOPosix
import Testing

@testable import GatehouseDNS

@Suite("Lookups over sockets")
struct ResolverTests {
    @Test("S1: a name has the addresses of both families")
    func both() async throws {
        try await ScriptedServer.run({ $0.respond($0.message.addressed()) }) { server in
            let result = try await lookUp("api.example.com", .live(server.address))
            #expect(result == .addressed)
            #expect(Set(server.log) == ["A api.example.com udp", "AAAA api.example.com udp"])
        }
    }

    @Test("each query has a socket and an id of its own")
    func ports() async throws {
        try await ScriptedServer.run({ $0.respond($0.message.denied()) }) { server in
            let configuration = ResolverConfiguration.live(server.address) {
                $0.search = ["a", "b", "c"].map { dnsName($0) }
            }
            _ = try await lookUp("api", configuration)
            let queries = server.queries.current
            #expect(queries.count == 8)
            #expect(Set(queries.map(\.port)).count > 1)
            #expect(Set(queries.map(\.message.header.id)).count > 1)
            for pair in zip(queries, queries.dropFirst()) { #expect(pair.0.port != pair.1.port) }
        }
    }

    @Test("a server that is silent is followed by the next")
    func silent() async throws {
        try await ScriptedServer.run({ _ in }) { silent in
            try await ScriptedServer.run({ $0.respond($0.message.addressed()) }) { server in
                // On a loaded machine the other server may be late too; it is asked again then.
                let configuration = ResolverConfiguration.live(
                    silent.address, server.address, timeout: .seconds(1)
                ) { $0.attempts = 20 }
                let result = try await lookUp("api.example.com", configuration)
                #expect(result == .addressed)
                try await silent.queries.until { $0.count >= 2 }
                #expect(Set(silent.log) == ["A api.example.com udp", "AAAA api.example.com udp"])
            }
        }
    }

    @Test("a server that could not be asked comes last for the next names")
    func last() async throws {
        try await ScriptedServer.run({ $0.hangUp() }) { closing in
            try await ScriptedServer.run({ $0.respond($0.message.addressed()) }) { server in
                let loop = MultiThreadedEventLoopGroup.singleton.next()
                let configuration = ResolverConfiguration.live(closing.address, server.address) { $0.usesTCP = true }
                let promise = loop.makePromise(of: [LookupResult].self)
                loop.execute {
                    let resolver = Resolver(loop: loop, configuration: configuration)
                    resolver.resolve("a.example.com") { first in
                        resolver.resolve("b.example.com") { second in
                            promise.succeed([first, second])
                            resolver.shutdown()
                        }
                    }
                }
                let results = try await promise.futureResult.get()
                #expect(results == [.addressed, .addressed])
                #expect(Set(closing.log) == ["A a.example.com tcp", "AAAA a.example.com tcp"])
            }
        }
    }

    @Test("a server that fails is followed by the next at once", arguments: [DNSResponseCode.serverFailure, .refused])
    func failing(code: DNSResponseCode) async throws {
        try await ScriptedServer.run({ $0.respond($0.message.response(code: code)) }) { failing in
            try await ScriptedServer.run({ $0.respond($0.message.addressed()) }) { server in
                let result = try await lookUp("api.example.com", .live(failing.address, server.address))
                #expect(result == .addressed)
            }
            let result = try await lookUp("api.example.com", .live(failing.address))
            #expect(result == LookupResult(failed: .refused(failing.address, code)))
        }
    }

    @Test("a port where nobody listens is noticed without waiting", arguments: [false, true])
    func nobody(usesTCP: Bool) async throws {
        let port = try await ScriptedServer.run({ _ in }) { $0.address }
        let result = try await lookUp("api.example.com", .live(port) { $0.usesTCP = usesTCP })
        guard case .failed(.unreachable(port, let reason)) = result.v4 else {
            Issue.record("\(result)")
            return
        }
        #expect(reason.contains("refused"))
        try await ScriptedServer.run({ $0.respond($0.message.addressed()) }) { server in
            let result = try await lookUp("api.example.com", .live(port, server.address))
            #expect(result == .addressed)
        }
    }

    @Test("a server whose scope is no interface of this host is passed over")
    func unknownScope() async throws {
        let nowhere = ServerAddress(ip("fe80::1"), scope: "nosuch0")
        let result = try await lookUp("api.example.com", .live(nowhere))
        guard case .failed(.unreachable(nowhere, _)) = result.v4 else {
            Issue.record("\(result)")
            return
        }
    }

    @Test("what is truncated is asked for again over TCP")
    func truncated() async throws {
        let script: ScriptedServer.Script = { query in
            let many = (0..<100).map { DNSRecord.address("\(query.question.name)", "192.0.2.\($0)") }
            let response = query.message.response(answers: query.question.type == .a ? many : [])
            query.send(response.encoded(limit: query.transport == .udp ? query.message.responseLimit : 65_535))
        }
        try await ScriptedServer.run(script) { server in
            let result = try await lookUp("api.example.com", .live(server.address))
            #expect(
                result.v4 == .addresses((0..<100).map { ip("192.0.2.\($0)") }, timeToLive: .seconds(30)))
            #expect(
                Set(server.log) == ["A api.example.com udp", "A api.example.com tcp", "AAAA api.example.com udp"])
        }
    }

    @Test("use-vc asks over TCP, and a connection that is closed leads to the next server")
    func tcpOnly() async throws {
        try await ScriptedServer.run({ $0.hangUp() }) { closing in
            try await ScriptedServer.run({ $0.respond($0.message.addressed()) }) { server in
                let result = try await lookUp(
                    "api.example.com", .live(closing.address, server.address) { $0.usesTCP = true })
                #expect(result == .addressed)
                #expect(server.queries.current.allSatisfy { $0.transport == .tcp })
            }
        }
    }

    @Test("forged answers are ignored, and the true one counts", arguments: [false, true])
    func forged(usesTCP: Bool) async throws {
        let script: ScriptedServer.Script = { query in
            var wrongID = query.message.response(answers: [.address("api.example.com", "203.0.113.66")])
            wrongID.header.id &+= 1
            query.respond(wrongID)
            var wrongQuestion = query.message.response(answers: [.address("api.example.com", "203.0.113.66")])
            wrongQuestion.questions[0].name = dnsName("api.example.org")
            query.respond(wrongQuestion)
            query.send([1, 2, 3])
            query.respond(query.message.addressed())
        }
        try await ScriptedServer.run(script) { server in
            let result = try await lookUp("api.example.com", .live(server.address) { $0.usesTCP = usesTCP })
            #expect(result == .addressed)
        }
    }

    @Test("an answer from another port is ignored")
    func otherPort() async throws {
        try await ScriptedServer.run({ _ in }) { other in
            let script: ScriptedServer.Script = { query in
                let forged = query.message.response(answers: [.address("api.example.com", "203.0.113.66")])
                let genuine = query.message.addressed()
                Self.send(forged.encoded(), toPort: query.port) { query.respond(genuine) }
            }
            try await ScriptedServer.run(script) { server in
                let result = try await lookUp("api.example.com", .live(server.address))
                #expect(result == .addressed)
                #expect(other.log == [])
            }
        }
    }

    /// Sends a datagram from a socket of its own.
    private static func send(_ bytes: [UInt8], toPort port: Int, then body: @escaping @Sendable () -> Void) {
        DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton).bind(host: "127.0.0.1", port: 0)
            .flatMap { channel in
                channel.eventLoop.makeCompletedFuture { try SocketAddress(ipAddress: "127.0.0.1", port: port) }
                    .flatMap { address in
                        channel.writeAndFlush(AddressedEnvelope(remoteAddress: address, data: ByteBuffer(bytes: bytes)))
                    }
                    .flatMap { channel.close() }
            }
            .whenComplete { _ in body() }
    }

    @Test("no name and no data come as such")
    func denied() async throws {
        let script: ScriptedServer.Script = { query in
            query.respond(query.message.denied(query.question.type == .a ? .noError : .noSuchName, minimum: 9))
        }
        try await ScriptedServer.run(script) { server in
            let result = try await lookUp("api.example.com", .live(server.address))
            #expect(
                result
                    == LookupResult(
                        v4: .denied(Denial(kind: .noData, timeToLive: .seconds(9))),
                        v6: .denied(Denial(kind: .noName, timeToLive: .seconds(9)))))
        }
    }

    @Test("S5: aliases within an answer are followed")
    func alias() async throws {
        let script: ScriptedServer.Script = { query in
            let isV4 = query.question.type == .a
            query.respond(
                query.message.response(answers: [
                    .cname("api.example.com", "cdn.example.net", ttl: 7),
                    .address("cdn.example.net", isV4 ? "198.51.100.1" : "2001:db8::1", ttl: 300),
                ]))
        }
        try await ScriptedServer.run(script) { server in
            let result = try await lookUp("api.example.com", .live(server.address))
            #expect(result.v4 == .addresses([ip("198.51.100.1")], timeToLive: .seconds(7)))
            #expect(result.v6 == .addresses([ip("2001:db8::1")], timeToLive: .seconds(7)))
        }
    }

    @Test("an old server is asked without EDNS")
    func withoutEDNS() async throws {
        let script: ScriptedServer.Script = { query in
            var response =
                query.message.edns == nil
                ? query.message.addressed() : query.message.response(code: .formatError)
            response.edns = nil
            query.respond(response)
        }
        try await ScriptedServer.run(script) { server in
            let result = try await lookUp("api.example.com", .live(server.address))
            #expect(result == .addressed)
        }
    }

    @Test(
        "addresses, names of the hosts file and what is no name need no server",
        arguments: [
            ("192.0.2.1", FamilyAnswer.addresses([ip("192.0.2.1")], timeToLive: nil)),
            ("db", .addresses([ip("192.0.2.9")], timeToLive: nil)),
            ("*.example.com", .failed(.invalidName)), ("api.example.com", .failed(.noServer)),
        ])
    func local(host: String, expected: FamilyAnswer) async throws {
        let configuration = ResolverConfiguration.live { $0.hosts = HostsFile(parsing: "192.0.2.9 db") }
        let result = try await lookUp(host, configuration).v4
        #expect(result == expected)
    }

    @Test("those who ask for one name at the same time share a lookup, whatever its case")
    func joined() async throws {
        try await ScriptedServer.run({ $0.respond($0.message.addressed()) }) { server in
            let loop = MultiThreadedEventLoopGroup.singleton.next()
            let results = Watched<[LookupResult]>([])
            loop.execute {
                let resolver = Resolver(loop: loop, configuration: .live(server.address))
                for host in ["api.example.com", "API.example.com", "api.EXAMPLE.com"] {
                    resolver.resolve(host) { result in
                        results.change { $0.append(result) }
                        if results.current.count == 3 { resolver.shutdown() }
                    }
                }
            }
            try await results.until { $0.count == 3 }
            #expect(results.current == [.addressed, .addressed, .addressed])
            #expect(server.log.count == 2)
        }
    }

    @Test("more lookups than the limit fail at once, and an end fails them all")
    func limits() async throws {
        try await ScriptedServer.run({ _ in }) { server in
            let loop = MultiThreadedEventLoopGroup.singleton.next()
            let results = Watched<[LookupResult]>([])
            let active = Watched(0)
            let tell: @Sendable (LookupResult) -> Void = { result in results.change { $0.append(result) } }
            loop.execute {
                let resolver = Resolver(loop: loop, configuration: .live(server.address) { $0.maximumLookups = 2 })
                for host in ["a.example.com", "b.example.com", "c.example.com"] {
                    resolver.resolve(host, whenDone: tell)
                }
                loop.assumeIsolated().execute {
                    active.change { $0 = resolver.activeQueries }
                    resolver.shutdown()
                    resolver.resolve("d.example.com", whenDone: tell)
                }
            }
            try await results.until { $0.count == 4 }
            #expect(active.current == 4)
            #expect(
                results.current == [
                    LookupResult(failed: .tooManyLookups), LookupResult(failed: .shutDown),
                    LookupResult(failed: .shutDown), LookupResult(failed: .shutDown),
                ])
        }
    }
}

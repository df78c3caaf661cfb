import GatehouseTestSupport
import Testing

@testable import GatehouseDNS

@Suite("Names that are looked up once, over sockets")
struct NameResolverTests {
    private static func answer(_ name: String, of resolver: NameResolver) async -> NameResolver.Answer {
        await withCheckedContinuation { continuation in
            resolver.resolve(name) { continuation.resume(returning: $0) }
        }
    }

    @Test("a name has its addresses, and as long as the records say")
    func addresses() async throws {
        try await ScriptedServer.run({ $0.respond($0.message.addressed(ttl: 30)) }) { server in
            let resolver = NameResolver(configuration: .live(server.address))
            let answer = await Self.answer("a.example.", of: resolver)
            let expected = ResolvedAddresses(v4: [ip("198.51.100.1")], v6: [ip("2001:db8::1")])
            #expect(answer == .addresses(expected, timeToLive: .seconds(30)))
            await resolver.shutdown()
        }
    }

    @Test("a full name is asked for as it is, whatever domains are searched")
    func full() async throws {
        try await ScriptedServer.run({ $0.respond($0.message.denied()) }) { server in
            let resolver = NameResolver(
                configuration: .live(server.address) { $0.search = [dnsName("internal.example")] })
            guard case .absent = await Self.answer("a.example.", of: resolver) else {
                Issue.record("a name that does not exist was found")
                return
            }
            #expect(Set(server.log) == ["A a.example udp", "AAAA a.example udp"])
            await resolver.shutdown()
        }
    }

    @Test("nothing is found out without a server that answers, nor after the end")
    func failures() async throws {
        try await ScriptedServer.run({ $0.hangUp() }) { server in
            let resolver = NameResolver(configuration: .live(server.address) { $0.usesTCP = true })
            guard case .failed = await Self.answer("a.example.", of: resolver) else {
                Issue.record("an answer came from nowhere")
                return
            }
            await resolver.shutdown()
            #expect(await Self.answer("a.example.", of: resolver) == .failed(reason: "shut down"))
        }
    }

    @Test("the end ends lookups that are under way, before it returns")
    func end() async throws {
        try await ScriptedServer.run({ _ in }) { server in
            let resolver = NameResolver(configuration: .live(server.address))
            let answers = Watched<[NameResolver.Answer]>([])
            resolver.resolve("a.example.") { answer in answers.change { $0.append(answer) } }
            try await server.queries.until { !$0.isEmpty }
            await resolver.shutdown()
            #expect(answers.current == [.failed(reason: "shut down")])
        }
    }
}

import GatehouseTestSupport
import NIOCore
import NIOPosix
import Testing

@testable import GatehouseDNS

@Suite("Names that are kept resolved, over sockets")
struct NameWatcherTests {
    struct Change: Hashable, Sendable {
        let name: String
        let addresses: [String]
    }

    /// A watcher on a loop of its own, and what it tells.
    private static func run(
        _ configuration: ResolverConfiguration,
        _ body: (NameWatcher, Watched<[Change]>) async throws -> Void
    ) async throws {
        let changes = Watched<[Change]>([])
        let watcher = NameWatcher(configuration: configuration) { name, addresses in
            changes.change { $0.append(Change(name: name, addresses: addresses.texts(.all))) }
        }
        defer { watcher.shutdown() }
        try await body(watcher, changes)
    }

    @Test("S1: a name that nobody answers for is told of once, after its first lookup")
    func unanswered() async throws {
        try await ScriptedServer.run({ $0.hangUp() }) { server in
            var configuration = Self.impatient(server.address)
            configuration.usesTCP = true
            let told = Watched<[String]>([])
            let watcher = NameWatcher(configuration: configuration) { _, _ in
            } onUnanswered: { name in
                told.change { $0.append(name) }
            }
            defer { watcher.shutdown() }
            watcher.setNames(["a.example.com"])
            try await told.until { $0 == ["a.example.com"] }
            // Four connections, two for each of two lookups.
            try await server.queries.until { $0.count >= 4 }
            #expect(told.current == ["a.example.com"])
        }
    }

    /// Asks again after 10 ms, whatever happens.
    private static func impatient(
        _ servers: ServerAddress..., timeout: Duration = .seconds(20)
    ) -> ResolverConfiguration {
        var configuration = ResolverConfiguration(servers: servers)
        configuration.timeout = timeout
        configuration.attempts = 1
        configuration.refresh.minimum = .milliseconds(10)
        configuration.refresh.maximum = .milliseconds(10)
        configuration.refresh.firstRetry = .milliseconds(10)
        configuration.refresh.maximumRetry = .milliseconds(10)
        return configuration
    }

    @Test("S1: both families are told once, and what is known can be read")
    func first() async throws {
        try await ScriptedServer.run({ $0.respond($0.message.addressed(ttl: 30)) }) { server in
            try await Self.run(.live(server.address)) { watcher, changes in
                watcher.setNames(["Api.example.com", "192.0.2.7"])
                try await changes.until { $0.count == 2 }
                #expect(
                    Set(changes.current) == [
                        Change(name: "Api.example.com", addresses: ["198.51.100.1", "2001:db8::1"]),
                        Change(name: "192.0.2.7", addresses: ["192.0.2.7"]),
                    ])
                let names = watcher.names
                #expect(names.map(\.name) == ["192.0.2.7", "Api.example.com"])
                let state = try #require(watcher.name("Api.example.com"))
                #expect(state.addresses == ResolvedAddresses(v4: [ip("198.51.100.1")], v6: [ip("2001:db8::1")]))
                #expect(state.isResolved)
                #expect(state.lastFailure == nil)
                #expect(state.lookups == 1 && state.failedLookups == 0)
                let next = try #require(state.nextLookup)
                #expect(next > .seconds(5) && next <= .seconds(30))
                #expect(watcher.name("other") == nil)
            }
        }
    }

    @Test("S1: a name is asked for again after its time, and told of only when its addresses have changed")
    func refreshed() async throws {
        let answers = [["192.0.2.1", "192.0.2.2"], ["192.0.2.2", "192.0.2.1"], ["192.0.2.3"]]
        let asked = Watched(0)
        let script: ScriptedServer.Script = { query in
            guard query.question.type == .a else { return query.respond(query.message.denied(.noError)) }
            let turn = asked.current
            asked.change { $0 += 1 }
            query.respond(
                query.message.response(
                    answers: answers[min(turn, 2)].map { .address("api.example.com", $0, ttl: 0) }))
        }
        try await ScriptedServer.run(script) { server in
            try await Self.run(Self.impatient(server.address)) { watcher, changes in
                watcher.setNames(["api.example.com"])
                try await asked.until { $0 >= 5 }
                #expect(
                    changes.current == [
                        Change(name: "api.example.com", addresses: ["192.0.2.1", "192.0.2.2"]),
                        Change(name: "api.example.com", addresses: ["192.0.2.3"]),
                    ])
            }
        }
    }

    @Test("S1: old addresses are kept while servers fail or stay silent, and an answer counts again")
    func failures() async throws {
        try await ScriptedServer.run({ $0.respond($0.message.addressed()) }) { server in
            try await Self.run(Self.impatient(server.address, timeout: .milliseconds(500))) { watcher, changes in
                let name = "api.example.com"
                let old = Change(name: name, addresses: ["198.51.100.1", "2001:db8::1"])
                watcher.setNames([name])
                try await changes.until { $0.contains(old) }
                let seen = changes.current
                server.follow { $0.respond($0.message.response(code: .serverFailure)) }
                try await self.look(at: name, of: watcher, server) {
                    $0.lastFailure?.hasSuffix("answers SERVFAIL") == true
                }
                server.follow { _ in }
                try await self.look(at: name, of: watcher, server) { $0.lastFailure?.hasSuffix("in time") == true }
                let state = try #require(watcher.name(name))
                #expect(state.addresses.texts(.all) == old.addresses)
                #expect(state.isResolved)
                #expect(state.failedLookups >= 2)
                #expect(changes.current == seen)
                server.follow { $0.respond($0.message.response(answers: [.address(name, "192.0.2.5", ttl: 0)])) }
                try await changes.until { $0.contains { $0.addresses.contains("192.0.2.5") } }
                try await self.look(at: name, of: watcher, server) { $0.lastFailure == nil }
            }
        }
    }

    /// Waits until a name that is asked for again and again is in a state; each query is an occasion to look.
    private func look(
        at name: String, of watcher: NameWatcher, _ server: ScriptedServer,
        until condition: @escaping @Sendable (WatchedName) -> Bool
    ) async throws {
        try await server.queries.until { _ in watcher.name(name).map(condition) == true }
    }

    @Test("a name that is denied with proof has no addresses any more")
    func denied() async throws {
        try await ScriptedServer.run({ $0.respond($0.message.addressed()) }) { server in
            try await Self.run(Self.impatient(server.address)) { watcher, changes in
                watcher.setNames(["api.example.com"])
                try await changes.until { $0.count == 1 }
                server.follow { $0.respond($0.message.denied()) }
                // A lookup that was half done may have told of one family before.
                try await changes.until { $0.last == Change(name: "api.example.com", addresses: []) }
                #expect(watcher.name("api.example.com")?.lastFailure == "there is no such name")
            }
        }
    }

    @Test("names can be set again, are dropped when left out, and begin anew when they come back")
    func names() async throws {
        try await ScriptedServer.run({ $0.respond($0.message.addressed(ttl: 600)) }) { server in
            try await Self.run(.live(server.address)) { watcher, changes in
                watcher.setNames(["a.example.com", "b.example.com"])
                try await changes.until { $0.count == 2 }
                watcher.setNames(["a.example.com", "b.example.com"])
                watcher.setNames(["b.example.com", "c.example.com"])
                try await changes.until { $0.count == 3 }
                #expect(watcher.names.map(\.name) == ["b.example.com", "c.example.com"])
                watcher.setNames(["a.example.com"])
                try await changes.until { $0.count == 4 }
                #expect(changes.current.map(\.name).suffix(2) == ["c.example.com", "a.example.com"])
                // a, b, c and a again, for two families.
                #expect(server.log.count == 8)
            }
        }
    }

    @Test("a name that is dropped while it is asked for is not told of")
    func dropped() async throws {
        try await ScriptedServer.run({ _ in }) { server in
            try await Self.run(.live(server.address)) { watcher, changes in
                watcher.setNames(["a.example.com"])
                try await server.queries.until { $0.count == 2 }
                #expect(watcher.name("a.example.com")?.nextLookup == nil)
                watcher.setNames([])
                watcher.setNames(["192.0.2.1"])
                try await changes.until { $0.count == 1 }
                for query in server.queries.current { query.respond(query.message.addressed()) }
                watcher.setNames(["192.0.2.1", "192.0.2.2"])
                try await changes.until { $0.count == 2 }
                #expect(changes.current.map(\.name) == ["192.0.2.1", "192.0.2.2"])
            }
        }
    }

    @Test("after the end nothing is asked, told or shown")
    func shutdown() async throws {
        try await ScriptedServer.run({ $0.respond($0.message.addressed()) }) { server in
            let loop = MultiThreadedEventLoopGroup.singleton.next()
            let changes = Watched<[String]>([])
            let watcher = NameWatcher(loop: loop, configuration: Self.impatient(server.address)) { name, _ in
                changes.change { $0.append(name) }
            }
            watcher.setNames(["a.example.com"])
            try await changes.until { $0.count == 1 }
            watcher.shutdown()
            watcher.shutdown()
            watcher.setNames(["b.example.com"])
            // What the loop had to do for it is done after this.
            try await loop.submit {}.get()
            #expect(watcher.names == [])
            // What the watcher sent is at the server before this.
            _ = try await lookUp("sentinel", .live(server.address))
            let before = server.log.filter { $0.contains("example") }
            // A timer of the watcher's would be over before this one.
            try await loop.scheduleTask(in: .milliseconds(20)) {}.futureResult.get()
            _ = try await lookUp("sentinel", .live(server.address))
            #expect(server.log.filter { $0.contains("example") } == before)
            #expect(changes.current == ["a.example.com"])
        }
    }

    @Test("of 1,000 names no more are asked for at a time than the limit says, and all are found")
    func thousand() async throws {
        let sentinel: ScriptedServer.Script = { query in
            if query.question.name == dnsName("sentinel") { query.respond(query.message.denied()) }
        }
        try await ScriptedServer.run(sentinel) { server in
            let loop = MultiThreadedEventLoopGroup.singleton.next()
            let told = Watched<Set<String>>([])
            let configuration = ResolverConfiguration.live(server.address) { $0.maximumQueries = 16 }
            let watcher = NameWatcher(loop: loop, configuration: configuration) { name, _ in
                told.change { $0.insert(name) }
            }
            defer { watcher.shutdown() }
            let names = Set((0..<1000).map { "n\($0).example.com" })
            watcher.setNames(names)
            try await server.queries.until { $0.count >= 16 }
            // Whatever the watcher has sent by now is ahead of this query at the server.
            try await loop.submit {}.get()
            _ = try await lookUp("sentinel", .live(server.address))
            let held = server.queries.current.filter { $0.question.name != dnsName("sentinel") }
            #expect(held.count == 16)
            server.follow { $0.respond($0.message.addressed(ttl: 3600)) }
            for query in held { query.respond(query.message.addressed(ttl: 3600)) }
            try await told.until(within: .seconds(60)) { $0.count == 1000 }
            #expect(told.current == names)
        }
    }
}

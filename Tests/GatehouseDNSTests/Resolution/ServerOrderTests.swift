import Testing

@testable import GatehouseDNS

@Suite("The order of servers")
struct ServerOrderTests {
    private static let servers = (1...3).map { ServerAddress(.v4(UInt32($0))) }

    private func ranking(rotates: Bool = false, _ servers: [ServerAddress] = servers) -> ServerRanking {
        var configuration = ResolverConfiguration(servers: servers)
        configuration.rotatesServers = rotates
        return ServerRanking(configuration)
    }

    private func numbers(_ servers: [ServerAddress]) -> [Int?] { servers.map { Self.servers.firstIndex(of: $0) } }

    @Test("servers are asked as configured, and in turn if that is wanted")
    func rotation() {
        var fixed = self.ranking()
        var turning = self.ranking(rotates: true)
        for first in 0..<4 {
            #expect(self.numbers(fixed.order(at: .zero)) == [0, 1, 2])
            #expect(self.numbers(turning.order(at: .zero)) == (0..<3).map { ($0 + first) % 3 })
        }
    }

    @Test("a server that stayed silent comes last for 30 s, or until it answers")
    func silence() {
        var ranking = self.ranking()
        ranking.stayedSilent(Self.servers[0], at: .seconds(100))
        ranking.stayedSilent(Self.servers[1], at: .seconds(110))
        #expect(self.numbers(ranking.order(at: .seconds(129))) == [2, 0, 1])
        #expect(self.numbers(ranking.order(at: .seconds(130))) == [0, 2, 1])
        ranking.answered(Self.servers[1])
        #expect(self.numbers(ranking.order(at: .seconds(130))) == [0, 1, 2])
    }

    @Test("when all are silent, they are asked as configured")
    func allSilent() {
        var ranking = self.ranking()
        for server in Self.servers.reversed() { ranking.stayedSilent(server, at: .zero) }
        #expect(self.numbers(ranking.order(at: .seconds(1))) == [0, 1, 2])
    }

    @Test("no servers are no order")
    func none() {
        var ranking = self.ranking(rotates: true, [])
        for _ in 0..<2 { #expect(self.numbers(ranking.order(at: .zero)) == []) }
    }

    @Test("turns go through the servers, then through the silent ones for the rounds that are left")
    func turns() {
        var turns = ServerTurns(Self.servers, rounds: 2)
        var asked: [ServerAddress] = []
        while let server = turns.next(), asked.count < 10 {
            asked.append(server)
            if server != Self.servers[1] { turns.stayedSilent(server) }
        }
        #expect(self.numbers(asked) == [0, 1, 2, 0, 2])
    }
}

import GatehousePlan
import Testing

@testable import GatehouseUpstream

@Suite("Consistent hashing")
struct ConsistentHashTests {
    private static let tables: [ClusterPlan.Balancing] = [.ring, .maglev]
    /// 100,000 keys.
    private static let hashes: [UInt64] = (0..<100_000).map { number in
        Array("user-\(number)".utf8).withUnsafeBytes { XXH64.hash($0) }
    }

    /// The identity of the host of each of the first so many keys.
    private func owners(
        _ hosts: [LoadBalancer.Host], _ balancing: ClusterPlan.Balancing, keys: Int = 100_000, random: UInt64 = 1
    ) -> [[UInt8]?] {
        var balancer = LoadBalancer(hosts, balancing, random: random)
        return Self.hashes.prefix(keys).map { hash in
            balancer.pick(random: random, hash: hash, now: 0) { _ in 0 }.map { hosts[$0].key }
        }
    }

    private func shares(_ owners: [[UInt8]?], of hosts: [LoadBalancer.Host]) -> [Int] {
        let counts = Dictionary(owners.map { ($0, 1) }, uniquingKeysWith: +)
        return hosts.map { counts[$0.key] ?? 0 }
    }

    @Test(
        "B2: every gateway sends a key to the same host, in whatever order it came to know them",
        arguments: Self.tables)
    func sameEverywhere(balancing: ClusterPlan.Balancing) {
        let hosts = [LoadBalancer.Host](weights: [1, 2, 3, 1, 5])
        let owners = self.owners(hosts, balancing, keys: 10_000)
        #expect(owners == self.owners(hosts.reversed(), balancing, keys: 10_000, random: 99))
        #expect(!owners.contains(nil))
    }

    @Test("B2: keys are spread over the hosts", arguments: Self.tables, [2, 3, 10, 50])
    func spread(balancing: ClusterPlan.Balancing, count: Int) {
        let hosts = [LoadBalancer.Host](count: count)
        for share in self.shares(self.owners(hosts, balancing), of: hosts) {
            // A host of a ring has 164 points or more, so its part of the ring varies by 8 % or less. Maglev's shares
            // are exact, and what varies is how many keys are in them.
            let percent = balancing == .ring ? (count > 16 ? 25.0 : 15) : 10
            expectNear(Double(share), 100_000 / Double(count), percent: percent)
        }
    }

    @Test("B2: keys are spread by weight", arguments: Self.tables)
    func spreadByWeight(balancing: ClusterPlan.Balancing) {
        let hosts = [LoadBalancer.Host](weights: [1, 2, 7])
        for (share, weight) in zip(self.shares(self.owners(hosts, balancing), of: hosts), [1.0, 2, 7]) {
            // The lightest has 154 points of a ring.
            expectNear(Double(share), 10_000 * weight, percent: balancing == .ring ? 20 : 5)
        }
    }

    @Test(
        "B2: when one of n hosts leaves, at most 1 / n and 10 % of the keys move", arguments: Self.tables,
        [2, 3, 4, 5, 7, 10, 16, 17, 18, 30, 100])
    func leaving(balancing: ClusterPlan.Balancing, count: Int) {
        let hosts = [LoadBalancer.Host](count: count)
        let before = self.owners(hosts, balancing, keys: 10_000)
        for leaver in [0, count / 2] {
            var left = hosts
            left.remove(at: leaver)
            let after = self.owners(left, balancing, keys: 10_000)
            let moved = zip(before, after).count { $0 != $1 }
            #expect(Double(moved) <= 10_000 * (1 / Double(count) + 0.1))
            let lost = before.count { $0 == hosts[leaver].key }
            #expect(moved >= lost && lost > 0)
        }
    }

    @Test("B2: on a ring with up to 16 hosts, no key moves but those of the host that leaves", arguments: [3, 8, 16])
    func onlyTheLeavers(count: Int) {
        let hosts = [LoadBalancer.Host](count: count)
        let before = self.owners(hosts, .ring, keys: 10_000)
        let after = self.owners(Array(hosts.dropFirst()), .ring, keys: 10_000)
        #expect(zip(before, after).allSatisfy { $0 == $1 || $0 == hosts[0].key })
    }

    @Test("B2: a host that is not healthy is as if it had left", arguments: Self.tables)
    func unhealthy(balancing: ClusterPlan.Balancing) {
        var hosts = [LoadBalancer.Host](count: 4)
        let without = self.owners(hosts.filter { $0.key != hosts[1].key }, balancing, keys: 10_000)
        hosts[1].isHealthy = false
        #expect(self.owners(hosts, balancing, keys: 10_000) == without)
        hosts[1].isReady = false
        #expect(self.owners(hosts, balancing, keys: 10_000) == without)
    }

    @Test("B2: a request without the key goes to any host, by weight", arguments: Self.tables)
    func noKey(balancing: ClusterPlan.Balancing) {
        var balancer = LoadBalancer([LoadBalancer.Host](weights: [1, 2, 3]), balancing)
        expectShares(balancer.counts(of: 3), [1, 2, 3])
    }

    @Test("B2: under other rules a hash means nothing", arguments: plainBalancings)
    func otherRules(balancing: ClusterPlan.Balancing) {
        var balancer = LoadBalancer([LoadBalancer.Host].some(2, healthy: 1) + .some(2, priority: 1), balancing)
        var words = RandomWords()
        let picks = Set((0..<200).map { _ in balancer.pick(random: words.next(), hash: 7, now: 0) { _ in 0 } })
        #expect(picks == [0, 2, 3])
    }

    @Test("B2, B4: a key stays in its priority, and priorities have their shares", arguments: Self.tables)
    func priorities(balancing: ClusterPlan.Balancing) {
        let hosts: [LoadBalancer.Host] = .some(10, healthy: 5) + .some(4, priority: 1)
        let owners = self.owners(hosts, balancing)
        #expect(owners == self.owners(hosts, balancing, random: 42))
        let shares = self.shares(owners, of: hosts)
        expectNear(Double(shares[..<10].reduce(0, +)), 70_000, percent: 2)
        // What decides about the priority does not decide about the host.
        for share in shares[10...] { expectNear(Double(share), 7500, percent: 20) }
    }

    @Test("B2, B4: localities have their shares of the keys", arguments: Self.tables)
    func localities(balancing: ClusterPlan.Balancing) {
        let hosts: [LoadBalancer.Host] =
            .some(1, locality: "a", localityWeight: 80) + .some(4, locality: "b", localityWeight: 20)
            + .some(2, locality: "c", localityWeight: 0)
        let shares = self.shares(self.owners(hosts, balancing), of: hosts)
        expectNear(Double(shares[0]), 80_000, percent: 5)
        for share in shares[1..<5] { expectNear(Double(share), 5000, percent: 20) }
        #expect(shares[5] == 0 && shares[6] == 0)
    }

    @Test("B2, B5: in panic every ready host has keys", arguments: Self.tables)
    func panic(balancing: ClusterPlan.Balancing) {
        let hosts: [LoadBalancer.Host] = .some(4, healthy: 1) + .some(1, priority: 0, locality: "x").unready
        var balancer = LoadBalancer(hosts, balancing, minHealthPercent: 50)
        let picks = Set(Self.hashes.prefix(1000).map { balancer.pick(random: 1, hash: $0, now: 0) { _ in 0 } })
        #expect(picks == [0, 1, 2, 3])
    }

    @Test("B2: sizes without sense make a table all the same", arguments: [Int.min, -1, 0, 1, 2, 4, 64])
    func sizes(size: Int) {
        let hosts = [LoadBalancer.Host](count: 3)
        for table in [ConsistentHashPlan.Table.ring(minimumSize: size), .maglev(size: size)] {
            var balancer = LoadBalancer(hosts, .consistentHash(ConsistentHashPlan(key: .sourceAddress, table: table)))
            let picks = Self.hashes.prefix(100).map { balancer.pick(random: 1, hash: $0, now: 0) { _ in 0 } }
            #expect(!picks.contains(nil))
        }
    }
}

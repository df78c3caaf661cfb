import GatehousePlan
import Testing

@testable import GatehouseRouting

@Suite struct SnapshotReuseTests {
    private static let broken = RoutePlan.to("broken", RouteCondition(path: PathCondition(.regex("("))))
    private static let plan = GatewayPlan.serving([
        .host("a.com", [RoutePlan(action: .forward(), origin: .rule())]),
        .host("b.com", [broken, .to("b", RouteCondition(path: PathCondition(.regex("/b.*"))))]),
        .host("c.com", [.to("c")]),
    ])

    private static func hosts(_ result: CompileResult) -> [CompiledVirtualHost] {
        result.snapshot.listeners[0].routes.virtualHosts
    }

    @Test("Unchanged virtual hosts are taken over, with their problems; a changed one is compiled")
    func reuse() {
        let first = Snapshot.compile(Self.plan, generation: 1)
        var changed = Self.plan
        guard case .http(var table) = changed.listeners[0].content else { return }
        table.virtualHosts[2].routes = [.to("new")]
        changed.listeners[0].content = .http(table)
        let second = Snapshot.compile(changed, generation: 2, reusing: first.snapshot)
        #expect(zip(Self.hosts(first), Self.hosts(second)).map { $0 === $1 } == [true, true, false])
        #expect(second.snapshot.generation == 2)
        #expect(second.problems == first.problems)
        #expect(second.problems.count == 1)
        #expect(second.problems == Snapshot.compile(changed, generation: 2).problems)
    }

    @Test("A match that can't be compiled is told where it is written: of a delegate's rule without one, at the root's")
    func placeOfProblem() {
        let root = Origin(kind: "VirtualService", namespace: "d", name: "root", path: "spec.http[1].match[0]")
        let condition = RouteCondition(path: PathCondition(.regex("(")))
        let table = Table([
            RoutePlan(condition: condition, action: .forward(), origin: .rule(), delegatedBy: root),
            RoutePlan(
                condition: condition, action: .forward(), origin: .rule(), matchPath: "spec.http[0].match[0]",
                delegatedBy: root),
        ])
        #expect(table.compiled.problems.map(\.origin) == [root, .rule()])
        #expect(table.compiled.problems.map(\.matchPath) == [nil, "spec.http[0].match[0]"])
    }

    @Test("A virtual host whose cluster has changed is compiled")
    func changedCluster() {
        let first = Snapshot.compile(Self.plan, generation: 1)
        var changed = Self.plan
        changed.clusters[0].connectTimeout = .seconds(1)
        let second = Snapshot.compile(changed, generation: 2, reusing: first.snapshot)
        #expect(zip(Self.hosts(first), Self.hosts(second)).map { $0 === $1 } == [false, true, true])
        guard case .forward(let forward) = Self.hosts(second)[0].routes[0].action else {
            Issue.record("no forward action")
            return
        }
        #expect(forward.destinations[0].cluster === second.snapshot.clusters[0])
    }

    @Test("Virtual hosts are found again when others come and go before them")
    func movedHosts() {
        let first = Snapshot.compile(Self.plan, generation: 1)
        var changed = Self.plan
        guard case .http(var table) = changed.listeners[0].content else { return }
        table.virtualHosts = [.host("new.com", [.to("new")])] + table.virtualHosts.dropFirst()
        table.virtualHosts.swapAt(1, 2)
        changed.listeners[0].content = .http(table)
        let second = Snapshot.compile(changed, generation: 2, reusing: first.snapshot)
        #expect(Self.hosts(second)[1] === Self.hosts(first)[2])
        #expect(Self.hosts(second)[2] === Self.hosts(first)[1])
        let routes = second.snapshot.listeners[0].routes
        for (host, name) in [("new.com", "new.com:80"), ("a.com", nil), ("b.com", "b.com:80"), ("c.com", "c.com:80")] {
            #expect(routes.virtualHost(for: .get("/", host: host))?.name == name)
        }
    }
}

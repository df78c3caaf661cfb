import GatehouseHTTP
import GatehousePlan
import Testing

@testable import GatehouseRouting

@Suite struct ActionTests {
    private static func location(_ action: RedirectAction, host: String = "a.com", scheme: RequestFacts.Scheme = .http)
        -> String
    {
        let table = Table([RoutePlan(action: .redirect(action), origin: .rule())])
        guard case .redirect(let redirect) = table.route.action else { return "" }
        return String(
            decoding: redirect.location(for: .get("/x?y=1", host: host), facts: .plain(scheme)), as: UTF8.self)
    }

    @Test(
        "A1: absent parts are the request's; a path with a query replaces the query",
        arguments: [
            (RedirectAction(path: "/n", serverPort: 80), "a.com:80", "http://a.com:80/n?y=1"),
            (RedirectAction(path: "/n?z=1", serverPort: 80), "a.com", "http://a.com/n?z=1"),
            (RedirectAction(scheme: "https", serverPort: 80), "a.com:80", "https://a.com/x?y=1"),
            (RedirectAction(scheme: "https", serverPort: 80), "a.com:8080", "https://a.com:8080/x?y=1"),
            (RedirectAction(scheme: "https", serverPort: 80), "a.com:443", "https://a.com:443/x?y=1"),
            (RedirectAction(port: .number(8443), serverPort: 80), "a.com:80", "http://a.com:8443/x?y=1"),
            (RedirectAction(port: .number(8443), serverPort: 80), "[::1]:80", "http://[::1]:8443/x?y=1"),
            (RedirectAction(port: .number(80), serverPort: 80), "a.com", "http://a.com/x?y=1"),
            (RedirectAction(scheme: "https", port: .fromRequest, serverPort: 80), "b.com", "https://b.com:80/x?y=1"),
            (RedirectAction(port: .fromRequest, serverPort: 80), "b.com:80", "http://b.com:80/x?y=1"),
            (RedirectAction(authority: "b.com:1", serverPort: 80), "a.com:80", "http://b.com:1/x?y=1"),
        ])
    func redirect(action: RedirectAction, host: String, expected: String) {
        #expect(Self.location(action, host: host) == expected)
    }

    @Test("A1: the scheme is the effective one")
    func effectiveScheme() {
        #expect(Self.location(RedirectAction(path: "/", serverPort: 80), scheme: .https) == "https://a.com/?y=1")
        #expect(
            Self.location(RedirectAction(scheme: "http", serverPort: 80), host: "a.com:443", scheme: .https)
                == "http://a.com/x?y=1")
    }

    private static func rewritten(_ rewrite: PathRewrite, _ condition: PathCondition?, _ target: String) -> RequestHead
    {
        let table = Table([
            RoutePlan(
                condition: RouteCondition(path: condition), action: .forward(pathRewrite: rewrite), origin: .rule())
        ])
        #expect(table.compiled.problems.isEmpty)
        var head = RequestHead.get(target)
        guard case .forward(let forward) = table.route.action, let destination = forward.select(random: 0) else {
            return head
        }
        table.route.applyRequest(to: &head, destination: destination, facts: .plain())
        return head
    }

    @Test(
        "A3: a prefix is replaced as matched, anything else as a whole; the query stays",
        arguments: [
            (PathRewrite.matched("/"), PathCondition(.prefix("/foo")), "/foo/bar?q=1", "//bar?q=1"),
            (.matched("/"), PathCondition(.prefix("/foo/")), "/foo/bar", "/bar"),
            (.matched("/new"), PathCondition(.prefix("/FOO"), ignoresCase: true), "/foo/bar", "/new/bar"),
            (.matched("/new"), PathCondition(.exact("/foo")), "/foo?q", "/new?q"),
            (.matched("/new"), PathCondition(.regex("/f.*")), "/foo/bar?q", "/new?q"),
            (.matched("/new/"), nil, "/foo", "/new/foo"),
            (.regex(pattern: "^/(\\w+)/(\\w+)", substitution: "/\\2/\\1"), nil, "/a/b/c?q", "/b/a/c?q"),
            (.regex(pattern: "a", substitution: "bb"), nil, "/a/a", "/bb/bb"),
            (.regex(pattern: "zzz", substitution: "y"), nil, "/a", "/a"),
        ] as [(PathRewrite, PathCondition?, String, String)])
    func rewrite(rewrite: PathRewrite, condition: PathCondition?, target: String, expected: String) {
        let head = Self.rewritten(rewrite, condition, target)
        #expect(head.string(head.path) + head.string(head.query) == expected)
        #expect(head.lines == ["x-envoy-original-path: \(target)"])
    }

    @Test("A3: a rewrite to nothing changes nothing")
    func emptyRewrite() {
        let head = Self.rewritten(.regex(pattern: ".*", substitution: ""), nil, "/a?q")
        #expect(head.string(head.path) == "/a")
        #expect(head.lines == [])
    }

    @Test("A4: the authority is rewritten")
    func authority() {
        let table = Table([RoutePlan(action: .forward(authority: "new.example"), origin: .rule())])
        var head = RequestHead.get("/")
        guard case .forward(let forward) = table.route.action, let destination = forward.select(random: 0) else {
            return
        }
        table.route.applyRequest(to: &head, destination: destination, facts: .plain())
        #expect(head.string(head.authority) == "new.example")
    }

    private static func choices(_ weights: [Int]) -> [Int: Int] {
        let destinations = weights.enumerated().map {
            WeightedDestination(host: "\($0)", port: 80, clusterName: "\($0)", cluster: nil, weight: $1)
        }
        let table = Table([RoutePlan(action: .forward(ForwardAction(destinations: destinations)), origin: .rule())])
        guard case .forward(let forward) = table.route.action else { return [:] }
        var random = SeededRandom(seed: 7)
        var counts: [Int: Int] = [:]
        for _ in 0..<10_000 {
            guard let chosen = forward.select(random: random.next()), let index = Int(chosen.plan.host) else {
                continue
            }
            counts[index, default: 0] += 1
        }
        return counts
    }

    @Test("A6: requests are shared by weight over the sum; weight 0 gets nothing")
    func weights() throws {
        let counts = Self.choices([1, 0, 3])
        #expect(counts[1] == nil)
        let first = try #require(counts[0])
        #expect((2300...2700).contains(first))
        #expect(counts[2] == 10_000 - first)
    }

    @Test("A6: a lone destination takes every request, even with weight 0", arguments: [0, 1, 100])
    func lone(weight: Int) {
        #expect(Self.choices([weight]) == [0: 10_000])
    }

    @Test("A12: delay and abort are rolled by themselves; a share of 0 is never")
    func faults() {
        let fault = CompiledFault(
            FaultPolicy(delay: .seconds(1), delayShare: 500_000, abortStatus: 503, abortShare: 250_000))
        var random = SeededRandom(seed: 3)
        let outcomes = (0..<20_000).map { _ in fault.roll(random: random.next()) }
        #expect((9_600...10_400).contains(outcomes.count { $0.delay != nil }))
        #expect((4_700...5_300).contains(outcomes.count { $0.abort == .status(503) }))
        #expect((2_300...2_700).contains(outcomes.count { $0.abort != nil && $0.delay != nil }))
        let never = CompiledFault(FaultPolicy(delay: .seconds(1), abortStatus: 503))
        let always = CompiledFault(FaultPolicy(abortGRPCStatus: 14, abortShare: 1_000_000))
        for _ in 0..<1000 {
            #expect(never.roll(random: random.next()) == .init(delay: nil, abort: nil))
            #expect(always.roll(random: random.next()).abort == .grpcStatus(14))
        }
    }
}

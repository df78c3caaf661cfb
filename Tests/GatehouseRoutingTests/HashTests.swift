import GatehouseHTTP
import GatehousePlan
import Testing

@testable import GatehouseRouting

@Suite("What a consistent hash is computed of")
struct HashTests {
    private static func values(
        _ key: ConsistentHashPlan.Key, target: String = "/", headers: [(String, String)] = []
    ) throws -> [String] {
        let hash = try #require(CompiledHash(.consistentHash(ConsistentHashPlan(key: key))))
        let head = RequestHead(method: "GET", authority: "h", target: target, headers: headers)
        var values: [String] = []
        hash.forEachValue(of: head, address: Array("10.0.0.1".utf8)) {
            values.append(String(decoding: $0, as: UTF8.self))
        }
        return values
    }

    @Test(
        "B2: a header, all of its values, whatever the case of its name in the plan",
        arguments: [
            ([("x-user", "a")], ["a"]), ([("x-user", "a"), ("other", "b"), ("x-user", "c")], ["a", "c"]), ([], []),
            ([("x-users", "a")], []),
        ] as [([(String, String)], [String])])
    func header(_ headers: [(String, String)], _ expected: [String]) throws {
        #expect(try Self.values(.header("X-User"), headers: headers) == expected)
    }

    @Test(
        "B2: a cookie, wherever it stands, quoted or not",
        arguments: [
            (["user=a"], ["a"]), (["x=1; user=a; y=2"], ["a"]), (["x=1", "user=a"], ["a"]), (["user=\"a b\""], ["a b"]),
            (["users=a"], []), (["xuser=a"], []), (["user"], []), (["user="], [""]), ([" user=a ;user=b"], ["a "]),
            (["USER=a"], []), ([], []),
        ])
    func cookie(_ cookies: [String], _ expected: [String]) throws {
        let values = try Self.values(
            .cookie(HashCookiePlan(name: "user")), headers: cookies.map { ("cookie", $0) })
        #expect(values == expected)
    }

    @Test(
        "B2: a query parameter as it was sent, the first of its name",
        arguments: [
            ("/?user=a", ["a"]), ("/?x=1&user=a%20b&user=c", ["a%20b"]), ("/?user", [""]), ("/?users=a", []), ("/", []),
        ])
    func query(_ target: String, _ expected: [String]) throws {
        #expect(try Self.values(.queryParameter("user"), target: target) == expected)
    }

    @Test("B2: the client's address")
    func address() throws {
        #expect(try Self.values(.sourceAddress) == ["10.0.0.1"])
    }

    @Test("B2: only a lifetime makes clients be given a cookie; zero lasts as long as the browser")
    func generated() throws {
        func cookie(_ plan: HashCookiePlan) throws -> CompiledHash {
            try #require(CompiledHash(.consistentHash(ConsistentHashPlan(key: .cookie(plan)))))
        }
        #expect(try !cookie(HashCookiePlan(name: "user")).generatesCookie)
        let session = try cookie(HashCookiePlan(name: "user", lifetime: .zero))
        #expect(session.generatesCookie)
        #expect(String(decoding: session.setCookie(Array("1".utf8)), as: UTF8.self) == "user=\"1\"; HttpOnly")
        let full = try cookie(
            HashCookiePlan(
                name: "user", path: "/a", lifetime: .seconds(60), attributes: ["SameSite=Lax", "Secure"]))
        #expect(
            String(decoding: full.setCookie(Array("1".utf8)), as: UTF8.self)
                == "user=\"1\"; Max-Age=60; Path=/a; SameSite=Lax; Secure; HttpOnly")
    }

    @Test("other balancers have no hash", arguments: [ClusterPlan.Balancing.leastRequest, .roundRobin, .random])
    func none(_ balancing: ClusterPlan.Balancing) {
        #expect(CompiledHash(balancing) == nil)
    }
}

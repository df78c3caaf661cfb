import GatehouseHTTP
import GatehousePlan
import Testing

@testable import GatehouseRouting

@Suite struct HostSelectionTests {
    private static let table = Table(
        hosts: ["a.com", "*.a.com", "*.b.a.com", "x.a.com", "[::1]", "fd00::2", "*"].map { .host($0, [.to($0)]) })

    @Test(
        "V4: exact before the longest wildcard before `*`; case and port do not count",
        arguments: [
            ("a.com", "a.com"), ("A.COM:8080", "a.com"), ("x.a.com", "x.a.com"), ("y.a.com", "*.a.com"),
            ("1.2.a.com:80", "*.a.com"), ("b.a.com", "*.a.com"), ("c.b.A.com", "*.b.a.com"), (".a.com", "*"),
            ("ba.com", "*"), ("a.com.", "*"), ("", "*"), ("a.com:", "a.com"), ("a.com:x", "a.com"), (":80", "*"),
            ("[::1]", "[::1]"), ("[::1]:443", "[::1]"), ("[FD00::2]:1", "fd00::2"), ("::1", "*"),
        ])
    func selection(host: String, expected: String) {
        #expect(Self.table.routeName(.get("/", host: host)) == expected)
    }

    @Test("V4: without `*` an unknown host has no virtual host")
    func unknownHost() {
        let table = Table(hosts: [.host("a.com", [.to("a")])])
        guard case .noVirtualHost = table.routes.match(.get("/", host: "b.com"), .plain()) else {
            Issue.record("a virtual host was found")
            return
        }
    }

    @Test("V4: a virtual host none of whose routes matches is not left for a wildcard")
    func noFallThrough() {
        let table = Table(hosts: [
            .host("a.com", [.to("a", RouteCondition(path: PathCondition(.exact("/only"))))]), .host("*", [.to("any")]),
        ])
        guard case .noRoute(let host) = table.routes.match(.get("/", host: "a.com"), .plain()) else {
            Issue.record("a route was found")
            return
        }
        #expect(host.name == "a.com:80")
    }

    @Test("A host of 60,000 dots is looked up like any other")
    func longHost() {
        #expect(Self.table.routeName(.get("/", host: String(repeating: ".", count: 60_000))) == "*")
        #expect(Self.table.routeName(.get("/", host: String(repeating: "x.", count: 30_000) + "a.com")) == "*.a.com")
    }

    @Test("T6: a host that requires TLS redirects by the effective scheme, to the authority as sent")
    func redirectToTLS() {
        let table = Table(hosts: [.host("a.com", requiresTLS: true, [.to("a")])])
        let head = RequestHead.get("/x?y=1", host: "A.com:80")
        guard case .redirectToTLS(let host) = table.routes.match(head, .plain(.http)) else {
            Issue.record("not redirected")
            return
        }
        #expect(String(decoding: host.tlsLocation(for: head), as: UTF8.self) == "https://A.com:80/x?y=1")
        #expect(table.routeName(head, scheme: .https) == "a")
    }
}

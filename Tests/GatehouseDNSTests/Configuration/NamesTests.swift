import Testing

@testable import GatehouseDNS

@Suite("The hosts file")
struct HostsFileTests {
    private static let file = HostsFile(
        parsing: """
            # static
            127.0.0.1\tlocalhost
            ::1 localhost ip6-localhost
            192.0.2.1  Api.Example.com api   # the API
            192.0.2.2 api.example.com
            192.0.2.1 api.example.com
            192.0.2.3 # nobody
            fe80::1%lo0 scoped
            256.0.0.1 wrong
            api.example.com 192.0.2.9
              192.0.2.4 indented
            192.0.2.5 bad..name good
            """)

    @Test(
        "a name has the addresses of all its lines, whatever its case",
        arguments: [
            ("localhost", ["127.0.0.1"], ["::1"]), ("ip6-localhost", [], ["::1"]),
            ("API.example.com", ["192.0.2.1", "192.0.2.2"], []), ("api.example.com.", ["192.0.2.1", "192.0.2.2"], []),
            ("api", ["192.0.2.1"], []), ("indented", ["192.0.2.4"], []), ("good", ["192.0.2.5"], []),
        ])
    func found(host: String, v4: [String], v6: [String]) {
        #expect(Self.file[dnsName(host)] == ResolvedAddresses(v4: v4.map(ip), v6: v6.map(ip)))
    }

    @Test(
        "what is no address with names is passed over",
        arguments: ["scoped", "wrong", "192.0.2.9", "bad", "the", "example.com", "#"])
    func absent(host: String) {
        #expect(Self.file[dnsName(host)] == nil)
    }
}

@Suite("The full names of a name")
struct CandidatesTests {
    private func candidates(
        _ host: String, ndots: Int = 1, search: [String] = ["ns.svc", "svc"], triesSingleLabels: Bool = true
    ) -> [String] {
        var configuration = ResolverConfiguration(servers: [])
        configuration.ndots = ndots
        configuration.search = search.map { dnsName($0) }
        configuration.triesSingleLabels = triesSingleLabels
        return configuration.candidates(for: host).map(\.description)
    }

    @Test(
        "with too few dots the search domains come first, otherwise the name itself",
        arguments: [
            ("api", 1, ["api.ns.svc", "api.svc", "api"]), ("api", 0, ["api", "api.ns.svc", "api.svc"]),
            ("api.shop", 1, ["api.shop", "api.shop.ns.svc", "api.shop.svc"]),
            ("api.shop", 2, ["api.shop.ns.svc", "api.shop.svc", "api.shop"]),
            ("a.b.c.d.e", 5, ["a.b.c.d.e.ns.svc", "a.b.c.d.e.svc", "a.b.c.d.e"]),
            ("a.b.c.d.e.f", 5, ["a.b.c.d.e.f", "a.b.c.d.e.f.ns.svc", "a.b.c.d.e.f.svc"]),
        ])
    func dots(host: String, ndots: Int, expected: [String]) {
        #expect(self.candidates(host, ndots: ndots) == expected)
    }

    @Test("S5: a name with a final dot is full", arguments: ["api.", "api.example.com."])
    func absolute(host: String) {
        #expect(self.candidates(host, ndots: 5) == [String(host.dropLast())])
    }

    @Test("without search domains the name itself is tried")
    func noSearch() {
        #expect(self.candidates("api", search: []) == ["api"])
        #expect(self.candidates("api", search: [], triesSingleLabels: false) == ["api"])
        #expect(self.candidates("api.shop", ndots: 5, search: []) == ["api.shop"])
    }

    @Test("no-tld-query leaves out the name itself only when it has no dot")
    func noTLD() {
        #expect(self.candidates("api", triesSingleLabels: false) == ["api.ns.svc", "api.svc"])
        #expect(self.candidates("api.x", ndots: 2, triesSingleLabels: false).last == "api.x")
    }

    @Test("no name is tried twice")
    func twice() {
        #expect(self.candidates("api", search: [".", "a", "A"]) == ["api", "api.a"])
    }

    @Test("a search domain that would make the name too long is left out")
    func tooLong() {
        let host = String(repeating: "a.", count: 126) + "b"
        #expect(self.candidates(host) == [host])
    }

    @Test(
        "what is no host name has none",
        arguments: [
            "", ".", "*.example.com", "a..b", "a b", "-a", "a/b", "http://a", String(repeating: "a", count: 64),
        ])
    func noName(host: String) {
        #expect(self.candidates(host) == [])
    }
}

@Suite("Names that no server is asked for")
struct LocalAddressesTests {
    @Test(
        "addresses, names of the hosts file and localhost are known here",
        arguments: [
            ("192.0.2.1", ["192.0.2.1"], []), ("2001:DB8::1", [], ["2001:db8::1"]), ("db", ["192.0.2.9"], []),
            ("localhost", ["127.0.0.1"], ["::1"]), ("LOCALHOST.", ["127.0.0.1"], ["::1"]),
            ("api.localhost", ["127.0.0.1"], ["::1"]), ("own.localhost", ["192.0.2.8"], []),
        ])
    func known(host: String, v4: [String], v6: [String]) {
        var configuration = ResolverConfiguration(servers: [])
        configuration.hosts = HostsFile(parsing: "192.0.2.9 db\n192.0.2.8 own.localhost")
        #expect(configuration.localAddresses(of: host) == ResolvedAddresses(v4: v4.map(ip), v6: v6.map(ip)))
    }

    @Test("other names are not", arguments: ["", "example.com", "localhost.example.com", "notlocalhost", "1.2.3.256"])
    func unknown(host: String) {
        #expect(ResolverConfiguration(servers: []).localAddresses(of: host) == nil)
    }
}

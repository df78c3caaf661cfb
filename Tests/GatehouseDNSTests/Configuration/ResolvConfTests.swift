import GatehouseTestSupport
import Testing

@testable import GatehouseDNS

@Suite("resolv.conf")
struct ResolvConfTests {
    @Test("an empty text has glibc's defaults")
    func defaults() {
        let conf = ResolvConf(parsing: "")
        #expect(conf.servers == [])
        #expect(conf.search == [])
        #expect(conf.ndots == 1)
        #expect(conf.timeoutSeconds == 5)
        #expect(conf.attempts == 2)
        #expect(!conf.rotatesServers && !conf.usesTCP && conf.triesSingleLabels)
        #expect(conf.problems == [])
    }

    @Test("what Kubernetes writes is read")
    func kubernetes() {
        let conf = ResolvConf(
            parsing: """
                search shop.svc.cluster.local svc.cluster.local cluster.local
                nameserver 10.96.0.10
                options ndots:5
                """)
        #expect(conf.servers == [ServerAddress(ip("10.96.0.10"))])
        #expect(conf.search.map(\.description) == ["shop.svc.cluster.local", "svc.cluster.local", "cluster.local"])
        #expect(conf.ndots == 5)
        #expect(conf.problems == [])
    }

    @Test(
        "servers are addresses, IPv6 with or without a scope; what follows is a comment",
        arguments: [
            ("nameserver 192.0.2.1", ["192.0.2.1"]), ("nameserver\t2001:db8::1", ["2001:db8::1"]),
            ("nameserver fe80::1%eth0", ["fe80::1%eth0"]), ("nameserver 192.0.2.1 # office", ["192.0.2.1"]),
            ("nameserver 192.0.2.1;office", ["192.0.2.1"]), ("nameserver 192.0.2.1 192.0.2.2", ["192.0.2.1"]),
            ("nameserver 192.0.2.1\r\nnameserver 192.0.2.2\r\n", ["192.0.2.1", "192.0.2.2"]),
            ("# nameserver 192.0.2.1", []), ("; nameserver 192.0.2.1", []), (" nameserver 192.0.2.1", []),
            ("nameservers 192.0.2.1", []), ("Nameserver 192.0.2.1", []),
        ])
    func servers(text: String, expected: [String]) {
        let conf = ResolvConf(parsing: text)
        #expect(conf.servers.map(\.description) == expected)
        #expect(conf.problems == [])
    }

    @Test(
        "a server that is no address is a problem, one with a port too",
        arguments: ["192.0.2.1:53", "[2001:db8::1]:53", "dns.example.com", "192.0.2", "::1%", ""])
    func noServer(value: String) {
        let conf = ResolvConf(parsing: "\nnameserver \(value)\nnameserver 192.0.2.9")
        #expect(conf.servers.map(\.description) == ["192.0.2.9"])
        #expect(conf.problems == [.init(line: 2, text: "nameserver '\(value)' is no IP address")])
    }

    @Test("three servers are asked, and more are a problem")
    func manyServers() {
        let lines = (1...4).map { "nameserver 192.0.2.\($0)" }
        let conf = ResolvConf(parsing: lines.joined(separator: "\n"))
        #expect(conf.servers.map(\.description) == ["192.0.2.1", "192.0.2.2", "192.0.2.3"])
        #expect(conf.problems == [.init(line: 4, text: "nameserver 192.0.2.4 is one more than 3")])
    }

    @Test(
        "of search and domain the last counts",
        arguments: [
            ("search a b", ["a", "b"]), ("search a\nsearch b c", ["b", "c"]), ("search a b\ndomain c d", ["c"]),
            ("domain a\nsearch b", ["b"]), ("search  a\t b ", ["a", "b"]), ("search a\nsearch", []),
            ("search .", ["."]), ("search a. b.c.", ["a", "b.c"]),
        ])
    func search(text: String, expected: [String]) {
        #expect(ResolvConf(parsing: text).search.map(\.description) == expected)
    }

    @Test("a domain that is none, and one too many, are problems")
    func searchProblems() {
        let long = ResolvConf(parsing: "search a..b " + (1...33).map { "d\($0)" }.joined(separator: " "))
        #expect(long.search.count == 32)
        #expect(
            long.problems == [
                .init(line: 1, text: "'a..b' is no domain name"),
                .init(line: 1, text: "domain 'd33' is one more than 32"),
            ])
    }

    @Test(
        "numbers are held within glibc's bounds, and what is no number changes nothing",
        arguments: [
            ("ndots:0", 0, 5, 2), ("ndots:15", 15, 5, 2), ("ndots:16", 15, 5, 2), ("ndots:-1", 0, 5, 2),
            ("ndots:x", 1, 5, 2), ("ndots:", 1, 5, 2), ("ndots", 1, 5, 2),
            ("ndots:99999999999999999999", 1, 5, 2), ("timeout:1", 1, 1, 2), ("timeout:0", 1, 1, 2),
            ("timeout:31", 1, 30, 2), ("attempts:1 timeout:3", 1, 3, 1), ("attempts:0", 1, 5, 1),
            ("attempts:6", 1, 5, 5), ("edns0 debug unknown:7", 1, 5, 2),
        ])
    func numbers(options: String, ndots: Int, timeout: Int, attempts: Int) {
        let conf = ResolvConf(parsing: "options \(options)")
        #expect(conf.ndots == ndots)
        #expect(conf.timeoutSeconds == timeout)
        #expect(conf.attempts == attempts)
        #expect(conf.problems == [])
    }

    @Test("options are gathered from all their lines")
    func flags() {
        let conf = ResolvConf(parsing: "options rotate use-vc\noptions no-tld-query ndots:3")
        #expect(conf.rotatesServers && conf.usesTCP && !conf.triesSingleLabels)
        #expect(conf.ndots == 3)
    }

    @Test("a configuration takes it all over, and asks this host when no server is named")
    func configuration() {
        let conf = ResolvConf(
            parsing: "nameserver 192.0.2.1\nsearch a\noptions ndots:2 timeout:3 attempts:4 rotate use-vc no-tld-query")
        let configuration = ResolverConfiguration(conf, hosts: HostsFile(parsing: "192.0.2.7 x"))
        #expect(configuration.servers == conf.servers)
        #expect(configuration.search == conf.search)
        #expect(configuration.ndots == 2)
        #expect(configuration.timeout == .seconds(3))
        #expect(configuration.attempts == 4)
        #expect(configuration.rotatesServers && configuration.usesTCP && !configuration.triesSingleLabels)
        #expect(configuration.hosts[dnsName("x")] == ResolvedAddresses(v4: [ip("192.0.2.7")]))
        #expect(ResolverConfiguration(ResolvConf(parsing: "")).servers == [ServerAddress(ip("127.0.0.1"))])
    }

    @Test("no text makes it trap")
    func noise() {
        var random = SeededNumbers(seed: 3)
        let words = [
            "nameserver", "search", "domain", "options", "ndots:", "timeout:", "1.2.3.4", "::", "%", ":", ";", "#",
            "\n",
            "\r\n", "\t", " ", "\0", "ä", "-", "999999999999999999999", ".", "..",
        ]
        for _ in 0..<5000 {
            let text = (0..<Int.random(in: 0..<30, using: &random)).map { _ in
                words.randomElement(using: &random) ?? ""
            }.joined()
            let conf = ResolvConf(parsing: text)
            #expect(conf.servers.count <= 3 && (0...15).contains(conf.ndots))
            _ = HostsFile(parsing: text)
        }
    }
}

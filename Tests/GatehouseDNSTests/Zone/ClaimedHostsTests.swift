import GatehouseTestSupport
import Testing

@testable import GatehouseDNS

@Suite("Hosts that Gateways claim")
struct ClaimedHostsTests {
    private static let claims = ClaimedHosts([
        "shop.example.com", "*.example.com", "*.eu.example.com", "a.b.c.example.org", "Mixed.Example.NET",
    ])

    @Test(
        "a host comes before a wildcard, and the longest wildcard before the others",
        arguments: [
            ("shop.example.com", ClaimedHosts.Standing.host),
            ("SHOP.example.COM", .host),
            ("mixed.example.net", .host),
            ("other.example.com", .wildcard(labels: 2)),
            ("x.eu.example.com", .wildcard(labels: 3)),
            ("x.y.EU.example.com", .wildcard(labels: 3)),
            ("eu.example.com", .wildcard(labels: 2)),
        ])
    func claimed(name: String, standing: ClaimedHosts.Standing) {
        #expect(Self.claims.standing(of: dnsName(name)) == standing)
    }

    @Test(
        "a wildcard is for names below it of any depth, and not for its own",
        arguments: [
            ("a.example.com", ClaimedHosts.Standing.wildcard(labels: 2)),
            ("a.b.c.d.example.com", .wildcard(labels: 2)),
            ("x.shop.example.com", .wildcard(labels: 2)),
            ("example.com", .between),
            ("anexample.com", .unclaimed),
        ])
    func depth(name: String, standing: ClaimedHosts.Standing) {
        #expect(Self.claims.standing(of: dnsName(name)) == standing)
    }

    @Test(
        "names on the way to a claimed one exist, names beside and below it do not",
        arguments: [
            ("c.example.org", ClaimedHosts.Standing.between), ("b.c.example.org", .between),
            ("example.org", .between), ("org", .between), (".", .between),
            ("x.a.b.c.example.org", .unclaimed), ("x.c.example.org", .unclaimed), ("example.de", .unclaimed),
            ("de", .unclaimed),
        ])
    func between(name: String, standing: ClaimedHosts.Standing) {
        #expect(Self.claims.standing(of: dnsName(name)) == standing)
    }

    @Test("an asterisk alone claims every name but the root, which it makes exist")
    func any() {
        let claims = ClaimedHosts(["*", "shop.example.com"])
        #expect(claims.standing(of: dnsName("de")) == .wildcard(labels: 0))
        #expect(claims.standing(of: dnsName("a.b.c.d")) == .wildcard(labels: 0))
        #expect(claims.standing(of: dnsName("example.com")) == .wildcard(labels: 0))
        #expect(claims.standing(of: dnsName("shop.example.com")) == .host)
        #expect(claims.standing(of: .root) == .between)
        #expect(!claims.isEmpty)
    }

    @Test(
        "what no host name can match claims nothing",
        arguments: [
            "", ".", "*.", "**", "*foo.example.com", "a.*.example.com", "*.*.example.com", "a..example.com",
            "-a.example.com", "a b.example.com", "shop/*.example.com", "a\\046b.example.com",
            String(repeating: "a", count: 64) + ".com", String(repeating: "a.", count: 200) + "com",
        ])
    func unusable(pattern: String) {
        let claims = ClaimedHosts([pattern])
        #expect(claims.isEmpty)
        #expect(claims == ClaimedHosts())
        for name in [".", "com", "example.com", "a.b.example.com"] {
            #expect(claims.standing(of: dnsName(name)) == .unclaimed)
        }
    }

    @Test("a final dot changes nothing, and the order of claims does not either")
    func spelling() {
        let patterns = ["shop.example.com.", "*.example.com.", "*"]
        let names = ["shop.example.com", "a.example.com", "example.com", "de", "."].map { dnsName($0) }
        let expected: [ClaimedHosts.Standing] = [
            .host, .wildcard(labels: 2), .wildcard(labels: 0), .wildcard(labels: 0), .between,
        ]
        #expect(names.map { ClaimedHosts(patterns).standing(of: $0) } == expected)
        #expect(names.map { ClaimedHosts(patterns.reversed()).standing(of: $0) } == expected)
    }

    @Test("5,000 random claims and names agree with a plain scan")
    func agreement() {
        var random = SeededNumbers(seed: 21)
        var seen: [String: Int] = [:]
        func name(upTo count: Int) -> [String] {
            (0..<Int.random(in: 1...count, using: &random)).map { _ in
                String(["a", "b", "c"][Int.random(in: 0..<3, using: &random)])
            }
        }
        for _ in 0..<500 {
            let patterns = (0..<Int.random(in: 1...6, using: &random)).map { _ in
                let labels = Bool.random(using: &random) ? ["*"] + name(upTo: 3) : name(upTo: 4)
                return labels.joined(separator: ".")
            }
            let claims = ClaimedHosts(patterns)
            for _ in 0..<10 {
                let asked = name(upTo: 5).joined(separator: ".")
                let standing = claims.standing(of: dnsName(asked.uppercased()))
                #expect(standing == Self.scan(patterns, for: asked), "\(asked) among \(patterns)")
                switch standing {
                case .host: seen["host", default: 0] += 1
                case .wildcard: seen["wildcard", default: 0] += 1
                case .between: seen["between", default: 0] += 1
                case .unclaimed: seen["unclaimed", default: 0] += 1
                }
            }
        }
        // A test that only ever sees one kind says little of the others.
        #expect(seen.count == 4)
        #expect(seen.values.allSatisfy { $0 > 100 }, "\(seen)")
    }

    /// The rules, one after the other, on text.
    private static func scan(_ patterns: [String], for name: String) -> ClaimedHosts.Standing {
        if patterns.contains(name) { return .host }
        let wildcards = patterns.filter { $0.hasPrefix("*.") }.map { $0.dropFirst(2) }
        if let longest = wildcards.filter({ name.hasSuffix(".\($0)") }).max(by: { $0.utf8.count < $1.utf8.count }) {
            return .wildcard(labels: longest.split(separator: ".").count)
        }
        return patterns.contains { $0.hasSuffix(".\(name)") } ? .between : .unclaimed
    }
}

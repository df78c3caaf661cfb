import GatehouseTestSupport
import Testing

@testable import GatehouseDNS

@Suite(
    "The DNS server and dig", .overSockets,
    .enabled(if: Dig.command.isPresent, "there is no dig command in /usr/bin"))
struct DigTests {
    @Test(
        "dig shows the addresses of claimed names",
        arguments: [
            (["shop.example.com"], "198.51.100.1\n"), (["shop.example.com", "AAAA"], "2001:db8::1\n"),
            (["+tcp", "a.b.wild.example.com"], "198.51.100.1\n"), (["+noedns", "shop.example.com"], "198.51.100.1\n"),
            (["+tcp", "+keepopen", "shop.example.com", "shop.example.com"], "198.51.100.1\n198.51.100.1\n"),
            (["shop.example.com", "TXT"], ""), (["example.com"], ""), (["example.org"], ""),
            (["shop.example.com", "ANY"], "198.51.100.1\n"), (["-c", "CH", "version.bind", "TXT"], ""),
        ])
    func short(words: [String], output: String) async throws {
        try await withZoneServer { _, address in
            let port = ["@127.0.0.1", "-p", "\(address.port)", "+short", "+time=20", "+tries=1"]
            let result = try await Dig.command.run(port + words, input: "")
            #expect(result == output)
        }
    }

    @Test(
        "dig finds nothing to complain about",
        arguments: [
            ("shop.example.com", "NOERROR", "qr aa rd"), ("example.com", "NOERROR", "qr aa rd"),
            ("example.org", "REFUSED", "qr rd"),
        ])
    func header(name: String, status: String, flags: String) async throws {
        try await withZoneServer { _, address in
            let output = try await Dig.command.run(
                ["@127.0.0.1", "-p", "\(address.port)", "+time=20", "+tries=1", "+dnssec", name], input: "")
            #expect(output.contains("status: \(status),"))
            #expect(output.contains(";; flags: \(flags); QUERY: 1"))
            #expect(output.contains("; EDNS: version: 0, flags:; udp: 1232"))
            #expect(!output.contains(";; Warning: Message") && !output.contains("Malformed"))
        }
    }

    @Test("dig is told the version of EDNS that is spoken")
    func version() async throws {
        try await withZoneServer { _, address in
            let words = ["+edns=1", "+noednsnegotiation", "+time=20", "+tries=1", "shop.example.com"]
            let output = try await Dig.command.run(["@127.0.0.1", "-p", "\(address.port)"] + words, input: "")
            #expect(output.contains("status: BADVERS,"))
        }
    }
}

private enum Dig {
    static let command = Command("/usr/bin/dig")
}

import Testing

@testable import GatehouseDNS

@Suite("IP addresses")
struct IPAddressTests {
    @Test(
        "what RFC 4291 and dotted quads spell is read, and written as RFC 5952 spells it",
        arguments: [
            ("0.0.0.0", "0.0.0.0"), ("255.255.255.255", "255.255.255.255"), ("192.0.2.1", "192.0.2.1"),
            ("::", "::"), ("::1", "::1"), ("1::", "1::"), ("1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8"),
            ("2001:DB8::A:0:b", "2001:db8::a:0:b"), ("2001:0db8:0:0:0:0:0:1", "2001:db8::1"),
            // The longest run of zeros, and of two such the first; never a single zero.
            ("1:0:0:2:0:0:0:3", "1:0:0:2::3"), ("1:0:0:2:3:0:0:4", "1::2:3:0:0:4"),
            ("1:2:3:0:5:6:7:8", "1:2:3:0:5:6:7:8"), ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
            ("::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"), ("1:2:3:4:5:6:0:0", "1:2:3:4:5:6::"),
            ("::ffff:192.0.2.1", "::ffff:192.0.2.1"), ("::ffff:c000:201", "::ffff:192.0.2.1"),
            ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"), ("::1.2.3.4", "::102:304"),
        ])
    func reads(text: String, canonical: String) throws {
        let address = try #require(IPAddress(text))
        #expect(address.description == canonical)
        #expect(IPAddress(canonical) == address)
        #expect(IPAddress(bytes: address.bytes) == address)
    }

    @Test(
        "other text is no address",
        arguments: [
            "", "1", "1.2.3", "1.2.3.4.5", "1.2.3.", ".1.2.3", "1..2.3", "256.1.1.1", "01.2.3.4", "1.2.3.4 ",
            "+1.2.3.4",
            "1.2.3.4:53", "0x7f.0.0.1", ":", ":1", "1:", ":::", "1:::2", "1::2::3", "12345::", "1:2:3:4:5:6:7",
            "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:1.2.3.4", "::1.2.3",
            "::1.2.3.4:5", "1.2.3.4::", "g::", "fe80::1%1", " ::1", "::1 ", "[::1]", "::01.2.3.4", "1::2:", "::-1",
        ])
    func refuses(text: String) {
        #expect(IPAddress(text) == nil)
    }

    @Test("only 4 or 16 bytes are an address", arguments: [0, 1, 3, 5, 15, 17])
    func counts(count: Int) {
        #expect(IPAddress(bytes: [UInt8](repeating: 1, count: count)) == nil)
    }

    @Test(
        "a DNS server is an address, with a scope for IPv6, and never has a port in its text",
        arguments: [
            ("192.0.2.1", "192.0.2.1"), ("::1", "::1"), ("fe80::1%eth0", "fe80::1%eth0"), ("fe80::1%2", "fe80::1%2"),
            ("192.0.2.1:53", nil), ("[::1]:53", nil), ("[::1]", nil), ("192.0.2.1%eth0", nil), ("fe80::1%", nil),
            ("fe80::1%a%b", nil), ("%eth0", nil), ("", nil), ("dns.example.com", nil),
        ])
    func serverAddress(text: String, expected: String?) {
        #expect(ServerAddress(text)?.description == expected)
    }

    @Test("a server's port is shown when it is not 53")
    func serverPort() {
        #expect("\(ServerAddress(ip("192.0.2.1"), port: 5353))" == "192.0.2.1:5353")
        #expect("\(ServerAddress(ip("fe80::1"), scope: "eth0", port: 5353))" == "[fe80::1%eth0]:5353")
    }
}

@Suite("Which family's addresses are used")
struct FamilyPreferenceTests {
    private static let v4 = [ip("192.0.2.2"), ip("192.0.2.1")]
    private static let v6 = [ip("2001:db8::1")]

    @Test(
        "the preference decides, with the other family for want of better only where it says so",
        arguments: [
            (FamilyPreference.v4Preferred, ["192.0.2.2", "192.0.2.1"], ["192.0.2.2", "192.0.2.1"], ["2001:db8::1"]),
            (.v6Preferred, ["2001:db8::1"], ["192.0.2.2", "192.0.2.1"], ["2001:db8::1"]),
            (.v4Only, ["192.0.2.2", "192.0.2.1"], ["192.0.2.2", "192.0.2.1"], []),
            (.v6Only, ["2001:db8::1"], [], ["2001:db8::1"]),
            (.all, ["192.0.2.2", "192.0.2.1", "2001:db8::1"], ["192.0.2.2", "192.0.2.1"], ["2001:db8::1"]),
        ])
    func preferences(_ preference: FamilyPreference, ofBoth: [String], ofV4: [String], ofV6: [String]) {
        #expect(ResolvedAddresses(v4: Self.v4, v6: Self.v6).texts(preference) == ofBoth)
        #expect(ResolvedAddresses(v4: Self.v4).texts(preference) == ofV4)
        #expect(ResolvedAddresses(v6: Self.v6).texts(preference) == ofV6)
        #expect(ResolvedAddresses().texts(preference) == [])
    }

    @Test("IPv4 is preferred unless something else is said")
    func ordinary() {
        #expect(ResolvedAddresses(v4: Self.v4, v6: Self.v6).texts() == ["192.0.2.2", "192.0.2.1"])
        #expect(ResolvedAddresses(v6: Self.v6).texts() == ["2001:db8::1"])
    }
}

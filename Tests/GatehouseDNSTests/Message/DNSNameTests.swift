import Testing

@testable import GatehouseDNS

@Suite("DNS names")
struct DNSNameTests {
    @Test(
        "text becomes labels and comes back without its final dot",
        arguments: [
            ("a", "a"), ("api.Example.com", "api.Example.com"), ("api.example.com.", "api.example.com"), (".", "."),
            ("*.example.com", "*.example.com"), ("_sip._tcp.x", "_sip._tcp.x"), (#"a\.b.c"#, #"a\.b.c"#),
            (#"a\\b"#, #"a\\b"#), (#"a\065b"#, "aAb"), (#"a\000b"#, #"a\000b"#), (#"a\ b"#, #"a\032b"#),
            ("ä.de", #"\195\164.de"#), (#"\255"#, #"\255"#),
        ])
    func text(_ text: String, canonical: String) throws {
        let parsed = try #require(DNSName(text))
        #expect("\(parsed)" == canonical)
        #expect(DNSName(canonical) == parsed)
    }

    @Test(
        "what has an empty label, breaks off in an escape or is empty is no name",
        arguments: ["", "..", ".a", "a..b", "a..", #"a\"#, #"a\25"#, #"a\256"#, #"a\2x5"#])
    func noName(_ text: String) {
        #expect(DNSName(text) == nil)
    }

    @Test("a label has up to 63 bytes, a name 255 with its lengths")
    func lengths() {
        let label = String(repeating: "x", count: 63)
        #expect(DNSName(label) != nil)
        #expect(DNSName(label + "x") == nil)
        // 3 × 64 + 62 + 1 for the root.
        let longest = "\(label).\(label).\(label).\(label.dropLast(2))"
        #expect(DNSName(longest)?.wire.count == 255)
        #expect(DNSName(longest + ".")?.wire.count == 255)
        #expect(DNSName(longest + "x") == nil)
        #expect(DNSName(longest + ".x") == nil)
        #expect(DNSName(String(repeating: "a.", count: 127))?.labels.count == 127)
        #expect(DNSName(String(repeating: "a.", count: 128)) == nil)
    }

    @Test("names are equal whatever the case of ASCII letters, and of nothing else")
    func equality() {
        #expect(dnsName("API.example.COM") == dnsName("api.EXAMPLE.com"))
        #expect(Set([dnsName("API.example.COM")]).contains(dnsName("api.EXAMPLE.com")))
        #expect("\(dnsName("API.example"))" == "API.example")
        #expect(dnsName("a[b") != dnsName("a{b"))
        #expect(dnsName("a@b") != dnsName("a`b"))
        #expect(dnsName("ab.c") != dnsName("a.bc"))
        #expect(dnsName(#"a\.b"#) != dnsName("a.b"))
        #expect(dnsName("a") != .root)
    }

    @Test(
        "a name is below itself, its parents and the root, by whole labels",
        arguments: [
            ("a.example.com", "example.com", true), ("a.EXAMPLE.com", "Example.COM", true),
            ("example.com", "example.com", true), ("example.com", ".", true), (".", ".", true),
            ("example.com", "a.example.com", false), ("anexample.com", "example.com", false),
            (#"a\.example.com"#, "example.com", false), (".", "com", false),
        ])
    func below(lower: String, upper: String, expected: Bool) {
        #expect(dnsName(lower).isEqualOrBelow(dnsName(upper)) == expected)
    }

    @Test(
        "host names have letters, digits, underscores and inner hyphens",
        arguments: [
            ("api.example.com", true), ("API-1.x", true), ("my_service.default", true), ("1.2.3.4", true),
            (".", false), ("*.example.com", false), ("-a.b", false), ("a.b-", false), ("a b", false), ("ä.de", false),
            (#"a\.b"#, false), ("a/b", false),
        ])
    func hostName(_ text: String, expected: Bool) {
        #expect(dnsName(text).isHostName == expected)
    }

    @Test("a suffix is taken as far as there is room")
    func appending() {
        #expect(dnsName("a.b").appending(dnsName("c.d")) == dnsName("a.b.c.d"))
        #expect(dnsName("a").appending(.root) == dnsName("a"))
        let long = dnsName("\(String(repeating: "x", count: 63)).\(String(repeating: "y", count: 63))")
        #expect(long.appending(dnsName(String(repeating: "a.", count: 63)))?.wire.count == 255)
        #expect(long.appending(dnsName(String(repeating: "a.", count: 64))) == nil)
    }
}

@Suite("Compressed names")
struct NameCompressionTests {
    private func read(_ hex: String, at offset: Int) throws(DNSMessageError) -> (DNSName, Int) {
        var reader = MessageReader(bytes(hex))
        _ = try reader.readBytes(offset)
        return (try reader.readName(), reader.offset)
    }

    @Test(
        "pointers lead back, one after the other, and reading goes on after the first",
        arguments: [
            // x.yz | a + pointer to 0 | pointer to 6
            ("0178 02797A 00 0161 C000 C006", 0, "x.yz", 6), ("0178 02797A 00 0161 C000 C006", 6, "a.x.yz", 10),
            ("0178 02797A 00 0161 C000 C006", 10, "a.x.yz", 12), ("0178 02797A 00 C002", 6, "yz", 8),
            ("00 C000", 1, ".", 3),
        ])
    func pointers(hex: String, offset: Int, expected: String, end: Int) throws {
        let (found, position) = try self.read(hex, at: offset)
        #expect("\(found)" == expected)
        #expect(position == end)
    }

    @Test(
        "pointers to themselves, ahead, in circles, and labels of other kinds are refused",
        arguments: [
            ("C000", 0), ("0161 C000", 0), ("0161 C002", 0), ("C002 00", 0), ("0161 C004 00", 0),
            // Two that lead to each other.
            ("C002 C000", 2), ("0161 C004 C000", 4), ("4161 00", 0), ("8161 00", 0),
        ])
    func refused(hex: String, offset: Int) {
        #expect(throws: DNSMessageError.malformedName) { try self.read(hex, at: offset) }
    }

    @Test("a name that breaks off is refused", arguments: ["", "01", "0161", "05616263", "C0", "0161 C0"])
    func broken(hex: String) {
        #expect(throws: DNSMessageError.endsEarly) { try self.read(hex, at: 0) }
    }

    @Test("pointers do not make a name longer than 255 bytes")
    func tooLong() {
        // Three labels of 63 bytes, then one of 61 or 62 and a pointer to them.
        let label = "3F" + String(repeating: "61", count: 63)
        let whole = label + label + label + "00"
        #expect(throws: Never.self) {
            let (found, _) = try self.read(whole + "3D" + String(repeating: "62", count: 61) + "C000", at: 193)
            #expect(found.wire.count == 255)
        }
        #expect(throws: DNSMessageError.malformedName) {
            try self.read(whole + "3E" + String(repeating: "62", count: 62) + "C000", at: 193)
        }
    }
}

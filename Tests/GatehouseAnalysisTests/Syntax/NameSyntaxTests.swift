@testable import GatehouseAnalysis
import Testing

@Suite("Names, addresses and labels")
struct NameSyntaxTests {
    @Test(
        "a name without wildcards",
        arguments: [
            ("example.com", true), ("example.com.", true), ("EXAMPLE", true), ("a-b.c", true), ("1.com", true),
            ("", false), (".", false), ("a..b", false), ("-a.b", false), ("a-.b", false), ("a_b.c", false),
            ("a.1", false), ("*.a.com", false), ("é.com", false),
            (String(repeating: "a", count: 63) + ".com", true), (String(repeating: "a", count: 64) + ".com", false),
            (String(repeating: "a.", count: 127) + "b", true), (String(repeating: "a.", count: 128), false),
        ])
    func fullNames(_ name: String, _ isValid: Bool) {
        #expect((DomainName.problem(in: name) == nil) == isValid)
    }

    @Test(
        "a name that may lead with a wildcard",
        arguments: [
            ("*", true), ("*.com", true), ("*a.com", true), ("*-a.com", true), ("8080", true), ("a.com.", true),
            ("*.", true), ("**", false), ("*.*.com", false), ("a*.com", false), ("*-.com", false), ("1.1.1.1", false),
            ("*.1", false), ("", false),
        ])
    func wildcards(_ name: String, _ isValid: Bool) {
        #expect((DomainName.wildcardProblem(in: name) == nil) == isValid)
    }

    @Test(
        "one host covers another",
        arguments: [
            ("a.com", "a.com", true), ("a.com", "b.com", false), ("a.com", "*.com", true), ("com", "*.com", false),
            ("*.a.com", "*.com", true), ("*.com", "*.a.com", false), ("*.com", "a.com", false), ("*.com", "*", true),
            ("*", "*", true), ("*a.com", "*.com", true),
        ])
    func coverage(_ narrow: String, _ wide: String, _ isCovered: Bool) {
        #expect(HostOverlap(narrow).isSubset(of: HostOverlap(wide)) == isCovered)
        #expect(HostOverlap(wide).overlaps(HostOverlap(narrow)) == HostOverlap(narrow).overlaps(HostOverlap(wide)))
    }

    @Test(
        "addresses and blocks are read as Go's netip reads them",
        arguments: [
            ("1.2.3.4", true), ("1.2.3", false), ("1.2.3.4.5", false), ("1.2.3.04", false), ("1.2.3.256", false),
            ("1.2.3.", false), ("+1.2.3.4", false), ("::", true), ("::1", true), ("1::", true), ("fe80::1%eth0", true),
            ("fe80::1%", false), ("1:2:3:4:5:6:7:8", true), ("1:2:3:4:5:6:7", false), ("1:2:3:4:5:6:7:8:9", false),
            ("1:2:3:4:5:6:7::", true), ("1:2:3:4::5:6:7:8", false), (":::", false), ("1::2::3", false),
            ("12345::", false),
            ("::ffff:1.2.3.4", true), ("1:2:3:4:5:6:1.2.3.4", true), ("1.2.3.4::", false), ("001:db8::", true),
            ("g::", false), ("", false), (":", false), (":1:2:3:4:5:6:7", false), ("10.0.0.0/8", true),
            ("10.0.0.1/8", true),
            ("10.0.0.0/33", false), ("10.0.0.0/08", false), ("10.0.0.0/", false), ("::/128", true), ("::/129", false),
            ("fe80::%a/64", false), ("1.1.1.1/8/8", false),
        ])
    func addresses(_ text: String, _ isValid: Bool) {
        #expect(IPAddress.isValidOrBlock(text) == isValid)
    }

    @Test(
        "label keys",
        arguments: [
            ("app", true), ("a.b/c_d", true), ("A-b", true), ("", false), ("-a", false), ("a/", false), ("/a", false),
            ("a/b/c", false), ("a_b/c", false), (String(repeating: "a", count: 63), true),
            (String(repeating: "a", count: 64), false), (String(repeating: "a", count: 253) + "/a", true),
            (String(repeating: "a", count: 254) + "/a", false),
        ])
    func labelKeys(_ key: String, _ isValid: Bool) {
        #expect((LabelName.keyProblem(in: key) == nil) == isValid)
    }

    @Test("label values", arguments: [("", true), ("v1.0_a", true), ("_", false), ("a b", false)])
    func labelValues(_ value: String, _ isValid: Bool) {
        #expect((LabelName.valueProblem(in: value) == nil) == isValid)
    }

    @Test(
        "Unix sockets",
        arguments: [
            ("unix:///a/b", true), ("unix://@a", true), ("unix://", false), ("unix://a", false), ("unix:///a/", false),
        ])
    func sockets(_ address: String, _ isValid: Bool) {
        #expect((UnixAddress.problem(in: address) == nil) == isValid)
    }
}

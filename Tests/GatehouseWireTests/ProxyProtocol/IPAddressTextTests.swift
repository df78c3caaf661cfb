import Testing

@testable import GatehouseWire

@Suite("Addresses in text form")
struct IPAddressTextTests {
    @Test(
        "the forms of RFC 4291 section 2.2 are read",
        arguments: [
            ("::", "00000000000000000000000000000000"), ("::1", "00000000000000000000000000000001"),
            ("1::", "00010000000000000000000000000000"), ("1:2:3:4:5:6:7:8", "00010002000300040005000600070008"),
            ("2001:db8::A:0:b", "20010db8000000000000000a0000000b"),
            ("::ffff:192.0.2.1", "00000000000000000000ffffc0000201"),
            ("1:2:3:4:5:6:1.2.3.4", "00010002000300040005000601020304"),
            ("1:2:3:4:5:6:7::", "00010002000300040005000600070000"),
        ])
    func v6(text: String, address: String) {
        #expect(Array(text.utf8).withUnsafeBytes { IPAddressText.v6($0) } == bytes(address))
    }

    @Test(
        "other text is no IPv6 address",
        arguments: [
            "", ":", ":1", "1:", ":::", "1:::2", "1::2::3", "12345::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9",
            "1:2:3:4:5:6:7:8::", "::1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:1.2.3.4", "1.2.3.4", "::1.2.3", "::1.2.3.4:5",
            "g::", "fe80::1%1", " ::1", "::1 ", "::01.2.3.4", "1::2:",
        ])
    func notV6(text: String) {
        #expect(Array(text.utf8).withUnsafeBytes { IPAddressText.v6($0) } == nil)
    }

    @Test("four numbers are an IPv4 address", arguments: [("0.0.0.0", "00000000"), ("255.255.255.255", "ffffffff")])
    func v4(text: String, address: String) {
        #expect(Array(text.utf8).withUnsafeBytes { IPAddressText.v4($0) } == bytes(address))
    }

    @Test(
        "other text is no IPv4 address",
        arguments: ["", "1", "1.2.3", "1.2.3.4.5", "1.2.3.", ".1.2.3", "1..2.3", "256.1.1.1", "01.2.3.4", "1.2.3.4 "])
    func notV4(text: String) {
        #expect(Array(text.utf8).withUnsafeBytes { IPAddressText.v4($0) } == nil)
    }
}

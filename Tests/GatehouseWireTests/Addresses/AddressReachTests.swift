import GatehouseWire
import Testing

@Suite("The reach of addresses")
struct AddressReachTests {
    @Test(
        "the host itself, its link and nobody (RFC 6890)",
        arguments: [
            "0.0.0.0", "0.1.2.3", "127.0.0.1", "127.255.255.255", "169.254.169.254", "192.0.0.192", "224.0.0.1",
            "239.1.1.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "febf::1", "ff02::1",
            "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "2002:7f00:1::", "::127.0.0.1",
            "2001::1",
        ])
    func local(text: String) { #expect(AddressReach(text) == .local) }

    @Test(
        "private networks",
        arguments: [
            "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "100.127.255.255", "198.18.0.1",
            "198.19.0.1", "192.0.2.1", "198.51.100.1", "203.0.113.1", "fc00::1", "fdff::1", "fec0::1",
            "::ffff:10.0.0.1", "64:ff9b::a00:1", "64:ff9b:1::1", "2002:a00:1::", "2001:db8::1",
        ])
    func privateNetwork(text: String) { #expect(AddressReach(text) == .privateNetwork) }

    @Test(
        "the Internet, up to the neighbours of all that",
        arguments: [
            "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
            "169.253.255.255", "169.255.0.0", "172.15.255.255", "172.32.0.0", "192.0.1.1", "192.167.255.255",
            "192.169.0.0", "198.17.255.255", "198.20.0.0", "198.51.99.1", "203.0.112.1", "223.255.255.255",
            "2606:4700::1111", "2001:4860:4860::8888", "::ffff:1.1.1.1", "64:ff9b::101:101", "2002:101:101::",
        ])
    func global(text: String) { #expect(AddressReach(text) == .global) }

    @Test("what is no address reaches nowhere", arguments: ["", "localhost", "1.2.3", "0x7f.0.0.1", "fe80::1%eth0"])
    func none(text: String) { #expect(AddressReach(text) == nil) }
}

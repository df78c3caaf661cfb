import NIOCore
import Testing

@testable import GatehouseProxy

@Suite("Addresses of connections as text")
struct AddressTextTests {
    @Test(
        "They are written as people write them, IPv4 over an IPv6 socket as IPv4",
        arguments: [
            ("0.0.0.0", 0, "0.0.0.0", "0.0.0.0:0"), ("127.0.0.1", 80, "127.0.0.1", "127.0.0.1:80"),
            ("10.200.30.4", 8080, "10.200.30.4", "10.200.30.4:8080"),
            ("255.255.255.255", 65535, "255.255.255.255", "255.255.255.255:65535"), ("::1", 443, "::1", "[::1]:443"),
            ("2001:db8::a", 1, "2001:db8::a", "[2001:db8::a]:1"), ("::ffff:192.0.2.7", 9, "192.0.2.7", "192.0.2.7:9"),
        ])
    func addresses(address: String, port: Int, plain: String, whole: String) throws {
        let socket = try SocketAddress(ipAddress: address, port: port)
        #expect(String(decoding: AddressText.withoutPort(socket), as: UTF8.self) == plain)
        #expect(String(decoding: AddressText.withPort(socket), as: UTF8.self) == whole)
    }

    @Test("A Unix socket has a path and nothing else, and none is nothing")
    func others() throws {
        let socket = try SocketAddress(unixDomainSocketPath: "/run/gatehouse.sock")
        #expect(AddressText.withPort(socket) == Array("/run/gatehouse.sock".utf8))
        #expect(AddressText.withoutPort(socket).isEmpty)
        #expect(AddressText.withPort(nil).isEmpty)
        #expect(AddressText.withoutPort(nil).isEmpty)
    }

    @Test(
        "Bytes in network order are an address, of 4 or 16 of them",
        arguments: [
            ([192, 0, 2, 1], "192.0.2.1"), ([UInt8](repeating: 0, count: 15) + [1], "::1"), ([1, 2, 3], ""), ([], ""),
        ] as [([UInt8], String)])
    func bytes(bytes: [UInt8], text: String) {
        #expect(String(decoding: AddressText.text(bytes), as: UTF8.self) == text)
    }
}

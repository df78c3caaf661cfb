import GatehousePlan
import GatehouseProxy
import GatehouseTestSupport
import Testing

@Suite("The PROXY protocol", .overSockets)
struct ProxyProtocolTests {
    private static let trusted = ProxyProtocolTrust(
        networks: [ProxyProtocolTrust.Network("127.0.0.0/8")].compactMap(\.self))
    private static let strangers = ProxyProtocolTrust(
        networks: [ProxyProtocolTrust.Network("192.0.2.0/24")].compactMap(\.self))

    private static func gateway(_ port: Int, _ trust: ProxyProtocolTrust = trusted) async throws -> Gateway {
        try await Gateway.start(
            Gateway.plan([Gateway.forward()], clusters: [Gateway.cluster()]), endpoints: Gateway.endpoints([port]),
            proxyProtocol: trust, isLogged: true)
    }

    private static let second: [UInt8] =
        [0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A, 0x21, 0x11, 0, 12]
        + [203, 0, 113, 7, 198, 51, 100, 1, 0x30, 0x39, 0x01, 0xBB]

    @Test("a trusted peer's header, of either version, changes the addresses", arguments: [1, 2], [false, true])
    func trusted(_ version: Int, _ isDripped: Bool) async throws {
        let header = version == 1 ? Array("PROXY TCP4 203.0.113.7 198.51.100.1 12345 443\r\n".utf8) : Self.second
        let origin = try await TestOrigin.start(name: "v1")
        let gateway = try await Self.gateway(origin.port)
        let client = try await RawClient.connect(to: gateway.port)
        let bytes = header + Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
        if isDripped {
            for byte in bytes { try await client.write(CollectionOfOne(byte)) }
        } else {
            try await client.write(bytes)
        }
        let request = try await client.readResponse().echo()
        #expect(request.fields["x-forwarded-for"] == "203.0.113.7")
        #expect(request.fields["x-envoy-external-address"] == "203.0.113.7")
        await client.close()
        let log = await gateway.stop()
        #expect(log.map { $0["downstream_remote_address"]?.string } == ["203.0.113.7:12345"])
        #expect(log.map { $0["downstream_local_address"]?.string } == ["198.51.100.1:443"])
        await origin.stop()
    }

    @Test("a trusted peer may speak for itself, by LOCAL, UNKNOWN or no header at all")
    func forItself() async throws {
        let origin = try await TestOrigin.start(name: "v1")
        let gateway = try await Self.gateway(origin.port)
        let local = Array(Self.second.prefix(12)) + [0x20, 0, 0, 0]
        for header in [local, Array("PROXY UNKNOWN\r\n".utf8), []] {
            let client = try await RawClient.connect(to: gateway.port)
            try await client.write(header + Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8))
            #expect(try await client.readResponse().echo().fields["x-forwarded-for"] == "127.0.0.1")
            await client.close()
        }
        await gateway.stop()
        await origin.stop()
    }

    @Test("a malformed header closes the connection, is counted and logged")
    func malformed() async throws {
        let origin = try await TestOrigin.start(name: "v1")
        let gateway = try await Self.gateway(origin.port)
        let client = try await RawClient.connect(to: gateway.port)
        try await client.write("PROXY TCP4 nobody 198.51.100.1 1 2\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n")
        _ = try await client.end()
        try await gateway.rejected(1, by: "proxy_protocol")
        #expect(await gateway.stop().count == 1)
        #expect(origin.requests.isEmpty)
        await origin.stop()
    }

    @Test("from anybody else a header is what it looks like: no request")
    func stranger() async throws {
        let origin = try await TestOrigin.start(name: "v1")
        let gateway = try await Self.gateway(origin.port, Self.strangers)
        let client = try await RawClient.connect(to: gateway.port)
        try await client.write("PROXY TCP4 203.0.113.7 198.51.100.1 12345 443\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(try await client.readResponse().status == 400)
        await client.close()
        #expect(await gateway.stop().map(\.flags) == ["DPE"])
        #expect(origin.requests.isEmpty)
        await origin.stop()
    }

    @Test("before TLS and before TCP the header works alike")
    func beforeOthers() async throws {
        let header = Array("PROXY TCP4 203.0.113.7 198.51.100.1 12345 443\r\n".utf8)
        let origin = try await RawOrigin.start { connection, _ in
            try await connection.write(try await connection.take { $0.isEmpty && !$1 ? nil : ($0.count, $0) })
        }
        let gateway = try await Gateway.start(
            Gateway.plan(relayingTo: Gateway.connectionRoute, clusters: [Gateway.cluster()]),
            endpoints: Gateway.endpoints([origin.port]), proxyProtocol: Self.trusted, isLogged: true)
        let client = try await RawClient.connect(to: gateway.port)
        try await client.write(header + Array("hello".utf8))
        #expect(String(decoding: try await client.readToEnd(), as: UTF8.self) == "hello")
        await client.close()
        #expect(
            await gateway.stop().map { $0["downstream_remote_address"]?.string } == ["203.0.113.7:12345"])
        await origin.stop()
    }
}

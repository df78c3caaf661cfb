import GatehouseTestSupport

@testable import GatehouseDNS

/// Runs `body` with a server of a zone, and its address on this host.
func withZoneServer<Value>(
    _ server: ZoneServer = ZoneServer(), on address: ServerAddress = ServerAddress(ip("127.0.0.1"), port: 0),
    hosts: [String] = ["shop.example.com", "*.wild.example.com"],
    addresses: [String] = ["198.51.100.1", "2001:db8::1"],
    _ body: (ZoneServer, ServerAddress) async throws -> Value
) async throws -> Value {
    server.update(hosts: ClaimedHosts(hosts), addresses: ResolvedAddresses(addresses.map { ip($0) }))
    do {
        let value = try await body(server, try await server.start(on: address))
        await server.shutdown()
        return value
    } catch {
        await server.shutdown()
        throw error
    }
}

extension DNSMessage {
    /// A query for a name's addresses.
    static func query(
        _ name: String, _ type: DNSRecordType = .a, id: UInt16 = 0xABCD, edns: EDNS? = EDNS()
    ) -> DNSMessage {
        .query(id: id, DNSQuestion(name: dnsName(name), type: type), edns: edns)
    }

    /// The message as it travels over TCP.
    var framed: [UInt8] {
        let bytes = self.encoded()
        return [UInt8(bytes.count >> 8), UInt8(bytes.count & 0xFF)] + bytes
    }
}

extension RawConnection {
    /// The bytes of the next message of a TCP connection.
    func readFrame() async throws -> [UInt8] {
        try await self.take { received, ended in
            let length = received.prefix(2).reduce(0) { $0 << 8 | Int($1) }
            guard received.count >= 2, received.count >= 2 + length else {
                if ended { throw RawConnectionError.ended(received: "\(received)") }
                return nil
            }
            return (2 + length, Array(received[2..<(2 + length)]))
        }
    }

    /// The next message of a TCP connection.
    func readMessage() async throws -> DNSMessage { try DNSMessage(decoding: try await self.readFrame()) }
}

import GatehouseTestSupport
import NIOCore
import NIOPosix
import Testing

@testable import GatehouseDNS

@Suite("The DNS server for claimed hosts", .overSockets)
struct ZoneServerTests {
    @Test("a resolver finds the ingress by the names that are claimed", arguments: [false, true])
    func found(usesTCP: Bool) async throws {
        try await withZoneServer { server, address in
            let configuration = ResolverConfiguration.live(address) { $0.usesTCP = usesTCP }
            for name in ["shop.example.com", "SHOP.example.com", "a.b.wild.example.com"] {
                let result = try await lookUp(name, configuration)
                #expect(result.v4 == .addresses([ip("198.51.100.1")], timeToLive: .seconds(5)))
                #expect(result.v6 == .addresses([ip("2001:db8::1")], timeToLive: .seconds(5)))
            }
            #expect(server.counts.replies == [.noError: 6])
            #expect(server.counts.connections == (usesTCP ? 6 : 0))
        }
    }

    @Test("a resolver goes to the next server with the names that are not claimed")
    func refused() async throws {
        try await ScriptedServer.run({ $0.respond($0.message.addressed()) }) { next in
            try await withZoneServer { server, address in
                let refused = try await lookUp("www.example.org", .live(address))
                #expect(refused == LookupResult(failed: .refused(address, .refused)))
                #expect(try await lookUp("www.example.org", .live(address, next.address)) == .addressed)
                #expect(server.counts.replies == [.refused: 4])
            }
        }
    }

    @Test("a resolver takes a missing family as briefly missing")
    func noData() async throws {
        try await withZoneServer(addresses: ["198.51.100.1"]) { _, address in
            let result = try await lookUp("shop.example.com", .live(address))
            #expect(result.v4 == .addresses([ip("198.51.100.1")], timeToLive: .seconds(5)))
            #expect(result.v6 == .denied(Denial(kind: .noData, timeToLive: .seconds(5))))
        }
    }

    @Test("what is asked after an update is answered by it")
    func updates() async throws {
        try await withZoneServer(ZoneServer(timeToLive: 7)) { server, address in
            try await DatagramClient.run(address) { client in
                for number in 1...20 {
                    let (host, last) = ("v\(number).example.com", "v\(number - 1).example.com")
                    server.update(
                        hosts: ClaimedHosts([host]), addresses: ResolvedAddresses([ip("192.0.2.\(number)")]))
                    let (new, old) = (try await client.ask(.query(host)), try await client.ask(.query(last)))
                    #expect(new.answers == [.address(host, "192.0.2.\(number)", ttl: 7)])
                    #expect(old.header.responseCode == .refused)
                }
                server.update(hosts: ClaimedHosts(), addresses: ResolvedAddresses())
                let none = try await client.ask(.query("v20.example.com"))
                #expect(none.header.responseCode == .refused)
            }
        }
    }

    @Test("more addresses than a datagram holds come over TCP")
    func truncated() async throws {
        let many = (1...200).map { "192.0.2.\($0)" }
        try await withZoneServer(addresses: many) { server, address in
            let result = try await lookUp("shop.example.com", .live(address))
            #expect(result.v4 == .addresses(many.map { ip($0) }, timeToLive: .seconds(5)))
            // A over UDP and over TCP, and AAAA.
            #expect(server.counts.replies == [.noError: 3])
            #expect(server.counts.connections == 1)
        }
    }

    @Test("over UDP, strangers' bytes are answered or passed over, and the next query is answered")
    func hostile() async throws {
        try await withZoneServer { server, address in
            try await DatagramClient.run(address) { client in
                let query = DNSMessage.query("shop.example.com").encoded()
                var response = query
                response[2] |= 0x80
                // None of these has a reply, so that the first one is that to the query behind them.
                for bytes in [[], [0], Array(query.prefix(11)), response, response + response] {
                    try await client.send(bytes)
                }
                #expect(try await client.ask(.query("shop.example.com", id: 7)).header.id == 7)
                #expect(server.counts.ignored == 5)
                // A datagram that is too long is cut off, and what is left is a query with bytes behind it.
                try await client.send(query + [UInt8](repeating: 0xFF, count: 20_000))
                #expect(try DNSMessage(decoding: try await client.next()).header.responseCode == .noError)
                for opcode in 1...15 as ClosedRange<UInt8> {
                    var other = query
                    other[2] = opcode << 3
                    try await client.send(other)
                    #expect(try DNSMessage(decoding: try await client.next()).header.responseCode == .notImplemented)
                }
                #expect(server.counts.replies == [.noError: 2, .notImplemented: 15])
            }
        }
    }

    @Test("a socket for datagrams that an error closed is opened again on its port")
    func reopened() async throws {
        try await withZoneServer { server, address in
            try await DatagramClient.run(address) { client in
                #expect(try await client.ask(.query("shop.example.com")).header.responseCode == .noError)
                for _ in 0..<3 {
                    // When this is done, so is what the server does about it.
                    try await server.work.loop.flatSubmit {
                        let channel = server.sockets.value.datagrams
                        return (channel?.close() ?? server.work.loop.makeSucceededVoidFuture())
                    }.get()
                    try await Self.untilOpen(server)
                    #expect(try await client.ask(.query("shop.example.com")).header.responseCode == .noError)
                }
            }
        }
    }

    /// Returns once the server has a socket for datagrams, of which every look is a turn of its loop.
    private static func untilOpen(_ server: ZoneServer) async throws {
        let deadline = ContinuousClock.now + RawConnection.patience
        while try await server.work.loop.submit({ server.sockets.value.datagrams?.isActive != true }).get() {
            try #require(ContinuousClock.now < deadline)
        }
    }

    // MARK: Beginning and end

    @Test("an address that is taken is not listened at, and is said to be")
    func taken() async throws {
        try await withZoneServer { first, address in
            let second = ZoneServer()
            let error = await #expect(throws: ZoneServerError.self) { try await second.start(on: address) }
            guard case .cannotBind(address, "TCP", let reason) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(reason.contains("in use"))
            #expect("\(ZoneServerError.cannotBind(address, transport: "TCP", reason: reason))".contains("\(address)"))
            // It may be told another one.
            let other = try await second.start(on: ServerAddress(ip("127.0.0.1"), port: 0))
            #expect(other != address)
            await second.shutdown()
            // The first one goes on.
            #expect(try await lookUp("shop.example.com", .live(address)).v4 != .failed(.refused(address, .refused)))
            #expect(first.counts.replies == [.noError: 2])
        }
    }

    @Test("where only the UDP port is taken, the TCP port is given back")
    func half() async throws {
        let other = try await DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .bind(host: "127.0.0.1", port: 0).get()
        let port = try #require(other.localAddress?.port)
        let address = ServerAddress(ip("127.0.0.1"), port: UInt16(port))
        let server = ZoneServer()
        let error = await #expect(throws: ZoneServerError.self) { try await server.start(on: address) }
        // The TCP port may be somebody else's already; then that is what is said.
        guard case .cannotBind(address, let transport, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        if transport == "UDP" { #expect(try await RawClient.isRefused(port)) }
        await server.shutdown()
        try await other.close()
    }

    @Test("a server listens at one address, and after its end at none")
    func once() async throws {
        let server = ZoneServer()
        let anywhere = ServerAddress(ip("127.0.0.1"), port: 0)
        let address = try await server.start(on: anywhere)
        #expect(address.port != 0)
        await #expect(throws: ZoneServerError.alreadyStarted) { try await server.start(on: anywhere) }
        let connection = try await RawClient.connect(to: Int(address.port))
        try await connection.write(DNSMessage.query("a.example.org").framed)
        #expect(try await connection.readMessage().header.responseCode == .refused)
        await server.shutdown()
        _ = try await connection.end()
        #expect(try await RawClient.isRefused(Int(address.port)))
        await #expect(throws: ZoneServerError.shutDown) { try await server.start(on: anywhere) }
        // Nothing happens, and nothing breaks.
        await server.shutdown()
        server.update(hosts: ClaimedHosts(["*"]), addresses: ResolvedAddresses())
    }

    @Test("a loop that somebody else owns goes on after the server's end")
    func foreignLoop() async throws {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let address = try await withZoneServer(ZoneServer(loop: loop)) { _, address in
            try await DatagramClient.run(address) { client in
                let reply = try await client.ask(.query("shop.example.com"))
                #expect(reply.header.responseCode == .noError)
            }
            return address
        }
        #expect(try await RawClient.isRefused(Int(address.port)))
        #expect(try await loop.submit { 1 }.get() == 1)
    }

    @Test("IPv6 is served like IPv4", .enabled(if: IPv6.isPresent, "this host has no ::1"))
    func version6() async throws {
        try await withZoneServer(on: ServerAddress(ip("::1"), port: 0)) { _, address in
            let result = try await lookUp("shop.example.com", .live(address))
            #expect(result.v6 == .addresses([ip("2001:db8::1")], timeToLive: .seconds(5)))
            try await DatagramClient.run(address) { client in
                let reply = try await client.ask(.query("example.com"))
                #expect(reply.authorities.map(\.type) == [.soa])
            }
        }
    }
}

/// Whether the loopback interface has IPv6.
private enum IPv6 {
    static let isPresent = (try? System.enumerateDevices())?.contains { $0.address?.ipAddress == "::1" } == true
}

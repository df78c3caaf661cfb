import Testing

@testable import GatehouseDNS

@Suite("Answers of the zone")
struct ZoneTests {
    private let zone = Zone(
        hosts: ClaimedHosts(["shop.example.com", "*.wild.example.com"]),
        addresses: ResolvedAddresses([ip("192.0.2.1"), ip("2001:db8::1"), ip("192.0.2.2"), ip("192.0.2.1")]))

    private func ask(
        _ zone: Zone, _ name: String, _ type: DNSRecordType, _ recordClass: DNSClass = .internet
    ) -> ZoneAnswer {
        zone.answer(to: DNSQuestion(name: dnsName(name), type: type, recordClass: recordClass))
    }

    private func noData(_ name: String, ttl: UInt32 = 5) -> ZoneAnswer { .noData(self.authority(name, ttl: ttl)) }

    private func authority(_ name: String, ttl: UInt32 = 5) -> DNSRecord {
        DNSRecord(
            name: dnsName(name), timeToLive: ttl,
            content: .soa(
                StartOfAuthority(
                    primaryServer: dnsName(name), mailbox: dnsName("nobody.invalid"), serial: 1, refresh: 3600,
                    retry: 1200, expire: 604_800, minimum: ttl)))
    }

    @Test("a claimed name has the ingress addresses of the family that is asked for, each once")
    func addresses() {
        for name in ["shop.example.com", "a.wild.example.com", "a.b.wild.example.com"] {
            #expect(
                self.ask(self.zone, name, .a)
                    == .records([.address(name, "192.0.2.1", ttl: 5), .address(name, "192.0.2.2", ttl: 5)]))
            #expect(self.ask(self.zone, name, .aaaa) == .records([.address(name, "2001:db8::1", ttl: 5)]))
        }
    }

    @Test("a family without an address, and any other type, has no data, which may be remembered as briefly")
    func noData() {
        var zone = self.zone
        zone.addresses.v6 = []
        #expect(self.ask(zone, "shop.example.com", .aaaa) == self.noData("shop.example.com"))
        // NS, MX, TXT, SRV, HTTPS, CAA, and one that nobody knows.
        for type in [2, 15, 16, 33, 65, 257, 65_280] as [UInt16] {
            let type = DNSRecordType(rawValue: type)
            #expect(self.ask(self.zone, "shop.example.com", type) == self.noData("shop.example.com"))
        }
        #expect(self.ask(self.zone, "shop.example.com", .cname) == self.noData("shop.example.com"))
    }

    @Test("without any address the names exist all the same")
    func noAddress() {
        let zone = Zone(hosts: ClaimedHosts(["shop.example.com"]))
        for type in [DNSRecordType.a, .aaaa, .any] {
            #expect(self.ask(zone, "shop.example.com", type) == self.noData("shop.example.com"))
        }
    }

    @Test("names on the way to a claimed one have no data, and say so with a SOA record of their own name")
    func between() {
        for name in ["example.com", "wild.example.com", "com", "."] {
            #expect(self.ask(self.zone, name, .a) == self.noData(name))
            #expect(self.ask(self.zone, name, .any) == self.noData(name))
            #expect(self.ask(self.zone, name, .soa) == .records([self.authority(name)]))
        }
    }

    @Test("names that nobody claims are refused, whatever is asked", arguments: [DNSRecordType.a, .aaaa, .soa, .any])
    func unclaimed(type: DNSRecordType) {
        for name in ["other.example.com", "x.shop.example.com", "example.org", "org"] {
            #expect(self.ask(self.zone, name, type) == .refused)
        }
        #expect(self.ask(Zone(addresses: self.zone.addresses), ".", type) == .refused)
        #expect(self.ask(Zone(addresses: self.zone.addresses), "shop.example.com", type) == .refused)
    }

    @Test("questions for records of any type are answered by one set of them (RFC 8482)")
    func any() {
        #expect(self.ask(self.zone, "shop.example.com", .any) == self.ask(self.zone, "shop.example.com", .a))
        var zone = self.zone
        zone.addresses.v4 = []
        #expect(self.ask(zone, "shop.example.com", .any) == self.ask(zone, "shop.example.com", .aaaa))
    }

    @Test("the beginning of a zone is found at every name that exists")
    func authority() {
        #expect(
            self.ask(self.zone, "shop.example.com", .soa) == .records([self.authority("shop.example.com")]))
    }

    @Test("other classes, transfers and what servers do among themselves are refused")
    func refused() {
        // CHAOS, HESIOD, NONE, ANY.
        for recordClass in [3, 4, 254, 255] as [UInt16] {
            #expect(self.ask(self.zone, "shop.example.com", .a, DNSClass(rawValue: recordClass)) == .refused)
        }
        // OPT, TKEY, TSIG, IXFR, AXFR, MAILB, MAILA.
        for type in [41, 249, 250, 251, 252, 253, 254] as [UInt16] {
            #expect(self.ask(self.zone, "shop.example.com", DNSRecordType(rawValue: type)) == .refused)
        }
    }

    @Test("times are those that were asked for, as far as a record can have them")
    func times() {
        var zone = Zone(hosts: self.zone.hosts, addresses: ResolvedAddresses(v4: [ip("192.0.2.1")]), timeToLive: 60)
        #expect(
            self.ask(zone, "shop.example.com", .a) == .records([.address("shop.example.com", "192.0.2.1", ttl: 60)]))
        #expect(self.ask(zone, "shop.example.com", .aaaa) == self.noData("shop.example.com", ttl: 60))
        zone = Zone(timeToLive: .max)
        #expect(zone.timeToLive == 2_147_483_647)
    }
}

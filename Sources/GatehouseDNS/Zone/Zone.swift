/// What a DNS provider's zone would say if somebody kept it in step with the Gateways: every host that they claim has the
/// addresses of the ingress, and about other names it has nothing to say.
public struct Zone: Hashable, Sendable {
    /// The names that it answers for.
    public var hosts: ClaimedHosts
    /// The addresses by which clients reach the ingress, the same for every host.
    public var addresses: ResolvedAddresses
    /// For how many seconds an answer, or that there is none, may be kept; at most 2³¹ − 1. It is short because hosts come
    /// and go with the configuration, and somebody is usually watching.
    public var timeToLive: UInt32

    /// A zone.
    public init(
        hosts: ClaimedHosts = ClaimedHosts(), addresses: ResolvedAddresses = ResolvedAddresses(), timeToLive: UInt32 = 5
    ) {
        self.hosts = hosts
        self.addresses = addresses
        self.timeToLive = min(timeToLive, UInt32(Int32.max))
    }

    /// The answer to a question.
    ///
    /// A name that exists has no records of most types. The SOA record that says so has the name itself as its owner, as
    /// if every name were a zone of its own: it lies then in whatever part of the tree a resolver was told to ask for
    /// here, and one that lay outside would be dropped, and with it the leave to remember that there are no records.
    /// Questions for name servers get none, because a resolver would go and ask those instead.
    public func answer(to question: DNSQuestion) -> ZoneAnswer {
        let standing = self.hosts.standing(of: question.name)
        guard question.recordClass == .internet, !question.type.isForServers, standing != .unclaimed else {
            return .refused
        }
        let authority = self.authority(of: question.name)
        // Whoever asks for the SOA of a name wants to know where its zone begins.
        if question.type == .soa { return .records([authority]) }
        let addresses = standing == .between ? [] : self.addresses(for: question.type)
        guard !addresses.isEmpty else { return .noData(authority) }
        return .records(
            addresses.map {
                DNSRecord(name: question.name, timeToLive: self.timeToLive, content: .address($0))
            })
    }

    private func addresses(for type: DNSRecordType) -> [IPAddress] {
        switch type {
        case .a: self.addresses.v4
        case .aaaa: self.addresses.v6
        // One set of records is enough of an answer (RFC 8482 section 4.1).
        case .any: self.addresses.addresses(.v4Preferred)
        default: []
        }
    }

    /// A record that nobody transfers or updates anything by: its values are those of RFC 6303 section 3, but for the
    /// times that an absence may be remembered.
    private func authority(of name: DNSName) -> DNSRecord {
        let authority = StartOfAuthority(
            primaryServer: name, mailbox: Self.nobody, serial: 1, refresh: 3600, retry: 1200, expire: 604_800,
            minimum: self.timeToLive)
        return DNSRecord(name: name, timeToLive: self.timeToLive, content: .soa(authority))
    }

    private static let nobody = DNSName("nobody.invalid") ?? .root
}

/// What a zone has to say to a question.
public enum ZoneAnswer: Hashable, Sendable {
    /// The records that were asked for.
    case records([DNSRecord])
    /// The name exists and has no such records; the SOA record says for how long that may be remembered (RFC 2308
    /// section 2.2).
    case noData(DNSRecord)
    /// The zone does not have the name, or does not answer such questions.
    case refused
}

extension DNSRecordType {
    /// Whether it is no type of records but something that servers do among themselves: transfers, keys, signatures of
    /// messages, and EDNS (RFC 6895 section 3.1).
    fileprivate var isForServers: Bool { self == .opt || (128...254).contains(self.rawValue) }
}

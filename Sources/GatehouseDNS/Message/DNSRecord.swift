/// A resource record: something that is known of a name.
public struct DNSRecord: Hashable, Sendable {
    /// Content by type.
    public enum Content: Hashable, Sendable {
        /// An address: of type A or AAAA, after its family.
        case address(IPAddress)
        /// The name that has the records.
        case cname(DNSName)
        /// What the zone says of itself.
        case soa(StartOfAuthority)
        /// Bytes of any other type or class. Names among them may be compressed and then mean nothing outside their
        /// message; modern types do not do that (RFC 3597 section 4).
        case other(DNSRecordType, [UInt8])
    }

    /// Whose record it is.
    public var name: DNSName
    /// Its class.
    public var recordClass: DNSClass
    /// For how many seconds it may be kept, at most 2³¹ − 1. 0: for the question at hand only.
    public var timeToLive: UInt32
    /// What it says.
    public var content: Content

    /// A record.
    public init(name: DNSName, recordClass: DNSClass = .internet, timeToLive: UInt32, content: Content) {
        self.name = name
        self.recordClass = recordClass
        self.timeToLive = timeToLive
        self.content = content
    }

    /// Its type.
    public var type: DNSRecordType {
        switch self.content {
        case .address(.v4): .a
        case .address(.v6): .aaaa
        case .cname: .cname
        case .soa: .soa
        case .other(let type, _): type
        }
    }
}

/// The type of a record, or of the records that are asked for.
public struct DNSRecordType: RawRepresentable, Hashable, Sendable {
    /// The number.
    public let rawValue: UInt16

    /// A type by its number.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// An IPv4 address.
    public static let a = DNSRecordType(rawValue: 1)
    /// Another name that has the records of this one.
    public static let cname = DNSRecordType(rawValue: 5)
    /// What a zone says of itself; how long a name's absence may be remembered (RFC 2308).
    public static let soa = DNSRecordType(rawValue: 6)
    /// An IPv6 address.
    public static let aaaa = DNSRecordType(rawValue: 28)
    /// What a sender is able to do beyond RFC 1035 (RFC 6891); in the message it is `DNSMessage.edns`.
    public static let opt = DNSRecordType(rawValue: 41)
    /// Asks for records of every type.
    public static let any = DNSRecordType(rawValue: 255)
}

extension DNSRecordType: CustomStringConvertible {
    /// `AAAA`, or `TYPE65` (RFC 3597 section 5) for one that is not known here.
    public var description: String {
        switch self {
        case .a: "A"
        case .cname: "CNAME"
        case .soa: "SOA"
        case .aaaa: "AAAA"
        case .opt: "OPT"
        case .any: "ANY"
        default: "TYPE\(self.rawValue)"
        }
    }
}

/// The class of a record. Nothing but the Internet's is of use here.
public struct DNSClass: RawRepresentable, Hashable, Sendable {
    /// The number.
    public let rawValue: UInt16

    /// A class by its number.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The Internet.
    public static let internet = DNSClass(rawValue: 1)
}

/// What a message wants or brings, beside its questions.
public struct DNSOpcode: RawRepresentable, Hashable, Sendable {
    /// The number, at most 15.
    public let rawValue: UInt8

    /// A code by its number.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// A question and its answer.
    public static let query = DNSOpcode(rawValue: 0)
}

/// How a server answers.
public struct DNSResponseCode: RawRepresentable, Hashable, Sendable {
    /// The number, at most 4,095; above 15 it needs EDNS to travel.
    public let rawValue: UInt16

    /// A code by its number.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// No error; whether there are records of the type is another matter.
    public static let noError = DNSResponseCode(rawValue: 0)
    /// The server could not read the query.
    public static let formatError = DNSResponseCode(rawValue: 1)
    /// The server could not find out.
    public static let serverFailure = DNSResponseCode(rawValue: 2)
    /// There is no such name.
    public static let noSuchName = DNSResponseCode(rawValue: 3)
    /// The server does not know this kind of query.
    public static let notImplemented = DNSResponseCode(rawValue: 4)
    /// The server does not answer this client, or not this question.
    public static let refused = DNSResponseCode(rawValue: 5)
    /// The server does not speak the version of EDNS.
    public static let badVersion = DNSResponseCode(rawValue: 16)
}

extension DNSResponseCode: CustomStringConvertible {
    /// The name that tools print, such as `SERVFAIL`.
    public var description: String {
        switch self {
        case .noError: "NOERROR"
        case .formatError: "FORMERR"
        case .serverFailure: "SERVFAIL"
        case .noSuchName: "NXDOMAIN"
        case .notImplemented: "NOTIMP"
        case .refused: "REFUSED"
        case .badVersion: "BADVERS"
        default: "RCODE\(self.rawValue)"
        }
    }
}

/// What stands at the front of a message, without the counts (RFC 1035 section 4.1.1).
public struct DNSHeader: Hashable, Sendable {
    /// What the sender of a query chose; the response has it too.
    public var id: UInt16
    /// Whether this is a response (QR).
    public var isResponse: Bool
    /// What is wanted.
    public var opcode: DNSOpcode
    /// Whether the server has the zone itself (AA).
    public var isAuthoritative: Bool
    /// Whether the message had to break off (TC); the whole one is to be had over TCP.
    public var isTruncated: Bool
    /// Whether the server shall ask others (RD).
    public var recursionDesired: Bool
    /// Whether the server does ask others (RA).
    public var recursionAvailable: Bool
    /// Whether the server vouches for the data (AD, RFC 4035).
    public var isAuthenticData: Bool
    /// Whether the client does without that (CD, RFC 4035).
    public var checkingDisabled: Bool
    /// How the server answers, the bits that travel by EDNS included.
    public var responseCode: DNSResponseCode

    /// A header.
    public init(
        id: UInt16, isResponse: Bool = false, opcode: DNSOpcode = .query, isAuthoritative: Bool = false,
        isTruncated: Bool = false, recursionDesired: Bool = false, recursionAvailable: Bool = false,
        isAuthenticData: Bool = false, checkingDisabled: Bool = false, responseCode: DNSResponseCode = .noError
    ) {
        self.id = id
        self.isResponse = isResponse
        self.opcode = opcode
        self.isAuthoritative = isAuthoritative
        self.isTruncated = isTruncated
        self.recursionDesired = recursionDesired
        self.recursionAvailable = recursionAvailable
        self.isAuthenticData = isAuthenticData
        self.checkingDisabled = checkingDisabled
        self.responseCode = responseCode
    }
}

extension DNSHeader {
    init(id: UInt16, flags: UInt16) {
        self.init(
            id: id, isResponse: flags & 0x8000 != 0, opcode: DNSOpcode(rawValue: UInt8(flags >> 11 & 0xF)),
            isAuthoritative: flags & 0x0400 != 0, isTruncated: flags & 0x0200 != 0,
            recursionDesired: flags & 0x0100 != 0, recursionAvailable: flags & 0x0080 != 0,
            isAuthenticData: flags & 0x0020 != 0, checkingDisabled: flags & 0x0010 != 0,
            responseCode: DNSResponseCode(rawValue: flags & 0xF))
    }

    /// The second pair of bytes; of the response code what has room there.
    var flags: UInt16 {
        var flags = UInt16(self.opcode.rawValue & 0xF) << 11 | self.responseCode.rawValue & 0xF
        if self.isResponse { flags |= 0x8000 }
        if self.isAuthoritative { flags |= 0x0400 }
        if self.isTruncated { flags |= 0x0200 }
        if self.recursionDesired { flags |= 0x0100 }
        if self.recursionAvailable { flags |= 0x0080 }
        if self.isAuthenticData { flags |= 0x0020 }
        if self.checkingDisabled { flags |= 0x0010 }
        return flags
    }
}

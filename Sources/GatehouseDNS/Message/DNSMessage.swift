/// A query or a response (RFC 1035 section 4), for either end.
public struct DNSMessage: Hashable, Sendable {
    /// What stands at its front.
    public var header: DNSHeader
    /// What is asked; one question, wherever this is in use.
    public var questions: [DNSQuestion]
    /// The records that answer.
    public var answers: [DNSRecord]
    /// Records of the zone that answers: the SOA of one that has no records to answer with.
    public var authorities: [DNSRecord]
    /// Records that may be of use, without the OPT record.
    public var additionals: [DNSRecord]
    /// The OPT record; nil when there is none.
    public var edns: EDNS?

    /// A message.
    public init(
        header: DNSHeader, questions: [DNSQuestion] = [], answers: [DNSRecord] = [], authorities: [DNSRecord] = [],
        additionals: [DNSRecord] = [], edns: EDNS? = nil
    ) {
        self.header = header
        self.questions = questions
        self.answers = answers
        self.authorities = authorities
        self.additionals = additionals
        self.edns = edns
    }

    /// The query of a client that leaves the search to its server.
    public static func query(id: UInt16, _ question: DNSQuestion, edns: EDNS? = EDNS()) -> DNSMessage {
        DNSMessage(header: DNSHeader(id: id, recursionDesired: true), questions: [question], edns: edns)
    }

    /// A response to this query: of the same id, opcode, questions and wish for recursion, with EDNS if the query has it.
    public func response(
        code: DNSResponseCode = .noError, answers: [DNSRecord] = [], authorities: [DNSRecord] = [],
        isAuthoritative: Bool = false, recursionAvailable: Bool = true
    ) -> DNSMessage {
        DNSMessage(
            header: DNSHeader(
                id: self.header.id, isResponse: true, opcode: self.header.opcode, isAuthoritative: isAuthoritative,
                recursionDesired: self.header.recursionDesired, recursionAvailable: recursionAvailable,
                checkingDisabled: self.header.checkingDisabled, responseCode: code),
            questions: self.questions, answers: answers, authorities: authorities,
            edns: self.edns.map { _ in EDNS() })
    }

    /// The largest datagram that may answer this query, in bytes: what the client says that it takes, within 512 (RFC
    /// 1035 section 4.2.1) and what passes without being cut.
    public var responseLimit: Int {
        Int(min(max(self.edns?.udpPayloadSize ?? 512, 512), EDNS.unfragmentedSize))
    }
}

/// Why bytes are no DNS message.
public enum DNSMessageError: Error, Hashable, Sendable {
    /// They end before the message does.
    case endsEarly
    /// A name is too long, has a label of an unknown kind, or a pointer that does not lead back.
    case malformedName
    /// A record's content is not of the length that it says, or not what its type asks for.
    case malformedRecord
    /// An OPT record is not at the root, or is not the only one (RFC 6891 section 6.1.1).
    case malformedOPT
}

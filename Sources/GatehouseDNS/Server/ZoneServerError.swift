/// Why a server of a zone does not listen.
public enum ZoneServerError: Error, Hashable, Sendable {
    /// The address cannot be bound for UDP or for TCP.
    case cannotBind(ServerAddress, transport: String, reason: String)
    /// It listens already, or is about to.
    case alreadyStarted
    /// It was shut down.
    case shutDown
}

extension ZoneServerError: CustomStringConvertible {
    /// What is wrong and what helps.
    public var description: String {
        switch self {
        case .cannotBind(let address, let transport, let reason):
            "DNS queries cannot be taken at \(address): the \(transport) socket cannot be bound (\(reason)); "
                + "no host is answered for. Give another address or port; one below 1024 takes privileges."
        case .alreadyStarted: "DNS queries are taken already; one server has one address."
        case .shutDown: "The DNS server was shut down; one that is to listen again is a new one."
        }
    }
}

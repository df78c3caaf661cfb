/// Why a lookup found out nothing.
public enum LookupFailure: Error, Hashable, Sendable {
    /// No host can have this name.
    case invalidName
    /// There is no server to ask.
    case noServer
    /// The server did not answer in time, nor did any other.
    case timedOut(ServerAddress)
    /// The server could not be reached, nor could any other.
    case unreachable(ServerAddress, reason: String)
    /// The server answers with an error, and no other had more to say.
    case refused(ServerAddress, DNSResponseCode)
    /// What the server answers makes no sense, and no other had more to say.
    case malformedAnswer(ServerAddress)
    /// Too many lookups are under way.
    case tooManyLookups
    /// The resolver was shut down meanwhile.
    case shutDown

    /// Whether a server answered, if only with an error. Such a server may know more about another name.
    var isAnswer: Bool {
        switch self {
        case .refused, .malformedAnswer: true
        case .invalidName, .noServer, .timedOut, .unreachable, .tooManyLookups, .shutDown: false
        }
    }
}

extension LookupFailure: CustomStringConvertible {
    /// The failure in a few words, for dumps and logs.
    public var description: String {
        switch self {
        case .invalidName: "not a host name"
        case .noServer: "no DNS server"
        case .timedOut(let server): "no answer from \(server) in time"
        case .unreachable(let server, let reason): "cannot reach \(server): \(reason)"
        case .refused(let server, let code): "\(server) answers \(code)"
        case .malformedAnswer(let server): "the answer of \(server) makes no sense"
        case .tooManyLookups: "too many lookups at a time"
        case .shutDown: "shut down"
        }
    }
}

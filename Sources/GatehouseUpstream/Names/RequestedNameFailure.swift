/// Why a request does not get the addresses of the host that it names.
public enum RequestedNameFailure: Hashable, Sendable {
    /// The request names no host, or none of those that the cluster is for.
    case notCovered
    /// There is no such name, or it has no address.
    case notFound
    /// Nobody could be asked, or nobody answered.
    case unanswered
    /// It has addresses, and none that the gateway connects to on a client's word.
    case outOfReach

    /// The failure in the access log, between the braces of `dns_resolution_failure{…}`.
    public var details: String {
        switch self {
        case .notCovered: "host_not_covered"
        case .notFound: "no_such_name"
        case .unanswered: "no_answer"
        case .outOfReach: "address_out_of_reach"
        }
    }
}

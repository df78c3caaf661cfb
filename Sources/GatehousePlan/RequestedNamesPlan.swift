/// Hosts that requests themselves name and that are resolved when they do (semantics S1, DYNAMIC_DNS).
public struct RequestedNamesPlan: Hashable, Sendable {
    /// Which addresses of a name are connected to. Whoever has a name below the wildcard can have it resolve to anything,
    /// to the gateway's own host and its neighbours as well.
    public enum Reach: String, Hashable, Sendable, CaseIterable {
        /// Those of the Internet.
        case publicAddresses = "public"
        /// Those of private networks too.
        case privateAddresses = "private"
        /// Every one: the host itself and its link too.
        case anyAddress = "any"
    }

    /// What the names that may be asked for end in, after at least one more byte: `.example.com` for `*.example.com`.
    public var suffix: String
    /// The port to connect to. A port that a request names is not looked at.
    public var port: Int
    /// Which of their addresses are connected to.
    public var reach: Reach

    /// Hosts of requests.
    public init(suffix: String, port: Int, reach: Reach = .privateAddresses) {
        self.suffix = suffix
        self.port = port
        self.reach = reach
    }
}

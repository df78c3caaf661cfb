/// How names are resolved.
public struct ResolverConfiguration: Hashable, Sendable {
    /// The servers, in the order in which they are asked.
    public var servers: [ServerAddress]
    /// The domains that are tried as the ends of names, in order.
    public var search: [DNSName] = []
    /// How many dots a name needs to be tried as it is before the search domains are.
    public var ndots = 1
    /// Whether a name without a dot is also tried as it is, after the search domains.
    public var triesSingleLabels = true
    /// How long one server may take to answer one query, over TCP the connecting included.
    public var timeout: Duration = .seconds(5)
    /// How often a server that stays silent is asked for one name; at least once.
    public var attempts = 2
    /// Whether lookups begin with one server after the other, and not always with the first.
    public var rotatesServers = false
    /// Whether servers are asked over TCP at once.
    public var usesTCP = false
    /// Names that have their addresses from a file; servers are not asked for them.
    public var hosts = HostsFile()
    /// The most queries that are under way at a time, each with a socket of its own; others wait their turn.
    public var maximumQueries = 100
    /// The most names that are looked up at a time, waiting ones included; a lookup beyond that fails at once.
    public var maximumLookups = 10_000
    /// The longest that a name's absence is remembered, whatever its zone says.
    public var maximumNegativeTimeToLive: Duration = .seconds(60)
    /// When a name that is watched is asked for again.
    public var refresh = RefreshTimes()

    /// A configuration that has its servers and nothing else from the caller.
    public init(servers: [ServerAddress]) { self.servers = servers }

    /// The configuration of a host. Without a server in `resolvConf` the host itself is asked, as glibc does.
    public init(_ resolvConf: ResolvConf, hosts: HostsFile = HostsFile()) {
        self.init(servers: resolvConf.servers.isEmpty ? [ServerAddress(.v4(0x7F00_0001))] : resolvConf.servers)
        self.search = resolvConf.search
        self.ndots = resolvConf.ndots
        self.triesSingleLabels = resolvConf.triesSingleLabels
        self.timeout = .seconds(resolvConf.timeoutSeconds)
        self.attempts = resolvConf.attempts
        self.rotatesServers = resolvConf.rotatesServers
        self.usesTCP = resolvConf.usesTCP
        self.hosts = hosts
    }
}

/// A name that is kept resolved, as dumps and metrics show it.
public struct WatchedName: Hashable, Sendable {
    /// The name, as the caller spells it.
    public var name: String
    /// Its addresses.
    public var addresses = ResolvedAddresses()
    /// Whether anybody ever answered; before that nothing is known of the addresses.
    public var isResolved = false
    /// The time until it is asked for again; nil while that happens.
    public var nextLookup: Duration?
    /// Why the last lookup brought nothing or not everything; nil when it did.
    public var lastFailure: String?
    /// How many lookups have ended.
    public var lookups = 0
    /// How many of them brought nothing or not everything.
    public var failedLookups = 0
}

/// How much a registry holds.
public struct RegistryLimits: Hashable, Sendable {
    /// How many changes are remembered for watches and for lists of the past; at least 1.
    public var events: Int
    /// How many bytes the objects of those changes may have when they are written. In memory they take several times as
    /// much, as far as they are not those that are there anyway. The last change is remembered whatever its size.
    public var eventBytes: Int
    /// How large the database file may get, in bytes; the write-ahead log beside it takes some megabytes more. What etcd
    /// takes unless told otherwise.
    public var storeBytes: Int

    /// Limits.
    public init(
        events: Int = 10_000, eventBytes: Int = 32 * 1024 * 1024, storeBytes: Int = 2 * 1024 * 1024 * 1024
    ) {
        self.events = max(1, events)
        self.eventBytes = eventBytes
        self.storeBytes = storeBytes
    }
}

public import GatehouseModel

/// Something that happened to a resource, as `kubectl describe` shows it: an Event of core/v1.
public struct Event: Hashable, Sendable {
    /// Whether anybody has to do anything about it.
    public enum Level: String, Hashable, Sendable {
        /// Nobody has.
        case normal = "Normal"
        /// Somebody has.
        case warning = "Warning"
    }

    /// The event's own name: the resource's, a dot and 16 hexadecimal digits. The same event that happens again keeps it.
    public var name: String
    /// The resource that it happened to.
    public var resource: ResourceKey
    /// Tells the resource from others of its name; nil where no API server gave one.
    public var uid: String?
    /// Whether anybody has to do anything about it; `type` in Kubernetes' words.
    public var level: Level
    /// What happened, as one word.
    public var reason: ConditionReason
    /// What happened, for people; at most `ConditionMessage.limit` bytes.
    public var message: String
    /// When it happened first, in seconds since 1970 in UTC.
    public var firstTimestamp: Int
    /// When it happened last, in seconds since 1970 in UTC.
    public var lastTimestamp: Int
    /// How often it has happened; from 1. From 2 on, an event of this name was handed out before, and it is to be
    /// replaced.
    public var count: Int
}

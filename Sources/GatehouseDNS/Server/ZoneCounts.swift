/// What a server of a zone has done since it began.
public struct ZoneCounts: Hashable, Sendable {
    /// How many queries were answered with each code.
    public var replies: [DNSResponseCode: Int] = [:]
    /// Messages that got no reply: too short for a header, or responses themselves.
    public var ignored = 0
    /// Replies over UDP that were given up: the client's port was 0, or the kernel had no room for more.
    public var dropped = 0
    /// TCP connections that were let in.
    public var connections = 0
    /// TCP connections that were closed at once, because as many were open as may be.
    public var refusedConnections = 0

    /// Nothing has been done.
    public init() {}
}

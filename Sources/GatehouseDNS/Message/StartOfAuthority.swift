/// What a zone says of itself (RFC 1035 section 3.3.13).
public struct StartOfAuthority: Hashable, Sendable {
    /// The zone's primary server.
    public var primaryServer: DNSName
    /// The mailbox of who answers for it, as a name.
    public var mailbox: DNSName
    /// The version of the zone.
    public var serial: UInt32
    /// After how many seconds a secondary server looks for a new version.
    public var refresh: UInt32
    /// After how many seconds it looks again when that failed.
    public var retry: UInt32
    /// After how many seconds without success it stops to answer.
    public var expire: UInt32
    /// For how many seconds a name's absence may be remembered (RFC 2308 section 4).
    public var minimum: UInt32

    /// What a zone says.
    public init(
        primaryServer: DNSName, mailbox: DNSName, serial: UInt32, refresh: UInt32 = 0, retry: UInt32 = 0,
        expire: UInt32 = 0, minimum: UInt32
    ) {
        self.primaryServer = primaryServer
        self.mailbox = mailbox
        self.serial = serial
        self.refresh = refresh
        self.retry = retry
        self.expire = expire
        self.minimum = minimum
    }
}

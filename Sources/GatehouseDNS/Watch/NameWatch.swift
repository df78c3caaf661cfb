/// One name that is kept resolved: which addresses it has, and when it is asked for again.
///
/// What a lookup does to the addresses is decided for each family:
///
/// - Addresses replace those from before. Their order is of no weight: servers turn it with every answer.
/// - A denial leaves none, as in Envoy, whose resolver takes NXDOMAIN and NODATA for an answer of no addresses. It is
///   believed when the zone's SOA record comes with it or the other family has addresses; otherwise nobody shows that the
///   answer is anybody's who knows (RFC 2308 section 5), and it has to be said a few times in a row.
/// - A failure leaves what was there, for however long it lasts (semantics S1).
public struct NameWatch: Sendable {
    /// What follows from a lookup.
    public struct Decision: Hashable, Sendable {
        /// After which time the name is to be asked for again.
        public var nextLookup: Duration
        /// Whether the addresses are not those from before, or known for the first time.
        public var hasChanged: Bool
    }

    private let times: RefreshTimes
    /// The addresses.
    public private(set) var addresses = ResolvedAddresses()
    /// Whether anybody ever answered; before that nothing is known of the addresses.
    public private(set) var isResolved = false
    /// Why the last lookup brought nothing or not everything; nil when it did.
    public private(set) var lastFailure: String?
    /// Lookups in a row that brought nothing.
    private var failures = 0
    /// Those of them at the end that denied the name without proof.
    private var unprovenDenials = 0

    /// A name that nothing is known of.
    public init(times: RefreshTimes) { self.times = times }

    /// A lookup ended.
    ///
    /// - Parameter jitter: a random number within 0 and 1, so that names that failed together are not asked for together.
    public mutating func resolved(_ result: LookupResult, jitter: Double) -> Decision {
        let before = (self.addresses, self.isResolved)
        let isDenied = result.isDenied
        self.unprovenDenials = isDenied && !result.isProven ? self.unprovenDenials + 1 : 0
        let isBelieved =
            result.hasAddresses || result.isProven || self.unprovenDenials >= max(1, self.times.unprovenDenials)
        self.addresses.v4.adopt(result.v4, believingDenials: isBelieved)
        self.addresses.v6.adopt(result.v6, believingDenials: isBelieved)
        self.lastFailure = result.failureText(isBelieved: isBelieved)
        if result.hasAddresses || isDenied && isBelieved { self.isResolved = true }
        self.failures = result.hasAddresses || isDenied && result.isProven ? 0 : min(self.failures + 1, 64)
        return Decision(
            nextLookup: self.delay(after: result, jitter: jitter),
            hasChanged: self.isResolved && (!before.1 || !self.addresses.isSame(as: before.0)))
    }

    private func delay(after result: LookupResult, jitter: Double) -> Duration {
        let times = self.times
        guard self.failures == 0 else { return self.backOff(jitter: jitter) }
        if result.hasAddresses {
            let stated = min(max(result.timeToLive ?? times.unstated, times.minimum), times.maximum)
            // Of the other family nothing is known yet.
            return result.hasFailure ? min(stated, max(times.minimum, times.maximumRetry)) : stated
        }
        return min(max(result.denialTimeToLive ?? times.unstated, times.minimum), times.maximumRetry)
    }

    /// From half of a time that doubles with every failure up to all of it.
    private func backOff(jitter: Double) -> Duration {
        var full = min(self.times.firstRetry, self.times.maximumRetry)
        for _ in 1..<self.failures where full < self.times.maximumRetry {
            full = min(full * 2, self.times.maximumRetry)
        }
        return full / 2 + full / 2 * min(max(jitter, 0), 1)
    }
}

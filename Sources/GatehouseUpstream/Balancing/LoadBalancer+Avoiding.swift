extension LoadBalancer {
    /// How often a pick that was tried before is drawn again (as Istio sets it).
    private static let redraws = 5

    /// Picks a host for another try of a request, one that was not tried yet if it can (semantics A10): after five
    /// more draws, any one that requests go to now, where Envoy would take whatever comes; a tried one when there is no
    /// other. Nil when none may be picked.
    /// - Parameters:
    ///   - random: 64 random bits, for this pick alone.
    ///   - hash: What the request is hashed by, under consistent hashing. The other hosts of a key are always the same.
    ///   - now: The time in nanoseconds, of the same clock as before.
    ///   - isTried: Whether a host was tried already.
    ///   - tried: The priorities to leave out, unless no other one has healthy hosts.
    ///   - active: The requests under way at a host.
    public mutating func pick(
        random: UInt64, hash: UInt64? = nil, now: UInt64, avoiding isTried: (Int) -> Bool,
        avoidingPriorities tried: TriedPriorities = TriedPriorities(), active: (Int) -> Int
    ) -> Int? {
        var random = RandomBits(seed: random)
        var last: Int?
        for attempt in 0...Self.redraws {
            let pick = self.pick(&random, hash: hash, attempt: attempt, tried: tried, now: now, active: active)
            guard let index = pick else { return nil }
            guard isTried(index) else { return index }
            last = index
        }
        let start = hash ?? random.next()
        for tier in self.tiers.indices where self.isInUse(tier, tried: tried) {
            if let index = self.tiers[tier].untried(from: start, isTried) { return index }
        }
        return last
    }
}

/// What a lookup's result means to somebody who keeps a name resolved.
extension LookupResult {
    private var families: [FamilyAnswer] { [self.v4, self.v6] }

    private var denials: [Denial] {
        self.families.compactMap { if case .denied(let denial) = $0 { denial } else { nil } }
    }

    private var failures: [LookupFailure] {
        self.families.compactMap { if case .failed(let failure) = $0 { failure } else { nil } }
    }

    /// Whether nothing was found out about one of the families at least.
    var hasFailure: Bool { !self.failures.isEmpty }

    /// Whether the name is said to have no address of either family.
    var isDenied: Bool { self.denials.count == 2 }

    /// Whether every denial comes with the SOA record of its zone.
    var isProven: Bool { self.denials.allSatisfy { $0.timeToLive != nil } }

    /// For how long the addresses may be kept; nil when nothing says.
    var timeToLive: Duration? {
        self.families.compactMap { if case .addresses(_, let timeToLive) = $0 { timeToLive } else { nil } }.min()
    }

    /// For how long the denials may be remembered; nil when nothing says.
    var denialTimeToLive: Duration? { self.denials.compactMap(\.timeToLive).min() }

    /// What went wrong, in a few words; nil for nothing.
    func failureText(isBelieved: Bool) -> String? {
        if let failure = self.failures.first { return "\(failure)" }
        guard self.isDenied else { return nil }
        let text = self.denials.contains { $0.kind == .noData } ? "the name has no address" : "there is no such name"
        return isBelieved ? text : text + ", says a server that shows no zone"
    }
}

extension ResolvedAddresses {
    /// Whether both have the same addresses, in whatever order.
    func isSame(as other: ResolvedAddresses) -> Bool {
        Set(self.v4) == Set(other.v4) && Set(self.v6) == Set(other.v6)
    }
}

extension [IPAddress] {
    /// Takes over what a lookup found out about a family.
    mutating func adopt(_ answer: FamilyAnswer, believingDenials: Bool) {
        switch answer {
        // The same addresses stay in the order that somebody may have built on.
        case .addresses(let addresses, _): if Set(self) != Set(addresses) { self = addresses }
        case .denied: if believingDenials { self = [] }
        case .failed: break
        }
    }
}

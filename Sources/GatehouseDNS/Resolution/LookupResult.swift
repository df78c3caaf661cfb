/// What a lookup found out, for each family.
public struct LookupResult: Hashable, Sendable {
    /// About IPv4 addresses.
    public var v4: FamilyAnswer
    /// About IPv6 addresses.
    public var v6: FamilyAnswer

    /// A result.
    public init(v4: FamilyAnswer, v6: FamilyAnswer) {
        self.v4 = v4
        self.v6 = v6
    }

    /// A failure of both families.
    public init(failed failure: LookupFailure) { self.init(v4: .failed(failure), v6: .failed(failure)) }

    /// Addresses that nobody was asked for.
    init(local addresses: ResolvedAddresses) {
        let answer: ([IPAddress]) -> FamilyAnswer = { addresses in
            addresses.isEmpty
                ? .denied(Denial(kind: .noData, timeToLive: nil)) : .addresses(addresses, timeToLive: nil)
        }
        self.init(v4: answer(addresses.v4), v6: answer(addresses.v6))
    }
}

/// What a lookup found out about the addresses of one family.
public enum FamilyAnswer: Hashable, Sendable {
    /// At least one address, each once, in the order of the answer; and for how long they may be kept, the least of all
    /// records that led to them. Nil: nothing says for how long.
    case addresses([IPAddress], timeToLive: Duration?)
    /// A server says that there is none.
    case denied(Denial)
    /// Nothing was found out.
    case failed(LookupFailure)
}

/// That a name has no addresses of a family.
public struct Denial: Hashable, Sendable {
    /// What there is not.
    public enum Kind: Hashable, Sendable {
        /// The name, of any type (NXDOMAIN).
        case noName
        /// Records of the type (NODATA).
        case noData
    }

    /// What there is not.
    public var kind: Kind
    /// For how long that may be remembered, by the SOA record of the zone (RFC 2308 section 5); nil when the answer has
    /// none, and so shows nobody who would know.
    public var timeToLive: Duration?

    /// A denial.
    public init(kind: Kind, timeToLive: Duration?) {
        self.kind = kind
        self.timeToLive = timeToLive
    }

    /// What two names' denials are together: the records are what is missing if one of the names exists, and neither is
    /// remembered for longer than the other.
    func merged(with other: Denial) -> Denial {
        let kind: Kind = self.kind == .noData || other.kind == .noData ? .noData : .noName
        guard let mine = self.timeToLive, let theirs = other.timeToLive else {
            return Denial(kind: kind, timeToLive: nil)
        }
        return Denial(kind: kind, timeToLive: min(mine, theirs))
    }
}

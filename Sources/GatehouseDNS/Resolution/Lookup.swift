/// One lookup: the addresses of a name in both families, from the first of its full names that exists.
///
/// Both families are asked for at the same time, each of one server after the other. A full name that is denied, or that
/// every server answers with an error for, is followed by the next one; where servers stay silent the lookup fails, since
/// they would do so again. After an error, no denial of a later name is believed.
public struct Lookup: Sendable {
    /// What is to be done.
    public enum Decision: Hashable, Sendable {
        /// Send this, and tell of what comes of it, or that nothing came in time.
        case send(OutgoingQuery)
        /// The query of this number is over; nothing about it matters any more.
        case end(query: Int)
        /// The lookup is over. Always the last decision.
        case finish(LookupResult)
    }

    private let configuration: ResolverConfiguration
    /// The full names that have not been asked for.
    private var candidates: ArraySlice<DNSName>
    /// Those that stayed silent come last.
    private var servers: [ServerAddress]
    private var v4: FamilyLookup
    private var v6: FamilyLookup
    /// What the full names before this one have brought.
    private var before: LookupResult?

    /// A lookup of `name`, which may need a search domain, with servers in the order in which they are to be asked; nil
    /// when no host can have the name.
    public init?(_ name: String, servers: [ServerAddress], configuration: ResolverConfiguration) {
        self.configuration = configuration
        self.candidates = configuration.candidates(for: name)[...]
        self.servers = servers
        guard let first = self.candidates.popFirst() else { return nil }
        self.v4 = FamilyLookup(.a, of: first, servers: servers, firstNumber: 0, configuration: configuration)
        self.v6 = FamilyLookup(.aaaa, of: first, servers: servers, firstNumber: 1, configuration: configuration)
    }

    // MARK: Events

    /// The lookup begins.
    public mutating func started(using random: inout some RandomNumberGenerator) -> [Decision] {
        let id = UInt16.random(in: .min ... .max, using: &random)
        let first = self.v4.askNext(id: id)
        let otherID = UInt16.random(in: .min ... .max, using: &random)
        let second = self.v6.askNext(id: otherID)
        return self.decisions(after: [first, second], of: nil, using: &random)
    }

    /// Bytes came to the socket of the query of this number.
    public mutating func received(
        _ bytes: [UInt8], from sender: ServerAddress, query number: Int,
        using random: inout some RandomNumberGenerator
    ) -> [Decision] {
        self.event(of: number, using: &random) { $0.received(bytes, from: sender, id: $1) }
    }

    /// The query of this number was not answered in time.
    public mutating func timedOut(query number: Int, using random: inout some RandomNumberGenerator) -> [Decision] {
        self.deferServer(of: number)
        return self.event(of: number, using: &random) { $0.timedOut(id: $1) }
    }

    /// The query of this number could not be sent, or its connection broke.
    public mutating func failed(
        query number: Int, reason: String, using random: inout some RandomNumberGenerator
    ) -> [Decision] {
        self.deferServer(of: number)
        return self.event(of: number, using: &random) { $0.failed(reason: reason, id: $1) }
    }

    private mutating func event(
        of number: Int, using random: inout some RandomNumberGenerator,
        _ body: (inout FamilyLookup, UInt16) -> FamilyLookup.Step
    ) -> [Decision] {
        let id = UInt16.random(in: .min ... .max, using: &random)
        if self.v4.isWaiting(for: number) {
            return self.decisions(after: [body(&self.v4, id)], of: number, using: &random)
        }
        guard self.v6.isWaiting(for: number) else { return [] }
        return self.decisions(after: [body(&self.v6, id)], of: number, using: &random)
    }

    /// Later names are better asked of other servers first.
    private mutating func deferServer(of number: Int) {
        guard let server = self.v4.server(of: number) ?? self.v6.server(of: number),
            let index = self.servers.firstIndex(of: server)
        else { return }
        self.servers.append(self.servers.remove(at: index))
    }

    // MARK: What follows

    private mutating func decisions(
        after steps: [FamilyLookup.Step], of number: Int?, using random: inout some RandomNumberGenerator
    ) -> [Decision] {
        var decisions: [Decision] = []
        for step in steps where step != .ignore {
            if let number { decisions.append(.end(query: number)) }
            if case .send(let query) = step { decisions.append(.send(query)) }
        }
        guard let v4 = self.v4.answer, let v6 = self.v6.answer else {
            if self.v4.answer?.isAddresses == true { self.v6.hurriedBy = self.v4.answeredBy }
            if self.v6.answer?.isAddresses == true { self.v4.hurriedBy = self.v6.answeredBy }
            return decisions
        }
        return decisions + self.concluded(LookupResult(v4: v4, v6: v6), using: &random)
    }

    /// Both families of a full name are settled.
    private mutating func concluded(
        _ result: LookupResult, using random: inout some RandomNumberGenerator
    ) -> [Decision] {
        if result.hasAddresses { return [.finish(result)] }
        let all = self.before?.merged(with: result) ?? result
        self.before = all
        guard result.mayFollowAnother, let name = self.candidates.popFirst() else { return [.finish(all)] }
        let number = max(self.v4.nextNumber, self.v6.nextNumber)
        self.v4 = FamilyLookup(
            .a, of: name, servers: self.servers, firstNumber: number, configuration: self.configuration)
        self.v6 = FamilyLookup(
            .aaaa, of: name, servers: self.servers, firstNumber: number + 1, configuration: self.configuration)
        return self.started(using: &random)
    }
}

extension LookupResult {
    /// Whether there is an address of any family.
    var hasAddresses: Bool { self.v4.isAddresses || self.v6.isAddresses }

    /// Whether servers can be expected to say something about another name.
    fileprivate var mayFollowAnother: Bool {
        [self.v4, self.v6].allSatisfy { answer in
            if case .failed(let failure) = answer { failure.isAnswer } else { true }
        }
    }

    /// What is found out when two full names have no addresses.
    fileprivate func merged(with other: LookupResult) -> LookupResult {
        LookupResult(v4: self.v4.merged(with: other.v4), v6: self.v6.merged(with: other.v6))
    }
}

extension FamilyAnswer {
    /// Whether there are addresses.
    var isAddresses: Bool {
        if case .addresses = self { true } else { false }
    }

    /// What is found out when two full names have no addresses: a failure is stronger than a denial, the last failure
    /// than those before.
    fileprivate func merged(with other: FamilyAnswer) -> FamilyAnswer {
        switch (self, other) {
        case (.denied(let mine), .denied(let theirs)): .denied(mine.merged(with: theirs))
        case (_, .failed), (.addresses, _), (_, .addresses): other
        case (.failed, .denied): self
        }
    }
}

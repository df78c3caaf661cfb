/// What a response says about the addresses that its question asks for.
enum ResponseReading: Hashable, Sendable {
    /// There are addresses, or there are none.
    case settled(FamilyAnswer)
    /// There is more than fits; the rest is to be had over TCP.
    case truncated
    /// The server does not understand EDNS (RFC 6891 section 7), or says that it understands nothing.
    case notUnderstood(DNSResponseCode)
    /// The server answers with an error.
    case refused(DNSResponseCode)
    /// The server neither knows nor asks others, or its aliases lead nowhere.
    case senseless

    /// More aliases in a row are taken for a loop.
    private static let maximumAliases = 16

    /// Reads a response to `question`.
    ///
    /// - Parameter maximumNegative: the longest that a denial is remembered.
    init(_ message: DNSMessage, to question: DNSQuestion, maximumNegative: Duration) {
        let header = message.header
        switch header.responseCode {
        case .noError, .noSuchName: break
        case .formatError, .notImplemented, .badVersion:
            self = .notUnderstood(header.responseCode)
            return
        default:
            self = .refused(header.responseCode)
            return
        }
        if header.isTruncated {
            self = .truncated
            return
        }
        guard let alias = AliasChain(from: question.name, in: message.answers, atMost: Self.maximumAliases) else {
            self = .senseless
            return
        }
        let records = message.answers.filter { $0.name == alias.end && $0.type == question.type && $0.isInternet }
        // The code speaks of the last name of the chain (RFC 6604 section 3).
        if header.responseCode == .noError, !records.isEmpty {
            let seconds = records.reduce(alias.timeToLive) { min($0, $1.timeToLive) }
            self = .settled(.addresses(records.distinctAddresses, timeToLive: .seconds(seconds)))
            return
        }
        let timeToLive = message.authorities.compactMap { $0.negativeTimeToLive(for: alias.end) }.min()
        if header.responseCode == .noError, timeToLive == nil, !header.isAuthoritative, !header.recursionAvailable {
            self = .senseless
            return
        }
        self = .settled(
            .denied(
                Denial(
                    kind: header.responseCode == .noSuchName ? .noName : .noData,
                    timeToLive: timeToLive.map { min(.seconds($0), maximumNegative) })))
    }
}

/// Where the aliases of a name lead within an answer, whatever the order of its records.
private struct AliasChain {
    /// The last name.
    private(set) var end: DNSName
    /// The least time of all aliases, in seconds.
    private(set) var timeToLive = UInt32.max

    /// Nil when there are more than `limit` aliases.
    init?(from name: DNSName, in records: [DNSRecord], atMost limit: Int) {
        self.end = name
        for _ in 0...limit {
            guard let (target, seconds) = self.alias(in: records) else { return }
            self.end = target
            self.timeToLive = min(self.timeToLive, seconds)
        }
        return nil
    }

    private func alias(in records: [DNSRecord]) -> (DNSName, UInt32)? {
        for record in records where record.name == self.end && record.isInternet {
            if case .cname(let target) = record.content { return (target, record.timeToLive) }
        }
        return nil
    }
}

extension DNSRecord {
    fileprivate var isInternet: Bool { self.recordClass == .internet }

    /// For how many seconds the zone lets the absence of `name` be remembered; nil for what is no SOA record of its zone.
    fileprivate func negativeTimeToLive(for name: DNSName) -> UInt32? {
        guard case .soa(let soa) = self.content, self.isInternet, name.isEqualOrBelow(self.name) else { return nil }
        return min(self.timeToLive, soa.minimum)
    }
}

extension [DNSRecord] {
    /// The addresses of these records, each once.
    fileprivate var distinctAddresses: [IPAddress] {
        var seen: Set<IPAddress> = []
        return self.compactMap { record in
            guard case .address(let address) = record.content, seen.insert(address).inserted else { return nil }
            return address
        }
    }
}

extension ResolverConfiguration {
    /// The full names that servers are asked for, one after the other until one exists; empty for what is no host name.
    ///
    /// As glibc does it: a name with a final dot is full. One with at least `ndots` dots is tried as it is and then under
    /// the search domains; any other the other way round. No name is tried twice.
    public func candidates(for text: String) -> [DNSName] {
        guard let name = DNSName(text), name.isHostName else { return [] }
        if text.hasSuffix(".") { return [name] }
        let dots = name.labels.count - 1
        var candidates = self.search.compactMap { name.appending($0) }
        if dots >= self.ndots {
            candidates.insert(name, at: 0)
        } else if dots > 0 || self.triesSingleLabels || candidates.isEmpty {
            candidates.append(name)
        }
        var seen: Set<DNSName> = []
        return candidates.filter { seen.insert($0).inserted }
    }

    /// The addresses of a name that no server needs to be asked for: an address itself, a name of the hosts file, or
    /// `localhost` and what is below it (RFC 6761 section 6.3); nil for any other.
    public func localAddresses(of text: String) -> ResolvedAddresses? {
        switch IPAddress(text) {
        case .v4(let number)?: return ResolvedAddresses(v4: [.v4(number)])
        case .v6(let high, let low)?: return ResolvedAddresses(v6: [.v6(high, low)])
        case nil: break
        }
        guard let name = DNSName(text) else { return nil }
        if let addresses = self.hosts[name] { return addresses }
        guard name.labels.last?.elementsEqual("localhost".utf8, by: { $0.lowercasedASCII == $1 }) == true else {
            return nil
        }
        return ResolvedAddresses(v4: [.v4(0x7F00_0001)], v6: [.v6(0, 1)])
    }
}

import GatehousePlan

/// Finds the one domain that answers for an authority: exact, then the longest wildcard, then `*` (semantics V4).
final class HostIndex: Sendable {
    private let trie: ByteTrie
    private let exact: ByteTrie.Root
    /// Suffixes, written backwards; -1 where there are none.
    private let suffixes: ByteTrie.Root
    private let any: Int?
    /// Where the domains are; of equal ones the first.
    let places: [HostPattern: Int]

    /// An index of `domains`; of equal ones the first counts.
    init(_ domains: [HostPattern]) {
        var exact: [[UInt8]: Int] = [:]
        var suffixes: [[UInt8]: Int] = [:]
        var any: Int?
        for (index, domain) in domains.enumerated() {
            switch domain {
            case .exact(let host):
                let bytes = Array(host.utf8)
                // An IPv6 address stands in brackets in an authority.
                let isBareIPv6 = bytes.contains(UInt8(ascii: ":")) && bytes.first != UInt8(ascii: "[")
                exact[isBareIPv6 ? [UInt8(ascii: "[")] + bytes + [UInt8(ascii: "]")] : bytes, default: index] = index
            case .suffix(let suffix): suffixes[suffix.utf8.reversed(), default: index] = index
            case .any: any = any ?? index
            }
        }
        var trie = ByteTrie()
        self.exact = trie.add(exact.map { .init(text: $0.key, exact: Int32(truncatingIfNeeded: $0.value)) })
        self.suffixes =
            suffixes.isEmpty
            ? -1 : trie.add(suffixes.map { .init(text: $0.key, prefix: Int32(truncatingIfNeeded: $0.value)) })
        self.trie = trie
        self.places = Dictionary(zip(domains, domains.indices)) { first, _ in first }
        self.any = any
    }

    /// The place of the domain that answers for `authority`, whose port and case do not count; nil for none.
    func lookup(_ authority: UnsafeRawBufferPointer) -> Int? {
        let host = AuthorityPort.host(of: authority)
        if let index = self.trie.exact(self.exact, host, .folded) { return index }
        if self.suffixes >= 0, host.count > 1, let index = self.longestSuffix(host) { return index }
        return self.any
    }

    /// The longest suffix of `host` that is not all of it: `*` stands for at least one byte.
    private func longestSuffix(_ host: UnsafeRawBufferPointer) -> Int? {
        let tail = UnsafeRawBufferPointer(rebasing: host[1...])
        var walk = ByteTrie.Walk(self.suffixes)
        var longest: Int?
        while let index = self.trie.next(&walk, in: tail, .backwardsFolded) { longest = index }
        return longest
    }
}

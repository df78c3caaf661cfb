import GatehouseHTTP
import GatehousePlan

/// Finds the one domain that answers for an authority: exact, then the longest wildcard, then `*` (semantics V4).
struct HostIndex: Sendable {
    private let exact: ByteTrie
    /// Suffixes, written backwards.
    private let suffixes: ByteTrie
    private let longestSuffix: Int
    private let any: Int?

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
        self.exact = ByteTrie(exact.map { .init(text: $0.key, exact: Int32(truncatingIfNeeded: $0.value)) })
        self.suffixes = ByteTrie(suffixes.map { .init(text: $0.key, prefix: Int32(truncatingIfNeeded: $0.value)) })
        self.longestSuffix = suffixes.keys.map(\.count).max() ?? 0
        self.any = any
    }

    /// The place of the domain that answers for `authority`, whose port and case do not count; nil for none.
    func lookup(_ authority: UnsafeRawBufferPointer) -> Int? {
        let host = AuthorityPort.host(of: authority)
        if let index = self.exact.exact(host, folding: true) { return index }
        if self.longestSuffix > 0, host.count > 1, let index = self.longestMatch(host) { return index }
        return self.any
    }

    /// The longest suffix of `host` that is not all of it.
    private func longestMatch(_ host: UnsafeRawBufferPointer) -> Int? {
        let length = min(host.count - 1, self.longestSuffix)
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: length) { backwards in
            for index in 0..<length { backwards[index] = host[host.count - 1 - index] }
            var walk = ByteTrie.Walk()
            var longest: Int?
            while let index = self.suffixes.next(&walk, in: UnsafeRawBufferPointer(backwards), folding: true) {
                longest = index
            }
            return longest
        }
    }
}

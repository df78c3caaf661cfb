/// A set of host names and wildcards that answers which of its hosts overlap with another one, without looking at each.
///
/// A wildcard `*.example.com` covers every name that ends in `.example.com`, wildcards of more labels included. Names
/// are compared in lowercase.
struct HostSet {
    private var names: Set<String> = []
    /// What follows the `*` of a wildcard, `.example.com`; empty for `*` itself.
    private var suffixes: Set<String> = []
    /// Wildcards whose `*` is not a whole label. Validation refuses them; they are rare enough to be looked at one by
    /// one.
    private var irregularSuffixes: [String] = []
    /// Every host, reversed, in order: hosts below a wildcard stand together.
    private var reversed: [Reversed] = []

    private struct Reversed: Comparable {
        var bytes: [UInt8]
        var host: String

        init(_ host: String) {
            self.host = host
            self.bytes = host.utf8.reversed()
        }

        static func < (left: Reversed, right: Reversed) -> Bool {
            left.bytes.lexicographicallyPrecedes(right.bytes)
        }
    }

    /// Whether there is no host in it.
    var isEmpty: Bool { self.reversed.isEmpty }

    /// The set of these hosts.
    init(_ hosts: some Sequence<String>) {
        for host in hosts {
            let host = host.lowercased()
            if host.hasPrefix("*") {
                let suffix = String(host.dropFirst())
                guard self.suffixes.insert(suffix).inserted else { continue }
                if !suffix.isEmpty && !suffix.hasPrefix(".") { self.irregularSuffixes.append(suffix) }
            } else {
                guard self.names.insert(host).inserted else { continue }
            }
            self.reversed.append(Reversed(host))
        }
        self.reversed.sort()
    }

    /// The narrower name of every pair of `host` and one of these that overlap (semantics G9), in a stable order.
    func intersection(with host: String) -> [String] {
        let host = host.isPlainLowercase ? host : host.lowercased()
        let covered = self.covers(host)
        if !host.hasPrefix("*") { return covered ? [host] : [] }
        let below = self.hosts(below: host.dropFirst())
        return covered ? [host] + below.filter { $0 != host } : below
    }

    private func covers(_ host: String) -> Bool {
        if self.suffixes.contains("") { return true }
        let name: Substring
        if host.hasPrefix("*") {
            name = host.dropFirst()
        } else {
            if self.names.contains(host) { return true }
            name = host[...]
        }
        if self.suffixes.isEmpty { return false }
        if self.irregularSuffixes.contains(where: { name.hasSuffix($0) }) { return true }
        var rest = name
        while let dot = rest.utf8.firstIndex(of: UInt8(ascii: ".")) {
            if self.suffixes.contains(String(rest[dot...])) { return true }
            rest = rest[rest.utf8.index(after: dot)...]
        }
        return false
    }

    private func hosts(below suffix: Substring) -> [String] {
        let prefix = [UInt8](suffix.utf8.reversed())
        var low = 0
        var high = self.reversed.count
        while low < high {
            let middle = (low + high) / 2
            if self.reversed[middle].bytes.lexicographicallyPrecedes(prefix) { low = middle + 1 } else { high = middle }
        }
        return self.reversed[low...].prefix { $0.bytes.starts(with: prefix) }.map(\.host)
    }
}

extension String {
    /// Whether it is ASCII without a capital letter, as hosts mostly are: lowercase without being copied.
    fileprivate var isPlainLowercase: Bool {
        self.utf8.allSatisfy { $0 < 0x80 && !(UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    }
}

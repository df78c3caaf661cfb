/// The host names that Gateways claim, compiled so that a name is looked up in as many steps as it has labels.
///
/// Claims are read as Istio reads a server's hosts: `shop.example.com` is that name, `*.example.com` is every name below
/// `example.com`, however deep, but not `example.com` itself, and `*` is every name. That is more than a wildcard of DNS
/// stands for: names that exist below it do not take theirs out of it (RFC 4592 section 2.2.1 has them do so).
public struct ClaimedHosts: Hashable, Sendable {
    /// How a name stands to the claims.
    public enum Standing: Hashable, Sendable {
        /// It is claimed by itself.
        case host
        /// A wildcard claims it; the longest that does has so many labels behind its asterisk, 0 for `*`.
        case wildcard(labels: Int)
        /// Nobody claims it, but names below it are claimed, so that it exists and has no records (an empty non-terminal,
        /// RFC 8020).
        case between
        /// Nobody claims it or anything below it.
        case unclaimed
    }

    /// A name, as a place in the tree of names.
    private struct Node: Hashable, Sendable {
        /// The names one label longer, by that label in lower case, as places in `nodes`.
        var children: [[UInt8]: Int] = [:]
        var isHost = false
        /// Whether everything below is claimed.
        var isWildcard = false

        var isBarren: Bool { self.children.isEmpty && !self.isWildcard }
    }

    /// The root comes first.
    private var nodes = [Node()]

    /// The claims of these patterns, without the namespace that a Gateway may put before a host. A pattern that no host
    /// name can match, such as one with an asterisk that is no whole label, claims nothing.
    public init(_ patterns: some Sequence<String> = []) {
        for pattern in patterns { self.add(pattern) }
    }

    /// Whether nothing is claimed.
    public var isEmpty: Bool { self.nodes.count == 1 && self.nodes[0].isBarren }

    /// How `name` stands to the claims, whatever the case of its letters. A host comes before a wildcard, and the longest
    /// wildcard before the others.
    public func standing(of name: DNSName) -> Standing {
        var node = self.nodes[0]
        var wildcard: Standing?
        for (depth, label) in name.labels.reversed().enumerated() {
            if node.isWildcard { wildcard = .wildcard(labels: depth) }
            guard let child = node.children[label.map(\.lowercasedASCII)] else { return wildcard ?? .unclaimed }
            node = self.nodes[child]
        }
        if node.isHost { return .host }
        return wildcard ?? (node.isBarren ? .unclaimed : .between)
    }

    private mutating func add(_ pattern: String) {
        if pattern == "*" {
            self.nodes[0].isWildcard = true
            return
        }
        let isWildcard = pattern.hasPrefix("*.")
        guard let name = DNSName(pattern.dropFirst(isWildcard ? 2 : 0)), name.isHostName else { return }
        let place = self.place(of: name)
        if isWildcard { self.nodes[place].isWildcard = true } else { self.nodes[place].isHost = true }
    }

    /// The place of a name, which is made if there is none.
    private mutating func place(of name: DNSName) -> Int {
        name.labels.reversed().reduce(0) { parent, label in
            let label = label.map(\.lowercasedASCII)
            if let child = self.nodes[parent].children[label] { return child }
            self.nodes.append(Node())
            self.nodes[parent].children[label] = self.nodes.count - 1
            return self.nodes.count - 1
        }
    }
}

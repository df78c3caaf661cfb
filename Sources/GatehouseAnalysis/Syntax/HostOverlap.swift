/// How two host names, either of which may begin with a wildcard, cover each other. `*.com` covers `foo.com` and
/// `*.foo.com`, but not `com`.
struct HostOverlap {
    private let name: String

    /// A host name, `*`, or a name behind `*`.
    init(_ name: String) { self.name = name }

    /// Whether the name begins with `*`.
    var isWildcard: Bool { self.name.hasPrefix("*") }

    /// Whether some host is covered by both.
    func overlaps(_ other: HostOverlap) -> Bool { self.isSubset(of: other) || other.isSubset(of: self) }

    /// Whether every host that this name covers is covered by `other`.
    func isSubset(of other: HostOverlap) -> Bool {
        guard other.isWildcard else { return self.name == other.name }
        guard self.isWildcard else { return self.name.hasSuffix(other.name.dropFirst()) }
        return self.name.utf8.count >= other.name.utf8.count && self.name.dropFirst().hasSuffix(other.name.dropFirst())
    }
}

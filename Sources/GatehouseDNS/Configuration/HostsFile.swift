/// What `/etc/hosts` says; see hosts(5).
public struct HostsFile: Hashable, Sendable {
    private var addresses: [DNSName: ResolvedAddresses] = [:]

    /// A file that names nobody.
    public init() {}

    /// Reads the text of such a file: an address and its names on a line, `#` before a comment. Lines that are anything
    /// else, and addresses with a scope, are passed over.
    public init(parsing text: String) {
        for line in text.split(whereSeparator: \.isNewline) {
            let fields = line.prefix { $0 != "#" }.split { $0 == " " || $0 == "\t" }
            guard let address = fields.first.flatMap({ IPAddress($0) }) else { continue }
            for name in fields.dropFirst().compactMap({ DNSName($0) }) {
                self.addresses[name, default: ResolvedAddresses()].insert(address)
            }
        }
    }

    /// The addresses of a name, those of all its lines; nil for a name that is not in the file.
    public subscript(name: DNSName) -> ResolvedAddresses? { self.addresses[name] }
}

extension ResolvedAddresses {
    /// Takes an address to its family, unless it is there.
    fileprivate mutating func insert(_ address: IPAddress) {
        switch address {
        case .v4: if !self.v4.contains(address) { self.v4.append(address) }
        case .v6: if !self.v6.contains(address) { self.v6.append(address) }
        }
    }
}

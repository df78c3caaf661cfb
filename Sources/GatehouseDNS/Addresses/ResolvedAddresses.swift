/// The addresses of a name, by family. Both families are asked for; who uses them says which it wants.
public struct ResolvedAddresses: Hashable, Sendable {
    /// IPv4 addresses, each once, in the order of the answer that brought them.
    public var v4: [IPAddress]
    /// IPv6 addresses, each once, in the order of the answer that brought them.
    public var v6: [IPAddress]

    /// Addresses.
    public init(v4: [IPAddress] = [], v6: [IPAddress] = []) {
        self.v4 = v4
        self.v6 = v6
    }

    /// Addresses of any family, of which each is kept once.
    public init(_ addresses: some Sequence<IPAddress>) {
        self.init()
        var seen: Set<IPAddress> = []
        for address in addresses where seen.insert(address).inserted {
            switch address {
            case .v4: self.v4.append(address)
            case .v6: self.v6.append(address)
            }
        }
    }

    /// Whether there is no address at all.
    public var isEmpty: Bool { self.v4.isEmpty && self.v6.isEmpty }

    /// The addresses to use, as text.
    public func texts(_ preference: FamilyPreference = .v4Preferred) -> [String] {
        self.addresses(preference).map(\.description)
    }

    /// The addresses to use.
    public func addresses(_ preference: FamilyPreference = .v4Preferred) -> [IPAddress] {
        switch preference {
        case .v4Only: self.v4
        case .v6Only: self.v6
        case .v4Preferred: self.v4.isEmpty ? self.v6 : self.v4
        case .v6Preferred: self.v6.isEmpty ? self.v4 : self.v6
        case .all: self.v4 + self.v6
        }
    }
}

/// Which of a name's addresses are used: the choices that Envoy has as `DnsLookupFamily`.
public enum FamilyPreference: Hashable, Sendable {
    /// IPv4 addresses, and no others.
    case v4Only
    /// IPv6 addresses, and no others.
    case v6Only
    /// IPv4 addresses if there is any, else IPv6 (`V4_PREFERRED`).
    case v4Preferred
    /// IPv6 addresses if there is any, else IPv4 (`AUTO`).
    case v6Preferred
    /// Those of both families, IPv4 first.
    case all
}

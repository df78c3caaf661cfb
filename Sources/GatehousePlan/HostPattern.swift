/// A host name, a wildcard for one or more leading labels, or any host; always lowercase and without a port.
public enum HostPattern: Hashable, Sendable {
    /// Exactly this host.
    case exact(String)
    /// Any host that ends in this suffix, which begins with a dot: `*.example.com` has the suffix `.example.com`.
    case suffix(String)
    /// Any host.
    case any

    /// The pattern that `text` spells: `*`, `*.example.com` or `example.com`.
    public init(_ text: String) {
        let text = text.lowercased()
        if text == "*" {
            self = .any
        } else if text.hasPrefix("*") {
            self = .suffix(String(text.dropFirst()))
        } else {
            self = .exact(text)
        }
    }
}

extension HostPattern: CustomStringConvertible {
    /// The pattern as a VirtualService would spell it.
    public var description: String {
        switch self {
        case .exact(let host): host
        case .suffix(let suffix): "*\(suffix)"
        case .any: "*"
        }
    }
}

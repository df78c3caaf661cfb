/// Where an API server is.
public struct ServerAddress: Hashable, Sendable, CustomStringConvertible {
    /// Whether it is spoken to over TLS.
    public var isSecure: Bool
    /// A name or an address, without brackets.
    public var host: String
    /// The port.
    public var port: Int
    /// What all paths begin with, such as `/k8s/clusters/one`; without a slash at its end.
    public var basePath: String

    /// A server's address.
    public init(isSecure: Bool = true, host: String, port: Int, basePath: String = "") {
        self.isSecure = isSecure
        self.host = host
        self.port = port
        self.basePath = basePath
    }

    /// Reads `https://host:port/path`, of which all but the host may be absent; nil for anything else.
    public init?(_ text: String) {
        var rest = text[...]
        self.isSecure = true
        if let range = Self.schemeEnd(of: rest) {
            switch rest[..<range.lowerBound].lowercased() {
            case "https": break
            case "http": self.isSecure = false
            default: return nil
            }
            rest = rest[range.upperBound...]
        }
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        var path = rest[slash...]
        while path.last == "/" { path.removeLast() }
        self.basePath = String(path)
        let authority = rest[..<slash]
        var port = authority[authority.endIndex...]
        if authority.first == "[" {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            self.host = String(authority[authority.index(after: authority.startIndex)..<end])
            port = authority[authority.index(after: end)...]
        } else {
            let colon = authority.firstIndex(of: ":") ?? authority.endIndex
            self.host = String(authority[..<colon])
            port = authority[colon...]
        }
        guard !self.host.isEmpty, self.host.allSatisfy(Self.isPlain),
            path.allSatisfy({ Self.isPlain($0) || $0 == "%" })
        else { return nil }
        self.port = self.isSecure ? 443 : 80
        if port.isEmpty { return }
        guard port.first == ":", let number = UInt16(port.dropFirst()), number > 0 else { return nil }
        self.port = Int(number)
    }

    /// The URL.
    public var description: String { self.url(host: self.host) }

    /// The URL with another name for the host.
    func url(host: String) -> String {
        let host = host.contains(":") ? "[\(host)]" : host
        return "\(self.isSecure ? "https" : "http")://\(host):\(self.port)\(self.basePath)"
    }

    private static func isPlain(_ character: Character) -> Bool {
        character.isASCII && character > " " && !"@?#%\"<>\\^`{|}".contains(character)
    }

    private static func schemeEnd(of text: Substring) -> Range<Substring.Index>? {
        guard let colon = text.firstIndex(of: ":") else { return nil }
        let rest = text[colon...].prefix(3)
        return rest == "://" ? colon..<rest.endIndex : nil
    }
}

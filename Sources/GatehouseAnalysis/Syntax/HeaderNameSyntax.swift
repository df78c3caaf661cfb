/// HTTP header names as the fields of a VirtualService use them. The functions return what is wrong with a name, worded
/// to follow "is", or nil.
enum HeaderNameSyntax {
    /// What keeps `name` from being matched on: a header name, a pseudo header, or a JWT claim
    /// (`@request.auth.claims.a.b`, semantics M9).
    static func matchProblem(in name: String) -> String? {
        if self.isClaim(name) || self.pseudoHeaders.contains(name) { return nil }
        return self.tokenProblem(in: name)
    }

    /// What keeps `name` from standing in a CORS list: a header name or `*`.
    static func corsProblem(in name: String) -> String? {
        name == "*" ? nil : self.tokenProblem(in: name)
    }

    /// What keeps `name` from being added to or set on a request. `host` and `:authority` may be.
    static func requestChangeProblem(in name: String) -> String? {
        if name.isEmpty { return "empty; a header name is needed" }
        return self.isInternal(name) && !self.isAuthority(name) ? self.pseudoHeaderProblem(name) : nil
    }

    /// What keeps `name` from being removed from a request, or changed in a response.
    static func changeProblem(in name: String) -> String? {
        if name.isEmpty { return "empty; a header name is needed" }
        if name.lowercased() == "host" {
            return "\"\(name)\"; the Host header can't be changed here. Use `rewrite.authority` for requests"
        }
        return self.isInternal(name) ? self.pseudoHeaderProblem(name) : nil
    }

    /// Whether `name` sets the authority of a request.
    static func isAuthority(_ name: String) -> Bool {
        let name = name.lowercased()
        return name == ":authority" || name == "host"
    }

    /// Whether `name` names a claim of a validated JWT: `@request.auth.claims.a.b` or `@request.auth.claims[a][b]`.
    static func isClaim(_ name: String) -> Bool {
        guard name.lowercased().hasPrefix(self.claimPrefix) else { return false }
        let path = name.dropFirst(self.claimPrefix.count)
        if path.hasPrefix(".") { return path.count > 1 }
        return path.hasPrefix("[") && path.hasSuffix("]") && path.count > 2
    }

    private static let claimPrefix = "@request.auth.claims"
    private static let pseudoHeaders: Set<String> = [":method", ":scheme", ":authority", ":path", ":status"]

    private static func isInternal(_ name: String) -> Bool { name.hasPrefix(":") || name.lowercased() == "host" }

    private static func pseudoHeaderProblem(_ name: String) -> String {
        "\"\(name)\"; headers that begin with `:` can't be changed here"
    }

    private static func tokenProblem(in name: String) -> String? {
        if name.isEmpty { return "empty; a header name is needed" }
        return name.utf8.allSatisfy(self.isTokenByte)
            ? nil : "\"\(name)\"; a header name is letters, digits and any of !#$%&'*+-.^_`|~"
    }

    /// RFC 9110 section 5.6.2, and the comma: Istio's own expression lets it pass by a slip, and what a cluster
    /// accepts is accepted here.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "!"), UInt8(ascii: "#"), UInt8(ascii: "$"), UInt8(ascii: "%"), UInt8(ascii: "&"),
            UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: ","), UInt8(ascii: "-"),
            UInt8(ascii: "."), UInt8(ascii: "^"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "|"),
            UInt8(ascii: "~"):
            true
        default: DNSLabel.isAlphanumeric(byte)
        }
    }
}

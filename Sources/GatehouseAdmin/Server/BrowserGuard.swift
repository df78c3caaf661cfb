/// Keeps web pages from using the admin API through the browser of somebody who can reach it.
///
/// Two ways would be open to a page. It can give its own name the API's address (DNS rebinding) and is then of the same
/// origin: but the browser sends the page's name as Host, and a Host must be an IP address, `localhost` or a name that is
/// allowed. And it can send a form to the API without seeing the answer: but the browser says from which origin, and what
/// changes something is refused when that is another one.
struct BrowserGuard: Sendable {
    /// Names that Host may be besides addresses and `localhost`, in lowercase.
    let allowedHosts: Set<String>

    init(allowedHosts: Set<String> = []) { self.allowedHosts = Set(allowedHosts.map { $0.lowercased() }) }

    /// Why a request is refused; nil when it is not.
    func refusal(authority: String?, origin: String?, isReading: Bool) -> String? {
        guard self.isAllowed(authority) else {
            return "The host \(authority ?? "") is not one that this API answers to; use an IP address or localhost."
        }
        guard isReading || origin == nil || self.isSame(origin: origin ?? "", authority: authority ?? "") else {
            return
                "A page of \(origin ?? "another origin") may not change anything here; use a command line or a script."
        }
        return nil
    }

    private func isAllowed(_ authority: String?) -> Bool {
        // HTTP/1.0 needs no Host; browsers always send one.
        guard let authority, !authority.isEmpty else { return true }
        guard let host = Self.host(of: authority.lowercased()) else { return false }
        return host == "localhost" || host.hasSuffix(".localhost") || Self.isAddress(host)
            || self.allowedHosts.contains(host)
    }

    private func isSame(origin: String, authority: String) -> Bool {
        origin.lowercased() == "http://" + authority.lowercased()
    }

    /// The authority without its port; an IPv6 address keeps its brackets. Nil when it is none.
    private static func host(of authority: String) -> String? {
        let end: String.Index
        if authority.hasPrefix("[") {
            guard let bracket = authority.firstIndex(of: "]") else { return nil }
            end = authority.index(after: bracket)
        } else {
            end = authority.firstIndex(of: ":") ?? authority.endIndex
        }
        let port = authority[end...]
        guard port.isEmpty || (port.hasPrefix(":") && port.dropFirst().allSatisfy(\.isNumber)) else { return nil }
        return String(authority[..<end])
    }

    /// Whether the host is an IP address. A name cannot look like one: no top-level domain is a number, and brackets are
    /// for addresses alone.
    private static func isAddress(_ host: String) -> Bool {
        if host.hasPrefix("[") {
            return host.contains(":")
                && host.dropFirst().dropLast().allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
        }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil && $0.first != "+" }
    }
}

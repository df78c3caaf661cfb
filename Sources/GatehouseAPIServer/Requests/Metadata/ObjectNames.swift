import GatehouseObjects

/// What objects may be called.
enum ObjectNames {
    /// What is wrong with a name; nil for nothing.
    static func problem(_ name: String, _ resource: APIResource) -> String? {
        switch (resource.group, resource.plural) {
        case ("", "services"):
            if name.utf8.count > Self.labelLimit { return Self.tooLong(Self.labelLimit) }
            return Self.isLabel(name, beginsWithLetter: true) ? nil : Self.serviceProblem
        case ("", "namespaces"): return Self.problem(ofLabel: name)
        default:
            if name.utf8.count > Self.subdomainLimit { return Self.tooLong(Self.subdomainLimit) }
            return Self.isSubdomain(name) ? nil : Self.subdomainProblem
        }
    }

    /// What is wrong with a name that is to be one DNS label; nil for nothing.
    static func problem(ofLabel name: String) -> String? {
        if name.utf8.count > Self.labelLimit { return Self.tooLong(Self.labelLimit) }
        return Self.isLabel(name) ? nil : Self.labelProblem
    }

    /// Whether a text is a DNS label in lower case (RFC 1123, or RFC 1035 where it begins with a letter).
    static func isLabel(_ text: String, beginsWithLetter: Bool = false) -> Bool {
        text.utf8.count <= Self.labelLimit && Self.isLabel(text.utf8[...], beginsWithLetter)
    }

    /// Whether a text is DNS labels with dots between them.
    static func isSubdomain(_ text: String) -> Bool {
        text.utf8.count <= Self.subdomainLimit
            && text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
                .allSatisfy { Self.isLabel($0, false) }
    }

    private static func isLabel(_ bytes: Substring.UTF8View, _ beginsWithLetter: Bool) -> Bool {
        guard let first = bytes.first, let last = bytes.last, last != UInt8(ascii: "-"),
            beginsWithLetter ? Self.isLetter(first) : first != UInt8(ascii: "-")
        else { return false }
        return bytes.allSatisfy { Self.isLetter($0) || Self.isDigit($0) || $0 == UInt8(ascii: "-") }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    private static let labelLimit = 63
    private static let subdomainLimit = 253

    private static func tooLong(_ limit: Int) -> String { "must be no more than \(limit) characters" }

    private static let serviceProblem =
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, "
        + "and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is "
        + "'[a-z]([-a-z0-9]*[a-z0-9])?')"
    private static let labelProblem =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end "
        + "with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is "
        + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')"
    static let subdomainProblem =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start "
        + "and end with an alphanumeric character (e.g. 'example.com', regex used for validation is "
        + "'[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')"
}

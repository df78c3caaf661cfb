/// Host names as Istio's resources spell them: dotted DNS labels, the leftmost of which may be a wildcard where the
/// field allows one.
///
/// The functions return what is wrong with a name, worded to follow the field's path and "is", or nil.
enum DomainName {
    /// The most bytes in a name.
    static let maximumLength = 255

    /// What keeps `name` from being a fully qualified name without wildcards.
    static func problem(in name: String) -> String? {
        self.lengthProblem(in: name) ?? self.labelProblem(in: name[...].utf8, of: name)
    }

    /// What keeps `name` from being a name whose leftmost label may be `*`, `*label` or `*-label`.
    static func wildcardProblem(in name: String) -> String? {
        if let problem = self.lengthProblem(in: name) { return problem }
        let bytes = name[...].utf8
        let dot = bytes.firstIndex(of: UInt8(ascii: "."))
        let first = bytes[..<(dot ?? bytes.endIndex)]
        guard DNSLabel.isValidOrWildcard(first) else {
            return
                "\"\(name)\"; the label \"\(Substring(first))\" is not \(DNSLabel.rule), nor a wildcard in front of one"
        }
        // A single label is not looked at as a top-level domain: "8080" passes here, and does in Istio.
        guard let dot else { return nil }
        return self.labelProblem(in: bytes[bytes.index(after: dot)...], of: name)
    }

    private static func lengthProblem(in name: String) -> String? {
        let length = name.utf8.count
        if length == 0 { return "empty; a host name is needed" }
        if length > self.maximumLength {
            return "\(length) bytes long; a host name has at most \(self.maximumLength)"
        }
        return nil
    }

    private static func labelProblem(in domain: Substring.UTF8View, of name: String) -> String? {
        let labels = domain.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard let last = labels.last else { return nil }
        if Int(Substring(last)) != nil {
            return "\"\(name)\"; the last label of a host name, \"\(Substring(last))\", can't be a number"
        }
        // A final dot marks a name as absolute: "example.com." is fine.
        guard let bad = (last.isEmpty ? labels.dropLast() : labels[...]).first(where: { !DNSLabel.isValid($0) }) else {
            return nil
        }
        let hint = bad.contains(UInt8(ascii: "*")) ? " (a wildcard may only lead the name)" : ""
        return "\"\(name)\"; the label \"\(Substring(bad))\" is not \(DNSLabel.rule)\(hint)"
    }
}

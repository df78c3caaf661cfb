/// Host names as Istio's resources spell them: dotted DNS labels, the leftmost of which may be a wildcard where the
/// field allows one.
///
/// The functions return what is wrong with a name, worded to follow the field's path and "is", or nil.
enum DomainName {
    /// The most bytes in a name.
    static let maximumLength = 255

    /// What keeps `name` from being a fully qualified name without wildcards.
    static func problem(in name: String) -> String? {
        self.lengthProblem(in: name) ?? self.labelProblem(in: name[...], of: name)
    }

    /// What keeps `name` from being a name whose leftmost label may be `*`, `*label` or `*-label`.
    static func wildcardProblem(in name: String) -> String? {
        if let problem = self.lengthProblem(in: name) { return problem }
        let first = name.prefix { $0 != "." }
        guard DNSLabel.isValidOrWildcard(first) else {
            return "\"\(name)\"; the label \"\(first)\" is not \(DNSLabel.rule), nor a wildcard in front of one"
        }
        // A single label is not looked at as a top-level domain: "8080" passes here, and does in Istio.
        guard first.endIndex < name.endIndex else { return nil }
        return self.labelProblem(in: name[name.index(after: first.endIndex)...], of: name)
    }

    private static func lengthProblem(in name: String) -> String? {
        let length = name.utf8.count
        if length == 0 { return "empty; a host name is needed" }
        if length > self.maximumLength {
            return "\(length) bytes long; a host name has at most \(self.maximumLength)"
        }
        return nil
    }

    private static func labelProblem(in domain: Substring, of name: String) -> String? {
        let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
        guard let last = labels.last else { return nil }
        if Int(last) != nil {
            return "\"\(name)\"; the last label of a host name, \"\(last)\", can't be a number"
        }
        for (index, label) in labels.enumerated() {
            // A final dot marks a name as absolute: "example.com." is fine.
            if index == labels.count - 1 && label.isEmpty { return nil }
            if !DNSLabel.isValid(label) {
                return "\"\(name)\"; the label \"\(label)\" is not \(DNSLabel.rule)"
                    + (label.contains("*") ? " (a wildcard may only lead the name)" : "")
            }
        }
        return nil
    }
}

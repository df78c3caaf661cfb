/// Keys and values of Kubernetes labels, as Istio checks them.
enum LabelName {
    /// The most bytes in the part of a key before the slash.
    static let maximumPrefixLength = 253
    /// The most bytes in the part of a key after the slash.
    static let maximumNameLength = 63

    /// What keeps `key` from being `name` or `domain/name`; worded to follow "is".
    static func keyProblem(in key: String) -> String? {
        let parts = key.split(separator: "/", omittingEmptySubsequences: false)
        guard let name = parts.last, parts.count <= 2, self.isQualified(name) else {
            return "\"\(key)\"; a label key is letters, digits, `-`, `_` and `.`, alphanumeric at both ends, "
                + "optionally behind a domain and a slash"
        }
        if name.utf8.count > self.maximumNameLength {
            return "\"\(key)\"; the name in a label key has at most \(self.maximumNameLength) bytes"
        }
        guard parts.count == 2, let prefix = parts.first else { return nil }
        if prefix.utf8.count > self.maximumPrefixLength {
            return "\"\(key)\"; the domain in a label key has at most \(self.maximumPrefixLength) bytes"
        }
        // Unlike the labels of a host name, those of the prefix have no length limit of their own in Istio.
        guard prefix.split(separator: ".", omittingEmptySubsequences: false).allSatisfy(self.isDomainPart) else {
            return "\"\(key)\"; the part before the slash in a label key is a domain name"
        }
        return nil
    }

    /// What keeps `value` from being a label's value, which may be empty; worded to follow "is".
    static func valueProblem(in value: String) -> String? {
        if value.isEmpty || self.isQualified(value) { return nil }
        return "\"\(value)\"; a label value is letters, digits, `-`, `_` and `.`, alphanumeric at both ends, or empty"
    }

    private static func isQualified(_ text: some StringProtocol) -> Bool {
        self.isAlphanumericAtBothEnds(text)
            && text.utf8.allSatisfy {
                DNSLabel.isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_")
                    || $0 == UInt8(ascii: ".")
            }
    }

    private static func isDomainPart(_ text: some StringProtocol) -> Bool {
        self.isAlphanumericAtBothEnds(text)
            && text.utf8.allSatisfy { DNSLabel.isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
    }

    private static func isAlphanumericAtBothEnds(_ text: some StringProtocol) -> Bool {
        let bytes = Substring(text).utf8
        guard let first = bytes.first, let last = bytes.last else { return false }
        return DNSLabel.isAlphanumeric(first) && DNSLabel.isAlphanumeric(last)
    }
}

/// One label of a DNS name as RFC 1123 and Istio spell it: letters and digits, hyphens inside, 1 to 63 bytes.
/// Kubernetes wants lowercase; Istio takes both cases, and so does this.
enum DNSLabel {
    /// The most bytes that DNS allows in a label.
    static let maximumLength = 63

    /// What a label is made of, for messages.
    static let rule = "1 to 63 letters, digits and inner hyphens"

    /// Whether `text` is a label.
    static func isValid(_ text: some StringProtocol) -> Bool { self.isValid(Substring(text).utf8) }

    /// Whether `bytes` are a label.
    static func isValid(_ bytes: Substring.UTF8View) -> Bool {
        guard let first = bytes.first, let last = bytes.last, bytes.count <= self.maximumLength else { return false }
        return self.isAlphanumeric(first) && self.isAlphanumeric(last)
            && bytes.allSatisfy { self.isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
    }

    /// Whether `bytes` are `*`, a label, or a label behind `*` or `*-`.
    static func isValidOrWildcard(_ bytes: Substring.UTF8View) -> Bool {
        guard bytes.count <= self.maximumLength else { return false }
        guard bytes.first == UInt8(ascii: "*") else { return self.isValid(bytes) }
        let rest = bytes.dropFirst()
        return rest.isEmpty || self.isValid(rest)
            || (rest.first == UInt8(ascii: "-") && self.isValid(rest.dropFirst()))
    }

    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }
}

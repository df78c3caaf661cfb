/// One label of a DNS name as RFC 1123 and Istio spell it: letters and digits, hyphens inside, 1 to 63 bytes.
/// Kubernetes wants lowercase; Istio takes both cases, and so does this.
enum DNSLabel {
    /// The most bytes that DNS allows in a label.
    static let maximumLength = 63

    /// What a label is made of, for messages.
    static let rule = "1 to 63 letters, digits and inner hyphens"

    /// Whether `text` is a label.
    static func isValid(_ text: some StringProtocol) -> Bool {
        let bytes = text.utf8
        guard let first = bytes.first, let last = text.last?.utf8.last, bytes.count <= self.maximumLength else {
            return false
        }
        return self.isAlphanumeric(first) && self.isAlphanumeric(last)
            && bytes.allSatisfy { self.isAlphanumeric($0) || $0 == UInt8(ascii: "-") }
    }

    /// Whether `text` is `*`, a label, or a label behind `*` or `*-`.
    static func isValidOrWildcard(_ text: some StringProtocol) -> Bool {
        guard text.utf8.count <= self.maximumLength else { return false }
        guard text.utf8.first == UInt8(ascii: "*") else { return self.isValid(text) }
        let rest = text.dropFirst()
        return rest.isEmpty || self.isValid(rest) || (rest.hasPrefix("-") && self.isValid(rest.dropFirst()))
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

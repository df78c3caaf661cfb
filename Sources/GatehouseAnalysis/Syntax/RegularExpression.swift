import GatehouseRegex

/// Regular expressions in RE2's syntax, the only one that Istio's fields take.
enum RegularExpression {
    /// The most bytes that Istio accepts. Envoy limits the size of the compiled program instead, which is always more.
    static let maximumLength = 1024

    /// What keeps `pattern` from being used; worded to follow "is".
    static func problem(in pattern: String) -> String? {
        if pattern.isEmpty { return "empty; a regular expression is needed" }
        let length = pattern.utf8.count
        if length > self.maximumLength {
            return "\(length) bytes long; a regular expression has at most \(self.maximumLength)"
        }
        do {
            _ = try Regex(pattern)
            return nil
        } catch {
            return "\"\(pattern)\", which RE2 can't compile: \(error)"
        }
    }
}

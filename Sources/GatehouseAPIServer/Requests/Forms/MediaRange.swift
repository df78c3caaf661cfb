/// One of the forms that a client takes or sends: an element of `Accept`, or what `Content-Type` says (RFC 9110 section
/// 12.5.1).
struct MediaRange: Hashable, Sendable {
    /// `application/json`, in lower case; `*/*` and `application/*` mean more than one.
    var type: String
    /// Parameters by their names in lower case.
    var parameters: [String: String]
    /// How much it is wanted, 0 to 1000.
    var weight: Int

    /// How many forms of a header are looked at.
    static let most = 64

    /// Reads one element; nil where it is none.
    init?(_ text: Substring) {
        let parts = text.split(separator: ";", omittingEmptySubsequences: true)
        guard let type = parts.first.map({ Self.trimmed($0).lowercased() }), type.contains("/") else { return nil }
        self.type = type
        self.parameters = [:]
        self.weight = 1000
        for part in parts.dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = Self.trimmed(pair[0]).lowercased()
            let value = pair.count == 2 ? Self.trimmed(pair[1]) : ""
            if name == "q" {
                self.weight = Double(value).map { Int(max(0, min(1, $0)) * 1000) } ?? 1000
            } else {
                self.parameters[name] = value
            }
        }
    }

    /// The elements of `Accept` headers that are wanted at all, the most wanted ones first.
    static func accepted(_ headers: [String]) -> [MediaRange] {
        let elements = headers.flatMap { $0.split(separator: ",") }.prefix(Self.most)
        // Sorting is stable for elements of one weight only if their places count too.
        return elements.compactMap { MediaRange($0) }.filter { $0.weight > 0 }.enumerated()
            .sorted { ($0.element.weight, -$0.offset) > ($1.element.weight, -$1.offset) }.map(\.element)
    }

    /// Whether a type such as `application/json` is meant.
    func covers(_ type: String) -> Bool {
        if self.type == type || self.type == "*/*" { return true }
        return self.type.hasSuffix("/*") && type.hasPrefix(self.type.dropLast())
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text
        while let first = text.first, first == " " || first == "\t" || first == "\"" { text.removeFirst() }
        while let last = text.last, last == " " || last == "\t" || last == "\"" { text.removeLast() }
        return String(text)
    }
}

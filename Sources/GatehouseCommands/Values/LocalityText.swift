/// A gateway's place: `REGION/ZONE/SUBZONE`, of which the end may be left out.
enum LocalityText {
    /// The place that `text` spells, as it is written.
    static func parse(_ text: String) throws(UnusableValue) -> String {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let isPlace = parts.allSatisfy { part in
            !part.isEmpty && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
        }
        guard parts.count <= 3, isPlace else {
            throw UnusableValue("expected REGION/ZONE/SUBZONE or the beginning of it, such as eu-west/eu-west-1a")
        }
        return text
    }
}

/// Labels: `istio=ingressgateway,app=edge`.
enum LabelsText {
    /// The labels that `text` spells; none for an empty text.
    static func parse(_ text: String) throws(UnusableValue) -> [String: String] {
        if text.isEmpty { return [:] }
        return try self.parse(entries: text.split(separator: ",", omittingEmptySubsequences: false))
    }

    /// The labels that the entries spell, one each.
    static func parse(entries: [Substring]) throws(UnusableValue) -> [String: String] {
        var labels: [String: String] = [:]
        for entry in entries {
            let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, !parts[0].isEmpty else {
                throw UnusableValue("'\(entry)' is not label=value, such as istio=ingressgateway,app=edge")
            }
            guard labels.updateValue(String(parts[1]), forKey: String(parts[0])) == nil else {
                throw UnusableValue("the label \(parts[0]) is given twice")
            }
        }
        return labels
    }
}

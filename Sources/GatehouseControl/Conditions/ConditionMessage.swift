import GatehouseModel

/// Joins findings to the message of a condition. A resource can have any number of them, and the message is read in a
/// terminal and stored with the resource.
enum ConditionMessage {
    /// The longest message in bytes: what events.k8s.io/v1 allows for a note; conditions may have 32 times as much.
    static let limit = 1024
    /// The most findings in one message; the rest is counted.
    static let findings = 4

    /// The sentences one after the other.
    static func text(_ sentences: [String]) -> String {
        var text = sentences.prefix(Self.findings).joined(separator: " ")
        if sentences.count > Self.findings { text += " (and \(sentences.count - Self.findings) more)" }
        return Self.bounded(text)
    }

    /// A text that is cut off at the limit, between two characters.
    static func bounded(_ text: String, to limit: Int = Self.limit) -> String {
        if text.utf8.count <= limit { return text }
        let ellipsis = "…"
        var bytes = ellipsis.utf8.count
        var kept = ""
        for character in text {
            bytes += character.utf8.count
            if bytes > limit { break }
            kept.append(character)
        }
        return kept + ellipsis
    }

    /// A list of names for a sentence, `a, b, c`; of many the first ones.
    static func list(_ names: [String]) -> String {
        let few = names.prefix(Self.findings).joined(separator: ", ")
        return names.count > Self.findings ? "\(few) and \(names.count - Self.findings) more" : few
    }
}

extension Diagnostic {
    /// The finding as a sentence of a message that belongs to its resource: `spec.servers[1]: Port 80 belongs to …`.
    var sentence: String {
        guard let field = self.field, !field.components.isEmpty else { return self.message }
        return "\(field): \(self.message)"
    }
}

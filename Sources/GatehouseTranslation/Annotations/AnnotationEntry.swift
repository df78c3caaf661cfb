import GatehouseModel

/// One of the entries, separated by `;`, that an annotation's value is made of: `HEAD, name=value, name=value`.
struct AnnotationEntry {
    /// The words before the first comma.
    var head: [String]
    private var options: [(name: String, value: String)] = []

    /// The entries of a value, at least one; empty ones count as absent.
    static func entries(of text: String) throws(AnnotationProblem) -> [AnnotationEntry] {
        var entries: [AnnotationEntry] = []
        for part in text.split(separator: ";") where part.contains(where: { !$0.isWhitespace }) {
            entries.append(try AnnotationEntry(part))
        }
        if entries.isEmpty { throw AnnotationProblem("is empty; remove it or write a value") }
        return entries
    }

    private init(_ text: Substring) throws(AnnotationProblem) {
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        self.head = (parts.first ?? "").split(whereSeparator: \.isWhitespace).map(String.init)
        for part in parts.dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(trimmed)
            guard pair.count == 2, !pair[0].isEmpty, !pair[1].isEmpty else {
                throw AnnotationProblem("has \"\(trimmed(part))\" behind a comma; write options as name=value")
            }
            if self.options.contains(where: { $0.name == pair[0] }) {
                throw AnnotationProblem("has the option \"\(pair[0])\" twice; keep one")
            }
            self.options.append((pair[0], pair[1]))
        }
    }

    /// The value of an option, which counts as read; nil when it is absent.
    mutating func take(_ name: String) -> String? {
        guard let index = self.options.firstIndex(where: { $0.name == name }) else { return nil }
        return self.options.remove(at: index).value
    }

    /// Refuses options that nobody has taken.
    func finish(options names: String...) throws(AnnotationProblem) {
        guard let option = self.options.first else { return }
        throw AnnotationProblem("has no option \"\(option.name)\"; its options are \(names.joined(separator: ", "))")
    }

    /// A number of things, from 1 to a billion, as an option; nil when it is absent.
    mutating func takeCount(_ name: String) throws(AnnotationProblem) -> Int? {
        guard let text = self.take(name) else { return nil }
        guard let count = Self.count(text) else {
            throw AnnotationProblem("has \(name)=\(text); write a whole number from 1 to 1000000000")
        }
        return count
    }

    /// A duration as an option; nil when it is absent.
    mutating func takeDuration(_ name: String) throws(AnnotationProblem) -> Duration? {
        guard let text = self.take(name) else { return nil }
        guard let duration = Self.duration(text) else {
            throw AnnotationProblem("has \(name)=\(text); write a duration of at least 1ms, such as 500ms, 5s or 1m30s")
        }
        return duration
    }

    /// A number of things from 1 to a billion; nil when the text is none.
    static func count(_ text: String) -> Int? {
        Int(text).flatMap { (1...1_000_000_000).contains($0) ? $0 : nil }
    }

    /// A duration of at least 1 ms; nil when the text is none.
    static func duration(_ text: String) -> Duration? {
        DurationText.parse(text).flatMap { $0 >= .milliseconds(1) ? $0 : nil }
    }
}

private func trimmed(_ text: Substring) -> String {
    var text = text.drop(while: \.isWhitespace)
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
}

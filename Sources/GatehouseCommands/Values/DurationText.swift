/// Durations as Go writes them: `45s`, `1m30s`, `500ms`, `1.5h`.
enum DurationText {
    /// The units, longest name first where one is the beginning of another.
    private static let units: [(name: String, nanoseconds: Double)] = [
        ("ns", 1), ("us", 1e3), ("µs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("h", 3600e9),
    ]
    /// The longest duration, in seconds: a hundred years. What is longer is a slip of the pen.
    private static let limit = 100.0 * 366 * 86400

    /// The duration that `text` spells, 0 or more.
    static func parse(_ text: String) throws(UnusableValue) -> Duration {
        if text == "0" { return .zero }
        var rest = Substring(text)
        var nanoseconds = 0.0
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
            rest = rest.dropFirst(digits.count)
            let name = rest.prefix { $0.isLetter }
            rest = rest.dropFirst(name.count)
            guard let number = Double(digits), let unit = Self.units.first(where: { $0.name == name }) else {
                throw Self.unusable
            }
            nanoseconds += number * unit.nanoseconds
        }
        guard !text.isEmpty, nanoseconds / 1e9 <= Self.limit else { throw Self.unusable }
        return .nanoseconds(Int64(nanoseconds))
    }

    /// The text that spells `duration`.
    static func text(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        let milliseconds = attoseconds / 1_000_000_000_000_000
        if seconds == 0, milliseconds != 0 { return "\(milliseconds)ms" }
        if milliseconds != 0 { return "\(seconds).\(String(milliseconds + 1000).dropFirst())s" }
        if seconds != 0, seconds % 3600 == 0 { return "\(seconds / 3600)h" }
        if seconds > 60, seconds % 60 != 0 { return "\(seconds / 60)m\(seconds % 60)s" }
        return seconds != 0 && seconds % 60 == 0 ? "\(seconds / 60)m" : "\(seconds)s"
    }

    private static let unusable = UnusableValue("expected a duration such as 45s, 1m30s or 500ms")
}

/// Small pieces of English.
enum Prose {
    /// `a`, `a and b`, `a, b and c`; after `limit` things, how many more there are.
    static func list(_ things: [String], limit: Int = 5) -> String {
        guard things.count > 1 else { return things.first ?? "nothing" }
        guard things.count <= limit else {
            return "\(things.prefix(limit).joined(separator: ", ")) and \(things.count - limit) more"
        }
        return "\(things.dropLast().joined(separator: ", ")) and \(things[things.count - 1])"
    }

    /// `1 endpoint`, `2 endpoints`.
    static func count(_ number: Int, _ noun: String) -> String { number == 1 ? "1 \(noun)" : "\(number) \(noun)s" }

    /// Parts of a million as a percentage without needless zeros.
    static func percent(_ share: UInt64) -> String {
        let whole = share / 10_000
        var digits = String(share % 10_000 + 10_000).dropFirst()
        while digits.last == "0" { digits.removeLast() }
        return digits.isEmpty ? "\(whole) %" : "\(whole).\(digits) %"
    }

    /// `30s`, `250ms`, `1.5s`.
    static func duration(_ duration: Duration) -> String {
        let (seconds, attoseconds) = duration.components
        if attoseconds == 0 { return "\(seconds)s" }
        let millisecond: Int64 = 1_000_000_000_000_000
        if seconds == 0 && attoseconds % millisecond == 0 { return "\(attoseconds / millisecond)ms" }
        let fraction = String(attoseconds.magnitude)
        var digits = String(repeating: "0", count: max(0, 18 - fraction.count)) + fraction
        while digits.last == "0" { digits.removeLast() }
        return "\(attoseconds < 0 || seconds < 0 ? "-" : "")\(seconds.magnitude).\(digits)s"
    }
}

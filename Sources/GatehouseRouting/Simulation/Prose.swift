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
}

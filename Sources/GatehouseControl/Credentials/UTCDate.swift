import GatehouseModel

/// A day and time for people, in UTC.
enum UTCDate {
    /// `2026-01-02 03:04 UTC`; `seconds` since 1970.
    static func text(_ seconds: Int) -> String {
        let parts = TimestampText.text(seconds).split(separator: "T")
        return "\(parts[0]) \(parts[1].prefix(5)) UTC"
    }
}

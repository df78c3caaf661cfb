extension TimestampText {
    /// `2026-01-02T03:04:05Z`; seconds since 1970 in UTC. Four digits are all that a year has: what is before the year 1
    /// or after 9999 is taken for its first or last second.
    public static func text(_ seconds: Int) -> String {
        let seconds = min(max(seconds, Self.representable.lowerBound), Self.representable.upperBound)
        return self.text(seconds: seconds) ?? ""
    }

    /// The seconds of the years 1 to 9999.
    private static let representable = -62_135_596_800...253_402_300_799

    /// The text of a point in time, in UTC: `2026-01-02T03:04:05Z`.
    ///
    /// - Parameters:
    ///   - seconds: Whole seconds since 1970.
    ///   - microseconds: What is to stand after a point with all six digits, 0 to 999999; nil for no point.
    /// - Returns: Nil outside the years 1 to 9999, and for microseconds that are none.
    public static func text(seconds: Int, microseconds: Int? = nil) -> String? {
        guard Self.representable.contains(seconds) else { return nil }
        var (days, rest) = seconds.quotientAndRemainder(dividingBy: 86400)
        if rest < 0 { (days, rest) = (days - 1, rest + 86400) }
        let (year, month, day) = Self.date(days)
        let date = "\(Self.digits(year, 4))-\(Self.digits(month, 2))-\(Self.digits(day, 2))"
        let time = "\(Self.digits(rest / 3600, 2)):\(Self.digits(rest / 60 % 60, 2)):\(Self.digits(rest % 60, 2))"
        guard let microseconds else { return "\(date)T\(time)Z" }
        guard (0..<1_000_000).contains(microseconds) else { return nil }
        return "\(date)T\(time).\(Self.digits(microseconds, 6))Z"
    }

    /// The date of a day since 1970. Years are counted from March on, so that a leap day is a year's last, in eras of 400
    /// years, which all have one length.
    private static func date(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let sinceMarch = days + 719_468
        let (era, dayOfEra) = sinceMarch.quotientAndRemainder(dividingBy: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, day)
    }

    private static func digits(_ number: Int, _ count: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }
}

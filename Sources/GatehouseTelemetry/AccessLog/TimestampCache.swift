/// Formats points in time as `2026-01-02T03:04:05.678Z`, and remembers the second: requests come in bursts, so that for
/// nearly all of them only the milliseconds are new.
struct TimestampCache {
    /// The second that `text` is about, since 1970.
    private var second = Int64.min
    /// `2026-01-02T03:04:05.`
    private var text = [UInt8](repeating: 0x20, count: 20)

    /// The last microsecond of the year 9999, the last that four digits can name.
    private static let latest: Int64 = 253_402_300_799_999_999

    /// Writes a point in time, microseconds since 1970 in UTC, cut off to milliseconds. Before 1970 and after 9999 the
    /// nearest that can be written is.
    mutating func write(_ microseconds: Int64, to line: inout LineCursor) {
        let time = min(max(microseconds, 0), Self.latest)
        let second = time / 1_000_000
        if second != self.second { self.format(second) }
        self.text.withUnsafeBytes { line.write(raw: $0) }
        line.write(Int(time % 1_000_000) / 1000, digits: 3)
        line.write(UInt8(ascii: "Z"))
    }

    private mutating func format(_ second: Int64) {
        self.second = second
        let date = CivilDate(daysSince1970: Int(second / 86400))
        let time = Int(second % 86400)
        self.text.withUnsafeMutableBytes { memory in
            var cursor = LineCursor(memory)
            cursor.write(date.year, digits: 4)
            cursor.write("-")
            cursor.write(date.month, digits: 2)
            cursor.write("-")
            cursor.write(date.day, digits: 2)
            cursor.write("T")
            cursor.write(time / 3600, digits: 2)
            cursor.write(":")
            cursor.write(time / 60 % 60, digits: 2)
            cursor.write(":")
            cursor.write(time % 60, digits: 2)
            cursor.write(".")
        }
    }
}

/// A day of the Gregorian calendar, from 1970 on.
struct CivilDate: Hashable {
    /// The year.
    var year: Int
    /// 1 to 12.
    var month: Int
    /// 1 to 31.
    var day: Int

    /// The day so many days after 1 January 1970. Years are counted from March, which puts the leap day at the end of a
    /// year and makes the lengths of the months regular: 153 days to every five of them.
    init(daysSince1970 days: Int) {
        let sinceMarch0 = days + 719_468
        let era = sinceMarch0 / 146_097
        let dayOfEra = sinceMarch0 % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        self.day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        self.month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        self.year = era * 400 + yearOfEra + (self.month <= 2 ? 1 : 0)
    }
}

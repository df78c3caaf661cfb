/// Points in time as Kubernetes writes them: RFC 3339.
public enum TimestampText {
    /// Whole seconds since 1970 in UTC; nil where the text is no point in time.
    public static func seconds(_ text: String) -> Int? {
        var digits = Digits(text.utf8[...])
        guard let year = digits.number(4), digits.take("-"), let month = digits.number(2), digits.take("-"),
            let day = digits.number(2), digits.take("T") || digits.take("t") || digits.take(" "),
            let hour = digits.number(2), digits.take(":"), let minute = digits.number(2), digits.take(":"),
            let second = digits.number(2), (1...12).contains(month), day >= 1,
            day <= Self.days(in: month, of: year), hour < 24, minute < 60, second <= 60
        else { return nil }
        if digits.take("."), !digits.skipDigits() { return nil }
        guard let offset = digits.offset(), digits.isAtEnd else { return nil }
        return Self.daysSince1970(year, month, day) * 86400 + hour * 3600 + minute * 60 + second - offset
    }

    /// `2026-01-02T03:04:05Z`; seconds since 1970 in UTC. Four digits are all that a year has: what is before the year 1
    /// or after 9999 is taken for its first or last second.
    public static func text(_ seconds: Int) -> String {
        let seconds = min(max(seconds, -62_135_596_800), 253_402_300_799)
        let rest = (seconds % 86400 + 86400) % 86400
        let (year, month, day) = Self.date((seconds - rest) / 86400)
        let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60)
        return Self.digits(4, year) + "-" + Self.digits(2, month) + "-" + Self.digits(2, day) + "T"
            + Self.digits(2, hour) + ":" + Self.digits(2, minute) + ":" + Self.digits(2, second) + "Z"
    }

    /// The date of a number of days since 1970. Years are counted from March, so that a leap day is a year's last.
    private static func date(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719468
        let era = (shifted >= 0 ? shifted : shifted - 146096) / 146097
        let dayOfEra = shifted - era * 146097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    private static func digits(_ count: Int, _ number: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, count - digits.utf8.count)) + digits
    }

    private static func days(in month: Int, of year: Int) -> Int {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        switch month {
        case 2: return isLeap ? 29 : 28
        case 4, 6, 9, 11: return 30
        default: return 31
        }
    }

    /// Counts years from March on, so that a leap day is a year's last.
    private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let year = month <= 2 ? year - 1 : year
        let month = (month + 9) % 12
        let days = (153 * month + 2) / 5 + day - 1
        let leapDays = year / 4 - year / 100 + year / 400
        // The first of March of the year 0 is this many days before 1970.
        return year * 365 + leapDays + days - 719468
    }
}

/// What is left to read of a text.
private struct Digits {
    private var rest: Substring.UTF8View

    init(_ text: Substring.UTF8View) { self.rest = text }

    var isAtEnd: Bool { self.rest.isEmpty }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard self.rest.first == UInt8(ascii: character) else { return false }
        self.rest.removeFirst()
        return true
    }

    mutating func number(_ count: Int) -> Int? {
        let digits = self.rest.prefix(count)
        guard digits.count == count else { return nil }
        var number = 0
        for digit in digits {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
            number = number * 10 + Int(digit - UInt8(ascii: "0"))
        }
        self.rest.removeFirst(count)
        return number
    }

    mutating func skipDigits() -> Bool {
        let before = self.rest.count
        self.rest = self.rest.drop { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return self.rest.count < before
    }

    /// Seconds east of Greenwich.
    mutating func offset() -> Int? {
        if self.take("Z") || self.take("z") { return 0 }
        let sign = self.take("+") ? 1 : self.take("-") ? -1 : 0
        guard sign != 0, let hours = self.number(2), self.take(":"), let minutes = self.number(2), hours < 24,
            minutes < 60
        else { return nil }
        return sign * (hours * 3600 + minutes * 60)
    }
}

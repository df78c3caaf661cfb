/// Points in time as Kubernetes writes them: RFC 3339.
public enum TimestampText {
    /// Whole seconds since 1970 in UTC; nil where the text is no point in time.
    public static func seconds(_ text: String) -> Int? { self.point(text)?.seconds }

    /// The text of the same point in time in UTC, with six digits after the seconds or none; what is smaller is cut off.
    ///
    /// - Returns: Nil where the text is no point in time, or none of the years 1 to 9999.
    public static func canonical(_ text: String, hasMicroseconds: Bool) -> String? {
        guard let (seconds, microseconds) = self.point(text) else { return nil }
        return self.text(seconds: seconds, microseconds: hasMicroseconds ? microseconds : nil)
    }

    private static func point(_ text: String) -> (seconds: Int, microseconds: Int)? {
        var digits = Digits(text.utf8[...])
        guard let year = digits.number(4), digits.take("-"), let month = digits.number(2), digits.take("-"),
            let day = digits.number(2), digits.take("T") || digits.take("t") || digits.take(" "),
            let hour = digits.number(2), digits.take(":"), let minute = digits.number(2), digits.take(":"),
            let second = digits.number(2), (1...12).contains(month), day >= 1,
            day <= Self.days(in: month, of: year), hour < 24, minute < 60, second <= 60
        else { return nil }
        guard let microseconds = digits.take(".") ? digits.millionths() : 0, let offset = digits.offset(),
            digits.isAtEnd
        else { return nil }
        let seconds = Self.daysSince1970(year, month, day) * 86400 + hour * 3600 + minute * 60 + second - offset
        return (seconds, microseconds)
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

    /// Digits after a point, of which there is at least one; those after the sixth are passed over.
    mutating func millionths() -> Int? {
        let digits = self.rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard !digits.isEmpty else { return nil }
        self.rest.removeFirst(digits.count)
        let number = digits.prefix(6).reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
        return (0..<max(0, 6 - digits.count)).reduce(number) { number, _ in number * 10 }
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

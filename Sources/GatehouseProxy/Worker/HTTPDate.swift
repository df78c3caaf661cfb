#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The value of the `date` field (RFC 9110 section 5.6.7), made once a second.
struct HTTPDate {
    private var second: Int = -1
    private var text: [UInt8] = []

    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// The text for a time.
    ///
    /// - Parameter microseconds: since 1970, UTC.
    mutating func value(at microseconds: Int64) -> [UInt8] {
        let second = Int(microseconds / 1_000_000)
        if second != self.second {
            self.second = second
            self.text = Self.format(second)
        }
        return self.text
    }

    /// The wall clock in microseconds since 1970.
    static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) &* 1_000_000 &+ Int64(time.tv_nsec) / 1000
    }

    static func format(_ second: Int) -> [UInt8] {
        let days = second / 86400
        let rest = second % 86400
        // Days to civil date, counting years from March so that the leap day is last.
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 2 : shiftedMonth - 10
        let year = yearOfEra + era * 400 + (month < 2 ? 1 : 0)
        func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let date = "\(Self.days[days % 7]), \(pad(day)) \(Self.months[month]) \(year)"
        return Array("\(date) \(pad(rest / 3600)):\(pad(rest / 60 % 60)):\(pad(rest % 60)) GMT".utf8)
    }
}

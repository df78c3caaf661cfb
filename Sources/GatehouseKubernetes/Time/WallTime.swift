#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// A point in time as it is written into objects.
struct WallTime: Hashable, Sendable {
    /// Since 1970.
    var seconds: Int
    /// 0 to 999,999.
    var microseconds = 0

    /// The time now.
    static func now() -> WallTime {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return WallTime(seconds: Int(time.tv_sec), microseconds: Int(time.tv_nsec) / 1000)
    }

    /// Whole seconds, as Kubernetes' `Time` is written: `2024-02-29T12:00:00Z`.
    var text: String { "\(self.dateAndTime)Z" }

    /// As Kubernetes' `MicroTime` is written: `2024-02-29T12:00:00.000000Z`.
    var microText: String { "\(self.dateAndTime).\(Self.padded(self.microseconds, to: 6))Z" }

    private var dateAndTime: String {
        let (days, second) = self.seconds.quotientAndRemainder(flooringBy: 86400)
        // Counted from the first of March of the year 0, so that a leap day is a year's last; in eras of 400 years.
        let (era, dayOfEra) = (days + 719468).quotientAndRemainder(flooringBy: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shifted + 2) / 5 + 1
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        let date = "\(Self.padded(year, to: 4))-\(Self.padded(month, to: 2))-\(Self.padded(day, to: 2))"
        let time = [second / 3600, second / 60 % 60, second % 60].map { Self.padded($0, to: 2) }
        return "\(date)T\(time.joined(separator: ":"))"
    }

    private static func padded(_ number: Int, to width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension Int {
    fileprivate func quotientAndRemainder(flooringBy divisor: Int) -> (Int, Int) {
        let (quotient, remainder) = self.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

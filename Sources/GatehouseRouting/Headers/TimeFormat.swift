/// How `%START_TIME%` is written: the parts of a `strftime` format that make sense for a time in UTC, and Envoy's
/// fractions of a second `%1f` to `%9f`.
struct TimeFormat: Sendable {
    private enum Part: Sendable {
        case literal([UInt8])
        case year, month, day, hour, minute, second, secondsSinceEpoch
        case fraction(digits: Int)
        case zone, zoneName
    }

    private var parts: [Part]

    /// The format that `text` spells; nil gives `2026-01-02T03:04:05.678Z`.
    init(_ text: [UInt8]?) throws(CompileFailure) {
        self.parts = []
        var rest = (text ?? Array("%Y-%m-%dT%H:%M:%S.%3fZ".utf8))[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                self.parts.append(.literal([byte]))
                continue
            }
            let directive = rest.popFirst() ?? 0
            self.parts.append(contentsOf: try Self.parts(directive, &rest))
        }
    }

    private static func parts(_ directive: UInt8, _ rest: inout ArraySlice<UInt8>) throws(CompileFailure) -> [Part] {
        switch directive {
        case UInt8(ascii: "Y"): return [.year]
        case UInt8(ascii: "m"): return [.month]
        case UInt8(ascii: "d"): return [.day]
        case UInt8(ascii: "H"): return [.hour]
        case UInt8(ascii: "M"): return [.minute]
        case UInt8(ascii: "S"): return [.second]
        case UInt8(ascii: "s"): return [.secondsSinceEpoch]
        case UInt8(ascii: "z"): return [.zone]
        case UInt8(ascii: "Z"): return [.zoneName]
        case UInt8(ascii: "f"): return [.fraction(digits: 9)]
        case UInt8(ascii: "F"): return [.year, .literal([0x2D]), .month, .literal([0x2D]), .day]
        case UInt8(ascii: "T"): return [.hour, .literal([0x3A]), .minute, .literal([0x3A]), .second]
        case UInt8(ascii: "1")...UInt8(ascii: "9") where rest.first == UInt8(ascii: "f"):
            rest.removeFirst()
            return [.fraction(digits: Int(directive) - 0x30)]
        default:
            let spelled = directive == 0 ? "%" : "%\(Character(Unicode.Scalar(directive)))"
            throw CompileFailure("`\(spelled)` is not a part of a time that `%START_TIME(…)%` can write")
        }
    }

    /// Appends a time in microseconds since 1970.
    func write(_ microseconds: Int64, to output: inout [UInt8]) {
        let (seconds, fraction) = microseconds.flooredDivision(by: 1_000_000)
        let (days, secondOfDay) = seconds.flooredDivision(by: 86400)
        let date = CivilDate(daysSinceEpoch: days)
        for part in self.parts {
            switch part {
            case .literal(let bytes): output.append(contentsOf: bytes)
            case .year: output.append(decimal: date.year, digits: 4)
            case .month: output.append(decimal: date.month, digits: 2)
            case .day: output.append(decimal: date.day, digits: 2)
            case .hour: output.append(decimal: secondOfDay / 3600, digits: 2)
            case .minute: output.append(decimal: secondOfDay / 60 % 60, digits: 2)
            case .second: output.append(decimal: secondOfDay % 60, digits: 2)
            case .secondsSinceEpoch: output.append(decimal: seconds, digits: 1)
            case .fraction(let digits):
                let start = output.count
                output.append(decimal: fraction &* 1000, digits: 9)
                output.removeSubrange((start + digits)...)
            case .zone: output.append(contentsOf: "+0000".utf8)
            case .zoneName: output.append(contentsOf: "UTC".utf8)
            }
        }
    }
}

extension Int64 {
    fileprivate func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = self.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient &- 1, remainder &+ divisor) : (quotient, remainder)
    }
}

extension [UInt8] {
    /// Appends `number` in decimal, with zeros in front up to `digits`.
    mutating func append(decimal number: Int64, digits: Int) {
        let text = String(number).utf8
        for _ in 0..<Swift.max(0, digits - text.count) { self.append(0x30) }
        self.append(contentsOf: text)
    }
}

/// A day of the Gregorian calendar.
private struct CivilDate {
    var year: Int64
    var month: Int64
    var day: Int64

    /// Counts in eras of 400 years that begin on 1 March, so that the leap day is a year's last.
    init(daysSinceEpoch days: Int64) {
        let shifted = days &+ 719_468
        let era = shifted.flooredDivision(by: 146_097)
        let dayOfEra = era.remainder
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        self.day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        self.month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        self.year = yearOfEra + era.quotient * 400 + (self.month <= 2 ? 1 : 0)
    }
}

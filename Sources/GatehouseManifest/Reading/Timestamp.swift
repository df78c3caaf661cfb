/// A moment as Kubernetes writes it (RFC 3339), in seconds since 1970.
struct Timestamp: FieldValue {
    var seconds: Int64

    static func read(_ node: Int, _ reading: Reading) -> Timestamp? {
        guard let text = String.read(node, reading) else { return nil }
        if let seconds = Self.seconds(text) { return Timestamp(seconds: seconds) }
        reading.refuse(
            node, "`\(reading.field)` is \"\(reading.excerpt(node))\"; a time is written like 2026-01-02T03:04:05Z.")
        return nil
    }

    static func seconds(_ text: String) -> Int64? {
        var rest = Array(text.utf8)[...]
        guard let year = Self.number(&rest, digits: 4, before: "-"),
            let month = Self.number(&rest, digits: 2, before: "-"),
            let day = Self.number(&rest, digits: 2, before: "T"), let hour = Self.number(&rest, digits: 2, before: ":"),
            let minute = Self.number(&rest, digits: 2, before: ":"),
            let second = Self.number(&rest, digits: 2, before: nil),
            (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second <= 60
        else { return nil }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst().drop { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        }
        guard let offset = Self.offset(&rest), rest.isEmpty else { return nil }
        return Self.days(year, month, day) * 86400 + hour * 3600 + minute * 60 + second - offset
    }

    private static func offset(_ text: inout ArraySlice<UInt8>) -> Int64? {
        switch text.popFirst() {
        case UInt8(ascii: "Z"), UInt8(ascii: "z"): return 0
        case UInt8(ascii: "+"): return Self.hoursAndMinutes(&text)
        case UInt8(ascii: "-"): return Self.hoursAndMinutes(&text).map { -$0 }
        default: return nil
        }
    }

    private static func hoursAndMinutes(_ text: inout ArraySlice<UInt8>) -> Int64? {
        guard let hours = Self.number(&text, digits: 2, before: ":"),
            let minutes = Self.number(&text, digits: 2, before: nil)
        else { return nil }
        return hours * 3600 + minutes * 60
    }

    private static func number(
        _ text: inout ArraySlice<UInt8>, digits: Int, before separator: Unicode.Scalar?
    ) -> Int64? {
        guard text.count >= digits else { return nil }
        var value: Int64 = 0
        for byte in text.prefix(digits) {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            value = value * 10 + Int64(byte - UInt8(ascii: "0"))
        }
        text = text.dropFirst(digits)
        guard let separator else { return value }
        return text.popFirst() == UInt8(ascii: separator) ? value : nil
    }

    /// Days from 1970-01-01 in the Gregorian calendar, counted from March so that a leap day ends its year.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let year = month <= 2 ? year - 1 : year
        let monthFromMarch = (month + 9) % 12
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        return year * 365 + year / 4 - year / 100 + year / 400 + dayOfYear - 719_468
    }
}

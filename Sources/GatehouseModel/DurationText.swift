/// Durations as Go writes them, which is what Istio accepts: numbers with units, in any order, `1h30m` or `1.5s`.
public enum DurationText {
    /// The duration; nil when it is none, or longer than 64 bits of nanoseconds.
    public static func parse(_ text: String) -> Duration? {
        var rest = Array(text.utf8)[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        if rest.elementsEqual("0".utf8) { return .zero }
        guard !rest.isEmpty else { return nil }
        var total: Int64 = 0
        while !rest.isEmpty {
            guard let part = Self.part(&rest) else { return nil }
            let (sum, isTooLong) = total.addingReportingOverflow(part)
            if isTooLong { return nil }
            total = sum
        }
        return .nanoseconds(isNegative ? -total : total)
    }

    /// Nanoseconds of one number and its unit.
    private static func part(_ text: inout ArraySlice<UInt8>) -> Int64? {
        let whole = Self.digits(&text)
        var fraction: ArraySlice<UInt8> = []
        if text.first == UInt8(ascii: ".") {
            text.removeFirst()
            fraction = Self.digits(&text)
        }
        guard !whole.isEmpty || !fraction.isEmpty, let unit = Self.unit(&text) else { return nil }
        var value: Int64 = 0
        for digit in whole {
            let (product, isTooLarge) = value.multipliedReportingOverflow(by: 10)
            let (sum, isTooLargeStill) = product.addingReportingOverflow(Int64(digit - UInt8(ascii: "0")))
            if isTooLarge || isTooLargeStill { return nil }
            value = sum
        }
        let (product, isTooLong) = value.multipliedReportingOverflow(by: unit)
        if isTooLong { return nil }
        // Digits below a nanosecond are dropped.
        var nanoseconds: Int64 = 0
        var scale = unit
        for digit in fraction {
            scale /= 10
            if scale == 0 { break }
            nanoseconds += Int64(digit - UInt8(ascii: "0")) * scale
        }
        let (sum, isTooLongStill) = product.addingReportingOverflow(nanoseconds)
        return isTooLongStill ? nil : sum
    }

    private static func digits(_ text: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let digits = text.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
        text = text.dropFirst(digits.count)
        return digits
    }

    private static func unit(_ text: inout ArraySlice<UInt8>) -> Int64? {
        for (name, nanoseconds) in Self.units where text.starts(with: name.utf8) {
            text = text.dropFirst(name.utf8.count)
            return nanoseconds
        }
        return nil
    }

    /// Longer names first; the micro sign has two code points.
    private static let units: [(String, Int64)] = [
        ("ns", 1), ("us", 1000), ("\u{B5}s", 1000), ("\u{3BC}s", 1000), ("ms", 1_000_000), ("s", 1_000_000_000),
        ("m", 60_000_000_000), ("h", 3_600_000_000_000),
    ]
}

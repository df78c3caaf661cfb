import GatehouseModel

/// Checks of numbers and durations. A value that is absent is not looked at.
extension FieldValidator {
    /// A port: 1 to 65535.
    func checkPort(_ number: (some BinaryInteger)?) {
        guard let number, !(1...65535).contains(number) else { return }
        self.error("is \(number); a port is 1 to 65535")
    }

    /// A port where 0 means that none is given.
    func checkPortUnlessZero(_ number: (some BinaryInteger)?) {
        if number != 0 { self.checkPort(number) }
    }

    /// A whole number of percent: 0 to 100.
    func checkPercentage(_ value: (some BinaryInteger)?) {
        guard let value, !(0...100).contains(value) else { return }
        self.error("is \(value); a percentage is 0 to 100")
    }

    /// A percentage of requests: 0, or from 0.0001, the finest share that can be drawn, to 100.
    func checkShare(_ percent: Percent?) {
        guard let value = percent?.value, !(value == 0 || (0.0001...100).contains(value)) else { return }
        self["value"].error("is \(value); a percentage is 0, or 0.0001 to 100")
    }

    /// A number that may not be below zero.
    func checkNotNegative(_ value: (some BinaryInteger)?) {
        guard let value, value < 0 else { return }
        self.error("is \(value); it can't be negative")
    }

    /// A duration that has to be there.
    func checkRequiredDuration(_ duration: Duration?) {
        if duration == nil { self.error("is missing; a duration such as 30s is needed") }
        self.checkDuration(duration)
    }

    /// A duration of at least 1 ms, in whole milliseconds: the precision of every timer here.
    func checkDuration(_ duration: Duration?) {
        guard let duration else { return }
        if duration < .milliseconds(1) {
            self.error("is \(duration.seconds); a duration is at least 1ms")
        } else if !duration.isWhole(attoseconds: 1_000_000_000_000_000) {
            self.error("is \(duration.seconds); a duration is a whole number of milliseconds")
        }
    }
}

extension Duration {
    /// The duration as it is written in a resource: `1.5s`.
    var seconds: String {
        let (seconds, attoseconds) = self.components
        if attoseconds == 0 { return "\(seconds)s" }
        let fraction = String(attoseconds.magnitude)
        let digits = String(repeating: "0", count: max(0, 18 - fraction.count)) + fraction
        let sign = self < .zero ? "-" : ""
        let significant = String(digits.reversed().drop { $0 == "0" }.reversed())
        return "\(sign)\(seconds.magnitude).\(significant)s"
    }

    /// Whether this is a whole number of the unit, which divides a second.
    func isWhole(attoseconds unit: Int64) -> Bool { self.components.attoseconds % unit == 0 }
}

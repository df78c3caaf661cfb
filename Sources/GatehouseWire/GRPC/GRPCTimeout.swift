/// The value of `grpc-timeout`: how long a caller waits (gRPC over HTTP/2, "Requests").
public enum GRPCTimeout {
    /// Nanoseconds of a value such as `250m`; nil when it is not one to eight digits and a unit. What exceeds 292 years
    /// is cut there, and zero means that no time is left.
    public static func nanoseconds(_ value: UnsafeRawBufferPointer) -> Int64? {
        guard value.count >= 2, value.count <= 9, let letter = value.last, let unit = self.unit(letter) else {
            return nil
        }
        var amount: Int64 = 0
        for byte in value.dropLast() {
            guard (0x30...0x39).contains(byte) else { return nil }
            amount = amount * 10 + Int64(byte &- 0x30)
        }
        let (product, overflows) = amount.multipliedReportingOverflow(by: unit)
        return overflows ? .max : product
    }

    /// The same as a duration.
    public static func duration(_ value: UnsafeRawBufferPointer) -> Duration? {
        self.nanoseconds(value).map { .nanoseconds($0) }
    }

    /// Nanoseconds of one unit; the letter's case matters.
    private static func unit(_ letter: UInt8) -> Int64? {
        switch letter {
        case UInt8(ascii: "H"): 3_600_000_000_000
        case UInt8(ascii: "M"): 60_000_000_000
        case UInt8(ascii: "S"): 1_000_000_000
        case UInt8(ascii: "m"): 1_000_000
        case UInt8(ascii: "u"): 1000
        case UInt8(ascii: "n"): 1
        default: nil
        }
    }
}

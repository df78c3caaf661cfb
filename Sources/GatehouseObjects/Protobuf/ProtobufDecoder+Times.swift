import GatehouseModel

extension ProtobufDecoder {
    private static let timestamp = ProtobufMessage([.init(1, "seconds", .long), .init(2, "nanos", .whole)])

    /// Go's time without a value: the beginning of the year 1. It is null in JSON, and so is an empty message.
    private static let unset: Int64 = -62_135_596_800

    /// A point in time as RFC 3339 has it, in whole seconds or with six digits after them; what is smaller is cut off.
    mutating func time(_ bytes: ArraySlice<UInt8>, hasFraction: Bool) throws(ProtobufError) -> JSON {
        if bytes.isEmpty { return .null }
        let members = try self.members(of: Self.timestamp, in: bytes)
        let seconds = members["seconds"]?.integer ?? 0
        // At most 2^31 to either side, of which whole seconds go over to the others.
        let fraction = hasFraction ? (members["nanos"]?.integer ?? 0) / 1000 : 0
        var (carry, microseconds) = fraction.quotientAndRemainder(dividingBy: 1_000_000)
        if microseconds < 0 { (carry, microseconds) = (carry - 1, microseconds + 1_000_000) }
        let (sum, overflow) = seconds.addingReportingOverflow(carry)
        if sum == Self.unset, microseconds == 0 { return .null }
        guard !overflow, let whole = Int(exactly: sum),
            let text = TimestampText.text(seconds: whole, microseconds: hasFraction ? Int(microseconds) : nil)
        else { throw ProtobufError(.invalidTime) }
        return .string(text)
    }
}

/// Names of hosts as they travel: ASCII, internationalised ones in their A-label form (RFC 1123 section 2.1).
enum HostName {
    /// Longest name without its final dot, and longest label (RFC 1035 section 2.3.4).
    private static let maximumLength = 253
    private static let maximumLabelLength = 63

    /// The name in lower case and without a final dot; nil when it is not the name of a host.
    ///
    /// Underscores are let through, because names with them are in use although no host should have one.
    static func normalized(_ bytes: UnsafeRawBufferPointer) -> [UInt8]? {
        let count = bytes.last == UInt8(ascii: ".") ? bytes.count - 1 : bytes.count
        guard count > 0, count <= self.maximumLength else { return nil }
        var name: [UInt8] = []
        name.reserveCapacity(count)
        var labelLength = 0
        var previous = UInt8(ascii: ".")
        for index in 0..<count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "."):
                guard labelLength > 0, previous != UInt8(ascii: "-") else { return nil }
                labelLength = 0
            case UInt8(ascii: "-"):
                guard labelLength > 0 else { return nil }
                labelLength += 1
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
                labelLength += 1
            default: return nil
            }
            guard labelLength <= self.maximumLabelLength else { return nil }
            name.append((byte &- 0x41) < 26 ? byte | 0x20 : byte)
            previous = byte
        }
        return labelLength > 0 && previous != UInt8(ascii: "-") ? name : nil
    }
}

/// An IP address: a number, so that two spellings of one address are one value.
public enum IPAddress: Hashable, Sendable {
    /// An IPv4 address in the host's byte order: `127.0.0.1` is 0x7F000001.
    case v4(UInt32)
    /// An IPv6 address, its first and its last eight bytes.
    case v6(UInt64, UInt64)

    /// An address of 4 or 16 bytes in network order; nil for any other count.
    public init?(bytes: some Collection<UInt8>) {
        switch bytes.count {
        case 4: self = .v4(bytes.reduce(0) { $0 << 8 | UInt32($1) })
        case 16:
            let number: (UInt64, UInt8) -> UInt64 = { $0 << 8 | UInt64($1) }
            self = .v6(bytes.prefix(8).reduce(0, number), bytes.dropFirst(8).reduce(0, number))
        default: return nil
        }
    }

    /// The 4 or 16 bytes in network order.
    public var bytes: [UInt8] {
        switch self {
        case .v4(let number): (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
        case .v6(let high, let low):
            [high, low].flatMap { half in (0..<8).map { UInt8(truncatingIfNeeded: half >> (56 - 8 * $0)) } }
        }
    }
}

extension IPAddress: CustomStringConvertible {
    /// The address as text: `192.0.2.1`, or IPv6 in the one spelling that RFC 5952 chose of many.
    public var description: String {
        switch self {
        case .v4: return Self.dotted(self.bytes)
        case .v6(0, let low) where low >> 32 == 0xFFFF: return "::ffff:" + Self.dotted(self.bytes.suffix(4))
        case .v6(let high, let low):
            let groups = [high, low].flatMap { half in
                (0..<4).map { UInt16(truncatingIfNeeded: half >> (48 - 16 * $0)) }
            }
            guard let gap = Self.longestGap(in: groups) else { return Self.colonSeparated(groups) }
            return Self.colonSeparated(groups[..<gap.lowerBound]) + "::"
                + Self.colonSeparated(groups[gap.upperBound...])
        }
    }

    private static func dotted(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { String($0) }.joined(separator: ".")
    }

    private static func colonSeparated(_ groups: some Sequence<UInt16>) -> String {
        groups.map { String($0, radix: 16) }.joined(separator: ":")
    }

    /// The first of the longest runs of at least two zeros, which `::` stands for.
    private static func longestGap(in groups: [UInt16]) -> Range<Int>? {
        var longest: Range<Int>?
        var start = 0
        for (index, group) in groups.enumerated() {
            if group != 0 {
                start = index + 1
            } else if index + 1 - start > max(1, longest?.count ?? 0) {
                longest = start..<(index + 1)
            }
        }
        return longest
    }
}

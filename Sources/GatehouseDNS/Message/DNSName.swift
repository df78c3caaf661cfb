/// A domain name (RFC 1035 section 3.1): labels of up to 63 bytes, 255 bytes in all as it travels.
///
/// It keeps the spelling that it came in, and is equal to the same name in any other letter case (RFC 4343).
public struct DNSName: Sendable {
    /// The most bytes of a name as it travels, lengths of labels and the final zero included.
    public static let maximumLength = 255
    /// The most bytes of a label.
    public static let maximumLabelLength = 63

    /// Each label after its length, then a zero; never compressed.
    let wire: [UInt8]

    /// The name with nothing but the final zero.
    public static let root = DNSName(validWire: [0])

    /// A name whose wire form somebody has checked.
    init(validWire wire: [UInt8]) { self.wire = wire }

    /// Whether this is the root.
    public var isRoot: Bool { self.wire.count == 1 }

    /// The labels from left to right; none for the root.
    public var labels: [ArraySlice<UInt8>] {
        var labels: [ArraySlice<UInt8>] = []
        var index = 0
        while index < self.wire.count, self.wire[index] != 0 {
            let end = min(index + 1 + Int(self.wire[index]), self.wire.count)
            labels.append(self.wire[(index + 1)..<end])
            index = end
        }
        return labels
    }

    /// This name with the labels of `suffix` behind its own; nil when that is too long.
    public func appending(_ suffix: DNSName) -> DNSName? {
        let wire = self.wire.dropLast() + suffix.wire
        return wire.count <= Self.maximumLength ? DNSName(validWire: Array(wire)) : nil
    }

    /// Whether this is `other` or a name below it.
    public func isEqualOrBelow(_ other: DNSName) -> Bool {
        let mine = self.labels
        let theirs = other.labels
        return mine.count >= theirs.count
            && zip(mine.reversed(), theirs.reversed()).allSatisfy { mine, theirs in
                mine.elementsEqual(theirs) { $0.lowercasedASCII == $1.lowercasedASCII }
            }
    }

    /// Whether a host may have this name (RFC 1123 section 2.1): letters, digits and inner hyphens. Underscores are let
    /// through, because names with them are in use although no host should have one.
    public var isHostName: Bool {
        !self.isRoot
            && self.labels.allSatisfy { label in
                label.first != UInt8(ascii: "-") && label.last != UInt8(ascii: "-")
                    && label.allSatisfy { byte in
                        switch byte.lowercasedASCII {
                        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                            UInt8(ascii: "-"), UInt8(ascii: "_"):
                            true
                        default: false
                        }
                    }
            }
    }
}

extension DNSName: Hashable {
    /// Whether both are one name, whatever the case of its letters.
    public static func == (left: DNSName, right: DNSName) -> Bool {
        // Lengths are below any letter, so that they may be folded with the rest.
        left.wire.elementsEqual(right.wire) { $0.lowercasedASCII == $1.lowercasedASCII }
    }

    /// Feeds the name without its letter case.
    public func hash(into hasher: inout Hasher) {
        for byte in self.wire { hasher.combine(byte.lowercasedASCII) }
    }
}

extension UInt8 {
    /// The small letter for a capital one of ASCII; any other byte as it is.
    var lowercasedASCII: UInt8 { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self }
}

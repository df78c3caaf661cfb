public import GatehousePlan

/// The names that requests may have resolved, of a cluster whose endpoints are found so (semantics S1, DYNAMIC_DNS).
public struct RequestedNames: Sendable {
    /// What the cluster's plan says.
    public let plan: RequestedNamesPlan
    private let suffix: [UInt8]

    /// Longest name, and longest label (RFC 1035 section 2.3.4).
    private static let maximumLength = 253
    private static let maximumLabelLength = 63

    init(_ plan: RequestedNamesPlan) {
        self.plan = plan
        self.suffix = Array(plan.suffix.lowercased().utf8)
    }

    /// The name to resolve for an authority or a server name, in lower case, without its port and a final dot; nil when
    /// it is not the name of a host, or not one of these.
    ///
    /// An address is not one, however it is spelt: a name whose last label is a number is read as an address by some.
    public func name(in authority: UnsafeRawBufferPointer) -> [UInt8]? {
        let host = AuthorityPort.host(of: authority)
        let count = host.last == UInt8(ascii: ".") ? host.count - 1 : host.count
        guard count > self.suffix.count, count <= Self.maximumLength else { return nil }
        var name: [UInt8] = []
        name.reserveCapacity(count)
        var labelLength = 0
        var isNumber = true
        for byte in host.prefix(count) {
            switch byte {
            case UInt8(ascii: "."):
                guard labelLength > 0 else { return nil }
                labelLength = 0
                isNumber = true
                name.append(byte)
                continue
            case UInt8(ascii: "0")...UInt8(ascii: "9"): break
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"),
                UInt8(ascii: "_"):
                isNumber = false
            default: return nil
            }
            labelLength += 1
            guard labelLength <= Self.maximumLabelLength else { return nil }
            name.append((byte &- 0x41) < 26 ? byte | 0x20 : byte)
        }
        guard labelLength > 0, !isNumber, name.suffix(self.suffix.count).elementsEqual(self.suffix) else { return nil }
        return name
    }
}

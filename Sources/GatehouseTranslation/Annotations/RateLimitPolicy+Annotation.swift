import GatehousePlan

extension RateLimitPolicy {
    /// The limit that an entry states: `100/minute, burst=20, key=client-address`.
    init(_ entry: inout AnnotationEntry, name: String) throws(AnnotationProblem) {
        let rate = entry.head.joined()
        let parts = rate.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, let requests = AnnotationEntry.count(parts[0]), let unit = Self.unit(parts[1]) else {
            throw AnnotationProblem(
                "says \"\(rate)\"; write how many requests in which time, such as 100/minute, 5/second or 1000/10m")
        }
        let burst = try entry.takeCount("burst")
        self.init(
            requests: requests, unit: unit, burst: burst ?? requests, key: try Self.key(entry.take("key")), name: name)
    }

    private static func unit(_ text: String) -> Duration? {
        switch text {
        case "second", "sec", "s": .seconds(1)
        case "minute", "min", "m": .seconds(60)
        case "hour", "h": .seconds(3600)
        case "day", "d": .seconds(86_400)
        default: AnnotationEntry.duration(text)
        }
    }

    private static func key(_ text: String?) throws(AnnotationProblem) -> Key {
        switch text {
        case nil, "all": return .everything
        case "client-address": return .clientAddress
        case .some(let text):
            let name = text.dropFirst("header:".count)
            guard text.hasPrefix("header:"), !name.isEmpty, name.utf8.allSatisfy(isToken) else {
                throw AnnotationProblem("has key=\(text); write all, client-address or header:NAME")
            }
            return .header(name.lowercased())
        }
    }
}

/// Whether a byte may be in the name of a header field (RFC 9110 section 5.6.2).
func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"):
        true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
}

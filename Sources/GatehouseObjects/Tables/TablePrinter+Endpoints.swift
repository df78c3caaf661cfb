extension TablePrinter {
    @Sendable static func endpoints(_ object: JSON, _ column: String, _ now: Int) -> String {
        let subsets = object["subsets"]?.array ?? []
        return Self.abridged(subsets.flatMap(Self.places), orElse: "<none>")
    }

    private static func places(of subset: JSON) -> [String] {
        let addresses = (subset["addresses"]?.array ?? []).compactMap { $0["ip"]?.string }
        // A headless service may have no ports.
        guard let ports = subset["ports"]?.array, !ports.isEmpty else { return addresses }
        return ports.flatMap { port in
            let number = port["port"]?.integer ?? 0
            return addresses.map { $0.utf8.contains(UInt8(ascii: ":")) ? "[\($0)]:\(number)" : "\($0):\(number)" }
        }
    }

    @Sendable static func endpointSlice(_ object: JSON, _ column: String, _ now: Int) -> String {
        switch column {
        case "AddressType": return object["addressType"]?.string ?? ""
        case "Ports":
            let ports = (object["ports"]?.array ?? []).map { port in
                port["port"]?.integer.map(String.init) ?? port["name"]?.string ?? "*"
            }
            return Self.abridged(ports, orElse: "<unset>")
        default:
            let addresses = (object["endpoints"]?.array ?? []).flatMap { $0["addresses"]?.texts ?? [] }
            return Self.abridged(addresses, orElse: "<unset>")
        }
    }

    /// The first three, and how many more there are.
    private static func abridged(_ parts: [String], orElse nothing: String) -> String {
        if parts.isEmpty { return nothing }
        let shown = parts.prefix(3).joined(separator: ",")
        return parts.count > 3 ? "\(shown) + \(parts.count - 3) more..." : shown
    }
}

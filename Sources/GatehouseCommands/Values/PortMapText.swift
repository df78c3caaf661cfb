/// Port maps: `80=8080,443=8443`.
enum PortMapText {
    /// The map that `text` spells.
    static func parse(_ text: String) throws(UnusableValue) -> [Int: Int] {
        var map: [Int: Int] = [:]
        for entry in text.split(separator: ",", omittingEmptySubsequences: false) {
            let ports = entry.split(separator: "=", omittingEmptySubsequences: false)
            guard ports.count == 2, let gateway = Self.port(ports[0]), let local = Self.port(ports[1]) else {
                throw UnusableValue(
                    "'\(entry)' is not GATEWAY_PORT=LOCAL_PORT with ports from 1 to 65535, such as 80=8080,443=8443")
            }
            guard map.updateValue(local, forKey: gateway) == nil else {
                throw UnusableValue("port \(gateway) is mapped twice")
            }
        }
        let locals = Dictionary(grouping: map, by: \.value).filter { $0.value.count > 1 }
        if let (local, sources) = locals.min(by: { $0.key < $1.key }) {
            let ports = sources.map { String($0.key) }.sorted().joined(separator: " and ")
            throw UnusableValue("the Gateway ports \(ports) can't both be at local port \(local)")
        }
        return map
    }

    /// A port from 1 to 65535.
    static func port(_ text: some StringProtocol) -> Int? {
        guard text.allSatisfy({ $0.isASCII && $0.isNumber }), let port = Int(text), (1...65535).contains(port) else {
            return nil
        }
        return port
    }
}

import GatehouseTranslation

/// Endpoints: `HOST[:PORT]=ADDRESS:PORT[,label=value...]`.
enum EndpointText {
    /// The endpoint that `text` spells.
    static func parse(_ text: String) throws(UnusableValue) -> ExplicitEndpoint {
        let form = "expected HOST[:PORT]=ADDRESS:PORT[,label=value...], such as reviews:9080=127.0.0.1:9080,version=v1"
        guard let equals = text.firstIndex(of: "=") else { throw UnusableValue(form) }
        let (host, port) = try self.service(text[..<equals], form: form)
        let parts = text[text.index(after: equals)...].split(separator: ",", omittingEmptySubsequences: false)
        guard let address = parts.first else { throw UnusableValue(form) }
        let labels = try LabelsText.parse(entries: Array(parts.dropFirst()))
        if address.hasPrefix("unix:///") {
            return ExplicitEndpoint(
                host: host, port: port, address: String(address), endpointPort: 0, labels: labels)
        }
        guard let socket = try? SocketAddressText.parse(String(address), allowsAnyPort: false),
            !address.hasPrefix(":")
        else { throw UnusableValue("'\(address)' is not an IP address and a port; \(form)") }
        return ExplicitEndpoint(
            host: host, port: port, address: socket.address, endpointPort: socket.port, labels: labels)
    }

    private static func service(
        _ text: Substring, form: String
    ) throws(UnusableValue) -> (host: String, port: Int?) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let host = parts[0].lowercased()
        let isName = host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            !label.isEmpty && label.count <= 63
                && label.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
        }
        guard isName, parts.count <= 2 else { throw UnusableValue("'\(text)' is not a service's host; \(form)") }
        guard parts.count == 2 else { return (host, nil) }
        guard let port = PortMapText.port(parts[1]) else {
            throw UnusableValue("'\(parts[1])' is not a port from 1 to 65535; \(form)")
        }
        return (host, port)
    }
}

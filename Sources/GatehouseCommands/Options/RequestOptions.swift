import ArgumentParser
import GatehouseRouting

/// The request that is asked about.
struct RequestOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The listener's port, before any port map; 80, or 443 with --tls.", valueName: "port"),
        transform: { try RequestText.port($0) })
    var port: Int?

    @Option(help: ArgumentHelp("The host, with a port if the client sends one.", valueName: "host"))
    var host: String?

    @Option(
        help: ArgumentHelp("Path and query. (default: /)", valueName: "path"),
        transform: { try RequestText.path($0) })
    var path = "/"

    @Option(
        help: ArgumentHelp("The method. (default: GET)", valueName: "method"),
        transform: { try RequestText.method($0) })
    var method = "GET"

    @Option(
        name: [.customShort("H"), .customLong("header")],
        help: ArgumentHelp("A header field; repeatable.", valueName: "name: value"),
        transform: { text in
            let field = try HeaderText.parse(text)
            return SimulatedCall.Header(name: field.name, value: field.value)
        })
    var headers: [SimulatedCall.Header] = []

    @Flag(help: "The client speaks TLS.")
    var tls = false

    @Option(
        help: ArgumentHelp(
            "The server name of the TLS handshake, or '' for none; by default the host. Implies --tls.",
            valueName: "host"))
    var sni: String?

    @Option(
        help: ArgumentHelp("The client's address. (default: 192.0.2.1)", valueName: "ip"),
        transform: { try RequestText.address($0) })
    var sourceIP = "192.0.2.1"

    /// What the simulation is asked.
    var call: SimulatedCall {
        let isSecure = self.tls || self.sni != nil
        let hostHeader = self.headers.last { $0.name == "host" }?.value
        let host = self.host ?? hostHeader ?? self.sni ?? "localhost"
        return SimulatedCall(
            port: self.port ?? (isSecure ? 443 : 80), host: host, target: self.path, method: self.method,
            headers: self.headers.filter { $0.name != "host" }, isSecure: isSecure,
            serverName: isSecure ? (self.sni ?? Self.withoutPort(host)) : nil, sourceAddress: self.sourceIP)
    }

    /// The host that a client sends as server name: the authority without its port.
    static func withoutPort(_ host: String) -> String {
        guard let colon = host.lastIndex(of: ":"), !host.hasSuffix("]") else { return host }
        return String(host[..<colon])
    }
}

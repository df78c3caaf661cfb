import GatehouseObjects
import GatehouseRouting

extension SimulatedCall {
    /// The request of a test, by the names of `explain`'s options.
    init(_ request: JSON, at place: String) throws(RoutingTestError) {
        let fields = try TestFields(
            request, at: place, allowed: ["port", "host", "path", "method", "headers", "tls", "sni", "sourceIP"])
        let serverName = try fields.text("sni")
        let isSecure = try fields.flag("tls") || serverName != nil
        guard isSecure || fields.members["sni"] == nil, serverName == nil || fields.members["tls"] != false else {
            throw RoutingTestError("\(place).sni: there is a server name with TLS only.")
        }
        let host = try fields.text("host") ?? serverName ?? "localhost"
        self.init(
            port: try fields.value("port", RequestText.port) ?? (isSecure ? 443 : 80), host: host,
            target: try fields.value("path", RequestText.path) ?? "/",
            method: try fields.value("method", RequestText.method) ?? "GET",
            headers: try Self.headers(fields.members["headers"] ?? [:], at: "\(place).headers"), isSecure: isSecure,
            serverName: isSecure ? serverName ?? RequestOptions.withoutPort(host) : nil,
            sourceAddress: try fields.value("sourceIP", RequestText.address) ?? "192.0.2.1")
    }

    /// Fields by their names; one that is sent several times has a list of values.
    private static func headers(_ value: JSON, at place: String) throws(RoutingTestError) -> [Header] {
        guard let members = value.object else { throw RoutingTestError("\(place): expected a mapping.") }
        var headers: [Header] = []
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            for element in value.array ?? [value] {
                let text = try element.text(at: "\(place).\(name)")
                do throws(UnusableValue) {
                    let field = try HeaderText.parse("\(name): \(text)")
                    headers.append(Header(name: field.name, value: field.value))
                } catch {
                    throw RoutingTestError("\(place).\(name): \(error).")
                }
            }
        }
        return headers
    }
}

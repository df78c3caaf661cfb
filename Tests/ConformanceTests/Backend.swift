import GatehouseTestSupport
import GatehouseTranslation

/// The services of a fixture.
enum Backend {
    /// An echo, which a request may ask to have another status (`x-answer-status`) or a header more
    /// (`x-answer-header: name=value`).
    static func reply(to request: OriginRequest) throws -> OriginReply? {
        var reply = try OriginReply.echo(request)
        if let status = request.fields["x-answer-status"].flatMap({ Int($0) }) { reply.status = status }
        for header in request.fields.values("x-answer-header") {
            let parts = header.split(separator: "=", maxSplits: 1).map(String.init)
            if parts.count == 2 { reply.headers.append((parts[0], parts[1])) }
        }
        return reply
    }

    /// The endpoint that an origin's name, `host,label=value`, stands for.
    static func endpoint(of origin: TestOrigin) -> ExplicitEndpoint {
        let parts = origin.name.split(separator: ",").map(String.init)
        let labels = parts.dropFirst().map { $0.split(separator: "=").map(String.init) }.filter { $0.count == 2 }
        return ExplicitEndpoint(
            host: parts.first ?? "", address: "127.0.0.1", endpointPort: origin.port,
            labels: Dictionary(labels.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first }))
    }
}

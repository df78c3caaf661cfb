import Foundation
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

    /// A Secret with a certificate of its own, as a further document of a manifest.
    static func secret(_ name: String) throws -> String {
        let authority = try TestCertificates.Authority()
        let issued = try authority.issue(names: [name])
        func entry(_ key: String, _ text: String) -> String {
            "  \(key): \(Data(text.utf8).base64EncodedString())\n"
        }
        return "\n---\napiVersion: v1\nkind: Secret\nmetadata:\n  name: \(name)\n  namespace: istio-system\ndata:\n"
            + entry("tls.crt", issued.certificatePEM) + entry("tls.key", issued.privateKeyPEM)
            + entry("ca.crt", authority.certificatePEM)
    }

    /// The endpoint that an origin's name, `host,label=value`, stands for.
    static func endpoint(of origin: LiveOrigin) -> ExplicitEndpoint {
        let parts = origin.name.split(separator: ",").map(String.init)
        let labels = parts.dropFirst().map { $0.split(separator: "=").map(String.init) }.filter { $0.count == 2 }
        return ExplicitEndpoint(
            host: parts.first ?? "", address: "127.0.0.1", endpointPort: origin.port,
            labels: Dictionary(labels.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first }))
    }
}

/// The origin of a service, by what it speaks.
enum LiveOrigin: Sendable {
    case http1(TestOrigin)
    case http2(HTTP2Origin, name: String)

    /// Starts an origin; a name that begins with `h2:` stands for one that speaks HTTP/2, with `tls:` for one that
    /// speaks TLS.
    static func start(_ backend: String) async throws -> LiveOrigin {
        if backend.hasPrefix("tls:") {
            let name = String(backend.dropFirst(4))
            let tls = ServerTLS(identity: try TestCertificates.Authority().issue(names: [name]))
            return .http1(try await TestOrigin.start(name: name, tls: tls, respond: { try Backend.reply(to: $0) }))
        }
        guard backend.hasPrefix("h2:") else {
            return .http1(try await TestOrigin.start(name: backend, respond: { try Backend.reply(to: $0) }))
        }
        let name = String(backend.dropFirst(3))
        return .http2(try await HTTP2Origin.start(name: name, respond: { try Backend.reply(to: $0) }), name: name)
    }

    var name: String {
        switch self {
        case .http1(let origin): origin.name
        case .http2(_, let name): name
        }
    }

    var port: Int {
        switch self {
        case .http1(let origin): origin.port
        case .http2(let origin, _): origin.port
        }
    }

    var requests: [OriginRequest] {
        switch self {
        case .http1(let origin): origin.requests
        case .http2(let origin, _): origin.requests
        }
    }

    func stop() async {
        switch self {
        case .http1(let origin): await origin.stop()
        case .http2(let origin, _): await origin.stop()
        }
    }
}

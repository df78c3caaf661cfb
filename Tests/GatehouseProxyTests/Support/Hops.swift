import GatehousePlan
import GatehouseProxy
import GatehouseTestSupport
import Testing

/// What is spoken on one side of the gateway.
struct Hop: Hashable, Sendable, CaseIterable, CustomTestStringConvertible {
    var isHTTP2: Bool
    var isSecure: Bool

    static let allCases = [false, true].flatMap { isHTTP2 in
        [false, true].map { Hop(isHTTP2: isHTTP2, isSecure: $0) }
    }

    var testDescription: String { (self.isHTTP2 ? "h2" : "h1") + (self.isSecure ? " over TLS" : "") }
}

/// What is spoken on both sides.
struct Hops: Hashable, Sendable, CustomTestStringConvertible {
    var downstream: Hop
    var upstream: Hop

    static let all = Hop.allCases.flatMap { downstream in
        Hop.allCases.map { Hops(downstream: downstream, upstream: $0) }
    }

    var testDescription: String { "\(self.downstream.testDescription) to \(self.upstream.testDescription)" }
}

/// A client of either kind, on a connection of its own.
enum HopClient {
    case http1(RawConnection)
    case http2(HTTP2Peer)

    static func connect(_ hop: Hop, to port: Int) async throws -> HopClient {
        let tls = hop.isSecure ? ClientTLS(serverName: "a.example", authority: try TestTLS.root()) : nil
        if hop.isHTTP2 { return .http2(try await HTTP2Peer.connect(to: port, tls: tls)) }
        return .http1(try await RawClient.connect(to: port, tls: tls))
    }

    func response(
        to method: String = "GET", _ path: String = "/", headers: [(String, String)] = [], body: [UInt8] = [],
        trailers: [(String, String)] = []
    ) async throws -> RawResponse {
        switch self {
        case .http2(let peer):
            return try await peer.response(
                path, method: method, host: "a.example", headers: headers, body: body, trailers: trailers)
        case .http1(let connection):
            let framing =
                !trailers.isEmpty
                ? "transfer-encoding: chunked\r\n"
                : body.isEmpty && method != "POST" ? "" : "content-length: \(body.count)\r\n"
            let fields = headers.map { "\($0.0): \($0.1)\r\n" }.joined()
            var bytes = Array("\(method) \(path) HTTP/1.1\r\nhost: a.example\r\n\(fields)\(framing)\r\n".utf8)
            if trailers.isEmpty {
                bytes += body
            } else {
                if !body.isEmpty { bytes += Array("\(String(body.count, radix: 16))\r\n".utf8) + body + [13, 10] }
                bytes += Array("0\r\n\(trailers.map { "\($0.0): \($0.1)\r\n" }.joined())\r\n".utf8)
            }
            async let sent: Void = connection.write(bytes)
            let response = try await connection.readResponse(to: method)
            try await sent
            return response
        }
    }

    func close() async {
        switch self {
        case .http1(let connection): await connection.close()
        case .http2(let peer): await peer.close()
        }
    }
}

/// An origin of either kind.
enum HopOrigin {
    case http1(TestOrigin)
    case http2(HTTP2Origin)

    static func start(
        _ hop: Hop, respond: @escaping TestOrigin.Responder = { try OriginReply.echo($0) }
    ) async throws -> HopOrigin {
        let tls =
            hop.isSecure
            ? ServerTLS(
                identity: try TestTLS.server("a.example"), applicationProtocols: [hop.isHTTP2 ? "h2" : "http/1.1"])
            : nil
        return try await Self.start(name: "v1", tls, isHTTP2: hop.isHTTP2, respond: respond)
    }

    static func start(
        name: String, _ tls: ServerTLS?, isHTTP2: Bool,
        respond: @escaping TestOrigin.Responder = { try OriginReply.echo($0) }
    ) async throws -> HopOrigin {
        if isHTTP2 { return .http2(try await HTTP2Origin.start(name: name, tls: tls, respond: respond)) }
        return .http1(try await TestOrigin.start(name: name, tls: tls, respond: respond))
    }

    var port: Int {
        switch self {
        case .http1(let origin): origin.port
        case .http2(let origin): origin.port
        }
    }

    var peers: [TLSPeer] {
        switch self {
        case .http1(let origin): origin.peers
        case .http2(let origin): origin.peers
        }
    }

    var failures: [any Error] {
        switch self {
        case .http1(let origin): origin.failures
        case .http2(let origin): origin.failures
        }
    }

    func stop() async {
        switch self {
        case .http1(let origin): await origin.stop()
        case .http2(let origin): await origin.stop()
        }
    }
}

extension Gateway {
    /// A gateway that is spoken to as `hops` says, and speaks so to one endpoint.
    static func start(
        _ hops: Hops, forwardingTo port: Int, policy: RoutePolicy = RoutePolicy(),
        limits: ProxyConfiguration.Limits = .init(), isLogged: Bool = false
    ) async throws -> Gateway {
        let tls = try ClientTLSPlan(trust: .authorities(PeerCertificatePlan(TestTLS.root())))
        let cluster = Self.cluster(
            speaking: hops.upstream.isHTTP2 ? .http2 : .http1, tls: hops.upstream.isSecure ? tls : nil)
        let routes = [Self.forward(policy: policy)]
        let identity = IdentityPlan(try TestTLS.server("a.example"))
        let plan =
            hops.downstream.isSecure
            ? Self.plan(
                chains: [Self.chain(["*"], ServerTLSPlan(identities: [identity]), routes)], clusters: [cluster])
            : Self.plan(routes, clusters: [cluster])
        return try await Self.start(
            plan, endpoints: Self.endpoints([port]), limits: limits, isLogged: isLogged)
    }
}

import GatehousePlan
import GatehouseProxy
import GatehouseTestSupport
import NIOCore
import Testing

/// One way for an upstream of HTTP/2 to fail, and what must come of it.
struct StreamFault: Sendable, CustomTestStringConvertible {
    var name: String
    /// What the upstream does with a stream once it has the request.
    var behaviour: @Sendable (HTTP2PeerStream, HTTP2Origin.Connection) async throws -> Void
    var policy = RoutePolicy()
    var limits = ProxyConfiguration.Limits()
    var answer: UpstreamFault.Answer
    /// The access log's flags and details.
    var flags: String
    var details: String
    /// How often the upstream was asked.
    var tries = 1
    /// Of these, tries that the policy has nothing to do with.
    var silentTries = 0
    /// Connections to the upstream that are kept for the next request.
    var kept = 1

    var testDescription: String { self.name }

    private static let answersPart: @Sendable (HTTP2PeerStream) async throws -> Void = { stream in
        try await stream.write(head: [(":status", "200")])
        try await stream.write(Array("part".utf8))
    }

    /// The ways to fail. Flags, details and bodies are Envoy's (semantics 5).
    static let table: [StreamFault] = [
        StreamFault(
            name: "resets before the response", behaviour: { stream, _ in try await stream.reset(.internalError) },
            answer: .response(503, UpstreamFault.resetBody("remote reset")), flags: "UR",
            details: "upstream_reset_before_response_started{remote_reset}"),
        StreamFault(
            name: "resets before every response", behaviour: { stream, _ in try await stream.reset(.internalError) },
            policy: UpstreamFault.retry(2, on: "reset"),
            answer: .response(503, UpstreamFault.resetBody("remote reset", retried: true)), flags: "URX,UR",
            details: "upstream_reset_before_response_started{remote_reset}", tries: 3),
        StreamFault(
            name: "refuses every stream, which costs one more try",
            behaviour: { stream, _ in try await stream.reset(.refusedStream) },
            answer: .response(503, UpstreamFault.resetBody("remote refused stream reset")), flags: "UR",
            details: "upstream_reset_before_response_started{remote_refused_stream_reset}", tries: 2, silentTries: 1,
            kept: 2),
        StreamFault(
            name: "resets in the middle of the body",
            behaviour: { stream, _ in
                try await answersPart(stream)
                try await stream.reset(.internalError)
            }, answer: .cut(200, "part"), flags: "UR", details: "upstream_reset_after_response_started{remote_reset}"),
        StreamFault(
            name: "closes the connection before the response",
            behaviour: { _, connection in await connection.peer.close() },
            answer: .response(503, UpstreamFault.resetBody("connection termination")), flags: "UC",
            details: "upstream_reset_before_response_started{connection_termination}", kept: 0),
        StreamFault(
            name: "closes the connection in the middle of the body",
            behaviour: { stream, connection in
                try await answersPart(stream)
                await connection.peer.close()
            }, answer: .cut(200, "part"), flags: "UC",
            details: "upstream_reset_after_response_started{connection_termination}", kept: 0),
        StreamFault(
            name: "stalls, until the route's timeout", behaviour: { stream, _ in _ = try await stream.resetCode() },
            policy: RoutePolicy(timeout: .seconds(1)), answer: .response(504, "upstream request timeout"),
            flags: "UT", details: "response_timeout"),
        StreamFault(
            name: "stalls in the middle of the body",
            behaviour: { stream, _ in
                try await answersPart(stream)
                _ = try await stream.resetCode()
            }, limits: ProxyConfiguration.Limits(streamIdleTimeout: .seconds(2)), answer: .cut(200, "part"),
            flags: "SI", details: "stream_idle_timeout"),
        StreamFault(
            name: "answers 503 at every try",
            behaviour: { stream, _ in
                try await stream.write(head: [(":status", "503")])
                try await stream.write(Array("gone".utf8), endsStream: true)
            }, policy: UpstreamFault.retry(2, on: "5xx"), answer: .response(503, "gone"), flags: "URX",
            details: "via_upstream", tries: 3),
        StreamFault(
            name: "answers gRPC's UNAVAILABLE to something else than gRPC, which is no failure",
            behaviour: { stream, _ in
                try await stream.write(head: [(":status", "200"), ("grpc-status", "14")], endsStream: true)
            }, policy: UpstreamFault.retry(2, on: "unavailable"), answer: .response(200, ""), flags: "-",
            details: "via_upstream"),
    ]
}

import GatehousePlan
import GatehouseProxy
import GatehouseTestSupport
import NIOCore

extension UpstreamFault {
    /// The ways to fail, over HTTP/1.1. Flags, details and bodies are Envoy's (semantics 5).
    static let table: [UpstreamFault] = connecting + silent + brokenOff + malformed + statuses + slow

    /// Connecting fails.
    private static let connecting: [UpstreamFault] = [
        UpstreamFault(
            name: "refuses", upstream: .refuses,
            answer: .response(503, resetBody("remote connection failure", transport: "delayed connect error: 111")),
            flags: "UF",
            details: "upstream_reset_before_response_started{remote_connection_failure|delayed_connect_error:_111}"),
        UpstreamFault(
            name: "refuses, and is tried again on connect-failure", upstream: .refuses,
            policy: retry(2, on: "connect-failure"),
            answer: .response(
                503, resetBody("remote connection failure", transport: "delayed connect error: 111", retried: true)),
            flags: "URX,UF",
            details: "upstream_reset_before_response_started{remote_connection_failure|delayed_connect_error:_111}",
            tries: 3),
        UpstreamFault(
            name: "refuses, and only statuses are retriable", upstream: .refuses,
            policy: retry(2, on: "retriable-status-codes", "503"),
            answer: .response(503, resetBody("remote connection failure", transport: "delayed connect error: 111")),
            flags: "UF",
            details: "upstream_reset_before_response_started{remote_connection_failure|delayed_connect_error:_111}"),
        UpstreamFault(
            name: "does not answer the attempt to connect", upstream: .deaf,
            answer: .response(503, resetBody("connection timeout")), flags: "UF",
            details: "upstream_reset_before_response_started{connection_timeout}"),
        UpstreamFault(
            name: "does not answer the attempt to connect, twice", upstream: .deaf,
            policy: retry(1, on: "connect-failure"),
            answer: .response(503, resetBody("connection timeout", retried: true)), flags: "URX,UF",
            details: "upstream_reset_before_response_started{connection_timeout}", tries: 2),
    ]

    /// Nothing comes.
    private static let silent: [UpstreamFault] = [
        UpstreamFault(
            name: "accepts and stalls, until the route's timeout", upstream: .plays([[.readRequest, .awaitEnd]]),
            policy: RoutePolicy(timeout: .seconds(1)), answer: .response(504, "upstream request timeout"),
            flags: "UT", details: "response_timeout"),
        UpstreamFault(
            name: "stalls, until the try's timeout", upstream: .plays([[.readRequest, .awaitEnd]]),
            policy: retry(0, on: "5xx", perTry: .seconds(1)),
            answer: .response(504, "upstream request timeout"), flags: "UT", details: "upstream_per_try_timeout"),
        UpstreamFault(
            name: "stalls, and is tried again after the try's timeout",
            upstream: .plays([[.readRequest, .awaitEnd], [.readRequest, .reply(ok), .awaitEnd]]),
            policy: retry(1, on: "5xx", perTry: .seconds(3)), answer: .response(200, "ok"), flags: "-",
            details: "via_upstream", tries: 2, kept: 1),
        UpstreamFault(
            name: "stalls at every try", upstream: .plays([[.readRequest, .awaitEnd]]),
            policy: retry(2, on: "5xx", perTry: .milliseconds(700)),
            answer: .response(504, "upstream request timeout"), flags: "URX,UT", details: "upstream_per_try_timeout",
            tries: 3),
        UpstreamFault(
            name: "stalls, and neither timeout is set", upstream: .plays([[.readRequest, .awaitEnd]]),
            limits: ProxyConfiguration.Limits(streamIdleTimeout: .seconds(2)),
            answer: .response(504, "stream timeout"), flags: "SI", details: "stream_idle_timeout"),
        UpstreamFault(
            name: "stalls in the middle of the body",
            upstream: .plays([[.readRequest, .reply("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\npart"), .awaitEnd]]),
            limits: ProxyConfiguration.Limits(streamIdleTimeout: .seconds(2)), answer: .cut(200, "part"),
            flags: "SI", details: "stream_idle_timeout"),
        UpstreamFault(
            name: "does not read the body that the client has sent whole", upstream: .plays([[.readHead, .awaitEnd]]),
            policy: RoutePolicy(timeout: .seconds(1)),
            request: "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello",
            answer: .response(504, "upstream request timeout"), flags: "UT", details: "response_timeout"),
    ]

    /// The connection ends before the response does.
    private static let brokenOff: [UpstreamFault] = [
        UpstreamFault(
            name: "closes before the response", upstream: .plays([[.readRequest]]),
            answer: .response(503, resetBody("connection termination")), flags: "UC",
            details: "upstream_reset_before_response_started{connection_termination}"),
        UpstreamFault(
            name: "resets before the response", upstream: .plays([[.readRequest, .reset]]),
            answer: .response(503, resetBody("connection termination")), flags: "UC",
            details: "upstream_reset_before_response_started{connection_termination}"),
        UpstreamFault(
            name: "closes before the response, and is tried again on reset",
            upstream: .plays([[.readRequest], [.readRequest, .reply(ok), .awaitEnd]]),
            policy: retry(2, on: "reset"), answer: .response(200, "ok"), flags: "-", details: "via_upstream", tries: 2,
            kept: 1),
        UpstreamFault(
            name: "closes before every response", upstream: .plays([[.readRequest]]), policy: retry(2, on: "reset"),
            answer: .response(503, resetBody("connection termination", retried: true)), flags: "URX,UC",
            details: "upstream_reset_before_response_started{connection_termination}", tries: 3),
        UpstreamFault(
            name: "closes before the response, which connect-failure does not cover",
            upstream: .plays([[.readRequest]]),
            policy: retry(2, on: "connect-failure"), answer: .response(503, resetBody("connection termination")),
            flags: "UC", details: "upstream_reset_before_response_started{connection_termination}"),
        UpstreamFault(
            name: "closes in the middle of the head",
            upstream: .plays([[.readRequest, .reply("HTTP/1.1 200 OK\r\nCont")]]),
            answer: .response(502, resetBody("protocol error")), flags: "UPE",
            details: "upstream_reset_before_response_started{protocol_error}"),
        UpstreamFault(
            name: "resets in the middle of the head, and is tried again",
            upstream: .plays([
                [.readRequest, .reply("HTTP/1.1 200 OK\r\nCont"), .reset], [.readRequest, .reply(ok), .awaitEnd],
            ]), policy: retry(1, on: "reset"), answer: .response(200, "ok"), flags: "-", details: "via_upstream",
            tries: 2, kept: 1),
        UpstreamFault(
            name: "closes in the middle of the body",
            upstream: .plays([[.readRequest, .reply("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\npart")]]),
            answer: .cut(200, "part"), flags: "UPE",
            details: "upstream_reset_after_response_started{protocol_error}"),
        UpstreamFault(
            name: "closes in the middle of the body, where no retry helps any more",
            upstream: .plays([[.readRequest, .reply("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\npart")]]),
            policy: retry(2, on: "5xx", "reset"), answer: .cut(200, "part"), flags: "UPE",
            details: "upstream_reset_after_response_started{protocol_error}"),
        UpstreamFault(
            name: "resets in the middle of the body",
            upstream: .plays([
                [.readRequest, .reply("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\npart"), .reset]
            ]), answer: .cut(200, "part"), flags: "UPE",
            details: "upstream_reset_after_response_started{protocol_error}"),
        UpstreamFault(
            name: "closes in the middle of a chunk",
            upstream: .plays([
                [
                    .readRequest, .reply("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\npart"),
                ]
            ]), answer: .cut(200, "part"), flags: "UPE",
            details: "upstream_reset_after_response_started{protocol_error}"),
        UpstreamFault(
            name: "sends a body that ends with the connection",
            upstream: .plays([[.readRequest, .reply("HTTP/1.1 200 OK\r\n\r\nall of it")]]),
            answer: .response(200, "all of it"), flags: "-", details: "via_upstream"),
    ]

    /// What comes is no HTTP.
    private static let malformed: [UpstreamFault] = [
        UpstreamFault(
            name: "answers something else",
            upstream: .plays([[.readRequest, .reply("220 mail.test ESMTP\r\n"), .awaitEnd]]),
            answer: .response(502, resetBody("protocol error")), flags: "UPE",
            details: "upstream_reset_before_response_started{protocol_error}"),
        UpstreamFault(
            name: "answers something else, and is tried again on 5xx",
            upstream: .plays([
                [.readRequest, .reply("220 mail.test ESMTP\r\n"), .awaitEnd], [.readRequest, .reply(ok), .awaitEnd],
            ]), policy: retry(1, on: "5xx"), answer: .response(200, "ok"), flags: "-", details: "via_upstream",
            tries: 2, kept: 1),
        UpstreamFault(
            name: "breaks the rules of chunks",
            upstream: .plays([
                [
                    .readRequest, .reply("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\npart\r\nzz\r\n"),
                    .awaitEnd,
                ]
            ]), answer: .cut(200, "part"), flags: "UPE",
            details: "upstream_reset_after_response_started{protocol_error}"),
        UpstreamFault(
            name: "says two lengths",
            upstream: .plays([
                [
                    .readRequest, .reply("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok"),
                    .awaitEnd,
                ]
            ]), answer: .response(502, resetBody("protocol error")), flags: "UPE",
            details: "upstream_reset_before_response_started{protocol_error}"),
        UpstreamFault(
            name: "sends more than the response, so that its connection is not used again",
            upstream: .plays([[.readRequest, .reply(ok + "more"), .awaitEnd]]), answer: .response(200, "ok"),
            flags: "-",
            details: "via_upstream"),
    ]

    /// The response says so.
    private static let statuses: [UpstreamFault] = [
        UpstreamFault(
            name: "answers 503, which is not retriable here",
            upstream: .plays([[.readRequest, .reply(unavailable), .awaitEnd]]),
            policy: retry(2, on: "connect-failure", "refused-stream"), answer: .response(503, "gone"), flags: "-",
            details: "via_upstream", kept: 1),
        UpstreamFault(
            name: "answers 503 at every try",
            upstream: .plays([
                [
                    .readRequest, .reply(unavailable), .readRequest, .reply(unavailable), .readRequest,
                    .reply(unavailable), .awaitEnd,
                ]
            ]),
            policy: retry(2, on: "retriable-status-codes", "503"), answer: .response(503, "gone"), flags: "URX",
            details: "via_upstream", tries: 3, kept: 1),
        UpstreamFault(
            name: "answers 503 once",
            upstream: .plays([
                [.readRequest, .reply("HTTP/1.1 503 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")],
                [.readRequest, .reply(ok), .awaitEnd],
            ]), policy: retry(2, on: "5xx"), answer: .response(200, "ok"), flags: "-", details: "via_upstream",
            tries: 2,
            kept: 1),
    ]

    /// Late, early or in small pieces.
    private static let slow: [UpstreamFault] = [
        UpstreamFault(
            name: "drips", upstream: .plays([[.readRequest, .drip(ok), .awaitEnd]]), answer: .response(200, "ok"),
            flags: "-", details: "via_upstream", kept: 1),
        UpstreamFault(
            name: "drips chunks",
            upstream: .plays([
                [
                    .readRequest,
                    .drip("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nx-end: yes\r\n\r\n"),
                    .awaitEnd,
                ]
            ]), answer: .response(200, "ok"), flags: "-", details: "via_upstream", kept: 1),
        UpstreamFault(
            name: "is in the middle of the body at the route's timeout",
            upstream: .plays([[.readRequest, .reply("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\npart"), .awaitEnd]]),
            policy: RoutePolicy(timeout: .seconds(3)), answer: .cut(200, "part"), flags: "UT",
            details: "response_timeout"),
        UpstreamFault(
            name: "answers before the request is whole, and closes",
            upstream: .plays([
                [.readHead, .reply("HTTP/1.1 413 No\r\nContent-Length: 3\r\nConnection: close\r\n\r\nbig")]
            ]),
            request: "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nfirst",
            answer: .response(413, "big"), flags: "-", details: "via_upstream"),
        UpstreamFault(
            name: "answers before the request is whole, and stays",
            upstream: .plays([[.readHead, .reply(ok), .awaitEnd]]),
            request: "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000\r\n\r\nfirst", answer: .response(200, "ok"),
            flags: "-", details: "via_upstream"),
        UpstreamFault(
            name: "says that it goes on, and then answers",
            upstream: .plays([[.readHead, .reply("HTTP/1.1 103 Early Hints\r\n\r\n"), .reply(ok), .awaitEnd]]),
            answer: .response(200, "ok"), flags: "-", details: "via_upstream", kept: 1),
    ]
}

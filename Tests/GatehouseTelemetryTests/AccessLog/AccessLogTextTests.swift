import GatehouseHTTP
import GatehouseTelemetry
import Testing

/// The expected lines are what Envoy 1.40 wrote with Istio's format for the same exchanges, addresses and times aside.
@Suite struct AccessLogTextTests {
    struct Case: CustomTestStringConvertible {
        var testDescription: String
        var record: AccessRecord
        var head = RequestHead.sample()
        var expected: String
    }

    static let id = "c348a36f-2f21-4ee2-b535-63b99653309a"

    static let cases = [
        Case(
            testDescription: "an upstream's response", record: .viaUpstream(),
            expected:
                #"[2026-11-23T08:53:43.160Z] "GET /o?x=1 HTTP/1.1" 200 - via_upstream - "-" 3 2 1 0 "192.0.2.2" "t" "#
                + #""\#(id)" "a.com" "127.0.0.1:55753" outbound|80||a.default.svc.cluster.local 127.0.0.1:42384 "#
                + "127.0.0.1:41169 127.0.0.1:55666 - -\n"),
        Case(
            testDescription: "a redirect of a named route",
            record: .sample {
                $0.status = 301
                $0.details = .directResponse
                $0.routeName = Array("redir".utf8)
            },
            expected:
                #"[2026-11-23T08:53:43.160Z] "GET /o?x=1 HTTP/1.1" 301 - direct_response - "-" 0 0 0 - "192.0.2.2" "#
                + #""t" "\#(id)" "a.com" "-" - - 127.0.0.1:41169 127.0.0.1:55666 - redir"# + "\n"),
        Case(
            testDescription: "an endpoint that refuses connections",
            record: .sample {
                $0.status = 503
                $0.flags = .upstreamConnectionFailure
                $0.details = .upstreamReset(.remoteConnectionFailure)
                $0.upstreamTransportFailureReason = Array("delayed connect error: Connection refused".utf8)
                $0.bytesSent = 98
                $0.durationMicroseconds = 1000
                $0.upstreamHost = Array("127.0.0.1:1".utf8)
                $0.upstreamCluster = Array("refused".utf8)
            },
            expected: #"[2026-11-23T08:53:43.160Z] "GET /o?x=1 HTTP/1.1" 503 UF upstream_reset_before_response_started"#
                + "{remote_connection_failure|delayed_connect_error:_Connection_refused} - "
                + #""delayed_connect_error:_Connection_refused" 0 98 1 - "192.0.2.2" "t" "\#(id)" "a.com" "127.0.0.1:1" "#
                + "refused - 127.0.0.1:41169 127.0.0.1:55666 - -\n"),
        Case(
            testDescription: "a client that went away",
            record: .viaUpstream {
                $0.status = 0
                $0.flags = .downstreamConnectionTermination
                $0.details = .downstreamRemoteDisconnect
                $0.upstreamServiceTimeMilliseconds = nil
                $0.bytesSent = 0
                $0.bytesReceived = 0
                $0.durationMicroseconds = 100_400
            },
            expected:
                #"[2026-11-23T08:53:43.160Z] "GET /o?x=1 HTTP/1.1" 0 DC downstream_remote_disconnect - "-" 0 0 100 - "#
                + #""192.0.2.2" "t" "\#(id)" "a.com" "127.0.0.1:55753" outbound|80||a.default.svc.cluster.local "#
                + "127.0.0.1:42384 127.0.0.1:41169 127.0.0.1:55666 - -\n"),
        Case(
            testDescription: "bytes that are not HTTP",
            record: .sample {
                $0.status = 400
                $0.flags = .downstreamProtocolError
                $0.details = .refused(.malformedField)
                $0.bytesSent = 11
            }, head: RequestHead(),
            expected:
                #"[2026-11-23T08:53:43.160Z] "- - HTTP/1.1" 400 DPE http1.invalid_characters - "-" 0 11 0 - "-" "-" "#
                + #""-" "-" "-" - - 127.0.0.1:41169 127.0.0.1:55666 - -"# + "\n"),
        Case(
            testDescription: "several flags, an SNI, a termination and details in words",
            record: .sample {
                $0.flags = [.upstreamConnectionFailure, .upstreamRetryLimitExceeded]
                $0.details = .text(Array("rbac access denied".utf8))
                $0.connectionTerminationDetails = "max_connections"
                $0.requestedServerName = Array("a.com".utf8)
            }, head: .sample(target: "/"),
            expected:
                #"[2026-11-23T08:53:43.160Z] "GET / HTTP/1.1" 0 URX,UF rbac_access_denied max_connections "-" 0 0 0 - "#
                + #""192.0.2.2" "t" "\#(id)" "a.com" "-" - - 127.0.0.1:41169 127.0.0.1:55666 a.com -"# + "\n"),
    ]

    @Test("lines are Envoy's, byte for byte", arguments: cases)
    func lines(_ example: Case) {
        #expect(line(.text, example.record, example.head) == example.expected)
    }

    @Test("the values of repeated headers are joined with a comma")
    func repeatedHeaders() {
        let head = RequestHead(
            method: "GET", authority: "a.com", target: "/",
            headers: [
                ("x-forwarded-for", "1.2.3.4"), ("user-agent", "t"), ("x-forwarded-for", "5.6.7.8"),
                ("user-agent", "second"), ("x-forwarded-for", "192.0.2.2"),
            ])
        #expect(line(.text, .sample(), head).contains(#" "1.2.3.4,5.6.7.8,192.0.2.2" "t,second" "-" "a.com" "#))
    }

    @Test("the path is the one before a rewrite, where there was a rewrite")
    func originalPath() {
        var head = RequestHead.sample(target: "/rewritten")
        head.headers.append(name: Array("x-envoy-attempt-count".utf8), value: Array("1".utf8))
        head.headers.append(name: Array("x-envoy-original-path".utf8), value: Array("/asked?q".utf8))
        #expect(line(.text, .sample(), head).contains(#" "GET /asked?q HTTP/1.1" "#))
        #expect(line(.json, .sample(), head).contains(#""path":"/asked?q","#))
    }

    @Test("a header that is there and empty is empty, one that is absent is a dash")
    func emptyHeader() {
        #expect(line(.text, .sample(), .sample(userAgent: [])).contains(#" "192.0.2.2" "" "c348"#))
        #expect(line(.text, .sample(), .sample(userAgent: nil)).contains(#" "192.0.2.2" "-" "c348"#))
    }

    @Test("a client cannot end a line: control bytes are escaped, all else is as sent")
    func controlBytes() {
        let agent = Array("a\"b\\c\td".utf8) + [0x0a, 0x0d, 0x00, 0x1b, 0x7f, 0xff] + Array("é".utf8)
        var formatter = AccessLogFormatter(.text)
        var bytes: [UInt8] = []
        formatter.append(.sample(), head: .sample(userAgent: agent), to: &bytes)
        let expected = Array("\"a\"b\\c\td\\x0a\\x0d\\x00\\x1b\\x7f".utf8) + [0xff] + Array("é\"".utf8)
        #expect(bytes.contains(expected))
        #expect(bytes.filter { $0 == 0x0a }.count == 1)
    }

    @Test("no byte of any logged field ends the line", arguments: AccessLogFormat.allCases)
    func everyField(_ format: AccessLogFormat) {
        let evil: [UInt8] = [0x0a, 0x0d, 0x22]
        var record = AccessRecord.sample()
        record.details = .text(evil)
        record.upstreamTransportFailureReason = evil
        record.upstreamHost = evil
        record.upstreamCluster = evil
        record.upstreamLocalAddress = evil
        record.downstreamLocalAddress = evil
        record.downstreamRemoteAddress = evil
        record.requestedServerName = evil
        record.routeName = evil
        let text = "\n\r\""
        let head = RequestHead(
            method: text, authority: text, target: "/" + text,
            headers: ["x-forwarded-for", "user-agent", "x-request-id", "x-envoy-original-path"].map { ($0, text) })
        let result = line(format, record, head)
        #expect(result.utf8.filter { $0 == 0x0a || $0 == 0x0d }.count == 1)
        #expect(result.hasSuffix("\n"))
    }
}

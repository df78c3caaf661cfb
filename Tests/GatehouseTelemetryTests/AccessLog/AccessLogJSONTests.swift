import Foundation
import GatehouseHTTP
import GatehouseTelemetry
import Testing

@Suite struct AccessLogJSONTests {
    @Test("an upstream's response is Envoy's line, byte for byte")
    func viaUpstream() {
        let expected =
            #"{"authority":"a.com","bytes_received":3,"bytes_sent":2,"connection_termination_details":null,"#
            + #""downstream_local_address":"127.0.0.1:41169","downstream_remote_address":"127.0.0.1:55666","duration":1,"#
            + #""method":"GET","path":"/o?x=1","protocol":"HTTP/1.1","request_id":"c348a36f-2f21-4ee2-b535-63b99653309a","#
            + #""requested_server_name":null,"response_code":200,"response_code_details":"via_upstream","#
            + #""response_flags":"-","route_name":null,"start_time":"2026-11-23T08:53:43.160Z","#
            + #""upstream_cluster":"outbound|80||a.default.svc.cluster.local","upstream_host":"127.0.0.1:55753","#
            + #""upstream_local_address":"127.0.0.1:42384","upstream_service_time":"0","#
            + #""upstream_transport_failure_reason":null,"user_agent":"t","x_forwarded_for":"192.0.2.2"}"# + "\n"
        #expect(line(.json, .viaUpstream(), .sample()) == expected)
    }

    @Test("bytes that are not HTTP are Envoy's line, byte for byte")
    func refused() {
        let record = AccessRecord.sample {
            $0.status = 400
            $0.flags = .downstreamProtocolError
            $0.details = .refused(.malformedField)
            $0.bytesSent = 11
        }
        let expected =
            #"{"authority":null,"bytes_received":0,"bytes_sent":11,"connection_termination_details":null,"#
            + #""downstream_local_address":"127.0.0.1:41169","downstream_remote_address":"127.0.0.1:55666","duration":0,"#
            + #""method":null,"path":null,"protocol":"HTTP/1.1","request_id":null,"requested_server_name":null,"#
            + #""response_code":400,"response_code_details":"http1.invalid_characters","response_flags":"DPE","#
            + #""route_name":null,"start_time":"2026-11-23T08:53:43.160Z","upstream_cluster":null,"upstream_host":null,"#
            + #""upstream_local_address":null,"upstream_service_time":null,"upstream_transport_failure_reason":null,"#
            + #""user_agent":null,"x_forwarded_for":null}"# + "\n"
        #expect(line(.json, record, RequestHead()) == expected)
    }

    static let agents: [(bytes: [UInt8], json: String)] = [
        (Array("q\"uo\\te\ttab é \u{2028} 😀 <x>& end".utf8), "\"q\\\"uo\\\\te\\ttab é \u{2028} 😀 <x>& end\""),
        ([0xff, 0xfe] + Array(" end".utf8), #""\u00ff\u00fe end""#),
        ([0x00, 0x08, 0x0a, 0x0c, 0x0d, 0x1f, 0x7f], #""\u0000\b\n\f\r\u001f\u007f""#),
        ([], #""""#),
        // Overlong, a surrogate, beyond U+10FFFF, cut off: none of them is UTF-8.
        ([0xc0, 0xaf], #""\u00c0\u00af""#),
        ([0xe0, 0x80, 0x80], #""\u00e0\u0080\u0080""#),
        ([0xed, 0xa0, 0x80], #""\u00ed\u00a0\u0080""#),
        ([0xf4, 0x90, 0x80, 0x80], #""\u00f4\u0090\u0080\u0080""#),
        ([0xf0, 0x9f, 0x98], #""\u00f0\u009f\u0098""#),
        ([0xe2, 0x41, 0x80], #""\u00e2A\u0080""#),
    ]

    @Test("strings are escaped, and what is not UTF-8 is taken for ISO-8859-1", arguments: agents)
    func escaping(_ agent: (bytes: [UInt8], json: String)) {
        let result = line(.json, .sample(), .sample(userAgent: agent.bytes))
        #expect(result.contains("\"user_agent\":\(agent.json),"))
    }

    @Test("every line is one JSON object with Istio's 24 keys, whatever bytes the client sends")
    func parses() throws {
        var random = SystemRandomNumberGenerator()
        for length in 0..<200 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &random) }
            var head = RequestHead.sample(userAgent: bytes)
            head.headers.append(name: Array("x-forwarded-for".utf8), value: bytes)
            head.authority = head.headers.store(bytes)
            let record = AccessRecord.sample { $0.routeName = bytes }
            let result = line(.json, record, head)
            let object = try JSONSerialization.jsonObject(with: Data(result.utf8)) as? [String: Any]
            #expect(object?.count == 24, "\(bytes)")
            #expect(result.utf8.filter { $0 == 0x0a }.count == 1)
        }
    }

    @Test("path and query are joined also where they are stored apart")
    func pathAndQueryApart() {
        var head = RequestHead.sample(target: "/old?q=é")
        head.path = head.headers.store(Array("/new".utf8))
        #expect(line(.json, .sample(), head).contains(#""path":"/new?q=é","#))
        #expect(line(.text, .sample(), head).contains(#""GET /new?q=é HTTP/1.1""#))
    }
}

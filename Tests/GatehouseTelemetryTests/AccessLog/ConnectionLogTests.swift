import GatehouseHTTP
import GatehouseTelemetry
import Testing

/// Connections that carry no requests, in the log.
@Suite struct ConnectionLogTests {
    /// The head that stands for none.
    static let head = {
        var head = RequestHead()
        head.version = .unknown
        return head
    }()

    static let passed = AccessRecord.sample { record in
        record.durationMicroseconds = 61_000_999
        record.bytesReceived = 517
        record.bytesSent = 4096
        record.upstreamHost = Array("10.0.0.7:5432".utf8)
        record.upstreamCluster = Array("outbound|5432||db.shop.svc.cluster.local".utf8)
        record.upstreamLocalAddress = Array("127.0.0.1:42384".utf8)
        record.requestedServerName = Array("db.example.com".utf8)
    }

    static let failed = AccessRecord.sample { record in
        record.flags = .upstreamConnectionFailure
        record.details = .text(Array("upstream connect failed".utf8))
        record.upstreamTransportFailureReason = Array("delayed connect error: Connection refused".utf8)
        record.bytesReceived = 517
        record.upstreamHost = Array("10.0.0.7:5432".utf8)
        record.upstreamCluster = Array("outbound|5432||db.shop.svc.cluster.local".utf8)
        record.requestedServerName = Array("db.example.com".utf8)
    }

    @Test("text: a connection has dashes for what only a request has, its status is 0")
    func text() {
        #expect(
            line(.text, Self.passed, Self.head)
                == #"[2026-11-23T08:53:43.160Z] "- - -" 0 - - - "-" 517 4096 61000 - "-" "-" "-" "-" "10.0.0.7:5432" "#
                + "outbound|5432||db.shop.svc.cluster.local 127.0.0.1:42384 127.0.0.1:41169 127.0.0.1:55666 "
                + "db.example.com -\n")
    }

    @Test("text: a connection whose upstream refused says so in flags, details and reason")
    func failedText() {
        #expect(
            line(.text, Self.failed, Self.head)
                == #"[2026-11-23T08:53:43.160Z] "- - -" 0 UF upstream_connect_failed - "#
                + #""delayed_connect_error:_Connection_refused" 517 0 0 - "-" "-" "-" "-" "10.0.0.7:5432" "#
                + "outbound|5432||db.shop.svc.cluster.local - 127.0.0.1:41169 127.0.0.1:55666 db.example.com -\n")
    }

    @Test("JSON: a connection has null for what only a request has, its status is 0")
    func json() {
        let expected =
            #"{"authority":null,"bytes_received":517,"bytes_sent":4096,"connection_termination_details":null,"#
            + #""downstream_local_address":"127.0.0.1:41169","downstream_remote_address":"127.0.0.1:55666","#
            + #""duration":61000,"method":null,"path":null,"protocol":null,"request_id":null,"#
            + #""requested_server_name":"db.example.com","response_code":0,"response_code_details":null,"#
            + #""response_flags":"-","route_name":null,"start_time":"2026-11-23T08:53:43.160Z","#
            + #""upstream_cluster":"outbound|5432||db.shop.svc.cluster.local","upstream_host":"10.0.0.7:5432","#
            + #""upstream_local_address":"127.0.0.1:42384","upstream_service_time":null,"#
            + #""upstream_transport_failure_reason":null,"user_agent":null,"x_forwarded_for":null}"# + "\n"
        #expect(line(.json, Self.passed, Self.head) == expected)
    }

    @Test("JSON: a connection whose upstream refused says so in flags, details and reason")
    func failedJSON() {
        let expected =
            #"{"authority":null,"bytes_received":517,"bytes_sent":0,"connection_termination_details":null,"#
            + #""downstream_local_address":"127.0.0.1:41169","downstream_remote_address":"127.0.0.1:55666","#
            + #""duration":0,"method":null,"path":null,"protocol":null,"request_id":null,"#
            + #""requested_server_name":"db.example.com","response_code":0,"#
            + #""response_code_details":"upstream_connect_failed","response_flags":"UF","route_name":null,"#
            + #""start_time":"2026-11-23T08:53:43.160Z","#
            + #""upstream_cluster":"outbound|5432||db.shop.svc.cluster.local","upstream_host":"10.0.0.7:5432","#
            + #""upstream_local_address":null,"upstream_service_time":null,"#
            + #""upstream_transport_failure_reason":"delayed_connect_error:_Connection_refused","#
            + #""user_agent":null,"x_forwarded_for":null}"# + "\n"
        #expect(line(.json, Self.failed, Self.head) == expected)
    }
}

import GatehouseHTTP
import GatehouseTelemetry

extension AccessRecord {
    /// 2026-11-23T08:53:43.160Z
    static let sampleTime: Int64 = 1_795_424_023_160_999

    /// What is common to all samples.
    static func sample(_ edit: (inout AccessRecord) -> Void = { _ in }) -> AccessRecord {
        var record = AccessRecord()
        record.startTime = self.sampleTime
        record.downstreamLocalAddress = Array("127.0.0.1:41169".utf8)
        record.downstreamRemoteAddress = Array("127.0.0.1:55666".utf8)
        edit(&record)
        return record
    }

    /// A request that an upstream answered.
    static func viaUpstream(_ edit: (inout AccessRecord) -> Void = { _ in }) -> AccessRecord {
        self.sample { record in
            record.durationMicroseconds = 1_999
            record.upstreamServiceTimeMilliseconds = 0
            record.status = 200
            record.details = .viaUpstream
            record.bytesReceived = 3
            record.bytesSent = 2
            record.upstreamHost = Array("127.0.0.1:55753".utf8)
            record.upstreamCluster = Array("outbound|80||a.default.svc.cluster.local".utf8)
            record.upstreamLocalAddress = Array("127.0.0.1:42384".utf8)
            edit(&record)
        }
    }
}

extension RequestHead {
    /// A request as it was forwarded.
    static func sample(target: String = "/o?x=1", userAgent: [UInt8]? = Array("t".utf8)) -> RequestHead {
        var head = RequestHead(
            method: "GET", authority: "a.com", target: target,
            headers: [("x-forwarded-for", "192.0.2.2"), ("x-request-id", "c348a36f-2f21-4ee2-b535-63b99653309a")])
        if let userAgent { head.headers.append(name: Array("user-agent".utf8), value: userAgent) }
        return head
    }
}

/// The line that a formatter makes, as text.
func line(_ format: AccessLogFormat, _ record: AccessRecord, _ head: RequestHead) -> String {
    var formatter = AccessLogFormatter(format)
    var bytes: [UInt8] = []
    formatter.append(record, head: head, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
}

import GatehouseHTTP

extension AccessLogFormatter {
    /// Istio's JSON format. What is a number in Envoy is a number; a header's value is a string even where it looks like a
    /// number, which is why `upstream_service_time` has quotation marks. What is absent is `null`.
    mutating func writeJSON(
        _ record: AccessRecord, _ head: RequestHead, _ fields: LoggedFields, to line: inout LineCursor
    ) {
        line.write("{\"authority\":")
        line.write(json: head.authority, of: head.headers)
        line.write(",\"bytes_received\":")
        line.write(number: record.bytesReceived)
        line.write(",\"bytes_sent\":")
        line.write(number: record.bytesSent)
        line.write(",\"connection_termination_details\":")
        line.write(json: record.connectionTerminationDetails)
        line.write(",\"downstream_local_address\":")
        line.write(json: record.downstreamLocalAddress)
        line.write(",\"downstream_remote_address\":")
        line.write(json: record.downstreamRemoteAddress)
        line.write(",\"duration\":")
        line.write(number: record.durationMicroseconds / 1000)
        line.write(",\"method\":")
        line.write(json: head.method, of: head.headers)
        line.write(",\"path\":")
        line.writeJSONPath(head, fields)
        line.write(",\"protocol\":")
        line.write(json: head.version)
        line.write(",\"request_id\":")
        line.write(json: fields.requestID, of: head.headers)
        line.write(",\"requested_server_name\":")
        line.write(json: record.requestedServerName)
        line.write(",\"response_code\":")
        line.write(number: Int64(record.status))
        line.write(",\"response_code_details\":")
        line.writeDetails(record, json: true)
        line.write(",\"response_flags\":\"")
        self.flags.write(record.flags, to: &line)
        line.write("\",\"route_name\":")
        line.write(json: record.routeName)
        line.write(",\"start_time\":\"")
        self.timestamps.write(record.startTime, to: &line)
        line.write("\",\"upstream_cluster\":")
        line.write(json: record.upstreamCluster)
        line.write(",\"upstream_host\":")
        line.write(json: record.upstreamHost)
        line.write(",\"upstream_local_address\":")
        line.write(json: record.upstreamLocalAddress)
        line.write(",\"upstream_service_time\":")
        line.writeJSONServiceTime(record)
        line.write(",\"upstream_transport_failure_reason\":")
        line.writeJSONFailureReason(record)
        line.write(",\"user_agent\":")
        line.write(json: fields.userAgent, of: head.headers)
        line.write(",\"x_forwarded_for\":")
        line.write(json: fields.forwardedFor, of: head.headers)
        line.write("}\n")
    }
}

extension LineCursor {
    @inline(__always)
    fileprivate mutating func write(json range: ByteRange, of headers: HeaderBlock) {
        if range.isEmpty { return self.write("null") }
        headers.withBytes(range) { self.write(json: $0) }
    }

    @inline(__always)
    fileprivate mutating func write(json bytes: [UInt8]?) {
        guard let bytes, !bytes.isEmpty else { return self.write("null") }
        bytes.withUnsafeBytes { self.write(json: $0) }
    }

    fileprivate mutating func write(json text: StaticString?) {
        guard let text else { return self.write("null") }
        self.write(json: UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    @inline(__always)
    fileprivate mutating func write(json occurrence: LoggedFields.Occurrence, of headers: HeaderBlock) {
        if occurrence.count == 0 { return self.write("null") }
        if occurrence.count == 1 {
            return headers.withBytes(headers.fields[occurrence.first].value) { self.write(json: $0) }
        }
        self.writeJoined(json: occurrence, of: headers)
    }

    /// Several values are joined before they are escaped, because whether they are UTF-8 is asked of the whole.
    private mutating func writeJoined(json occurrence: LoggedFields.Occurrence, of headers: HeaderBlock) {
        var joined = Array(headers.bytes[headers.fields[occurrence.first].value.indices])
        headers.forEachFurther(occurrence) { value in
            joined.append(UInt8(ascii: ","))
            joined.append(contentsOf: value)
        }
        joined.withUnsafeBytes { self.write(json: $0) }
    }

    @inline(__always)
    fileprivate mutating func write(json version: HTTPVersion) {
        if version == .unknown { return self.write("null") }
        self.write("\"")
        self.write(version.label)
        self.write("\"")
    }

    @inline(__always)
    fileprivate mutating func writeJSONPath(_ head: RequestHead, _ fields: LoggedFields) {
        if fields.originalPath.count > 0 { return self.write(json: fields.originalPath, of: head.headers) }
        if head.query.isEmpty { return self.write(json: head.path, of: head.headers) }
        if head.path.start + head.path.count == head.query.start {
            return self.write(
                json: ByteRange(start: Int(head.path.start), count: Int(head.path.count + head.query.count)),
                of: head.headers)
        }
        let joined = head.headers.bytes[head.path.indices] + head.headers.bytes[head.query.indices]
        joined.withUnsafeBytes { self.write(json: $0) }
    }

    fileprivate mutating func writeJSONServiceTime(_ record: AccessRecord) {
        guard let time = record.upstreamServiceTimeMilliseconds else { return self.write("null") }
        self.write("\"")
        self.write(number: Int64(time))
        self.write("\"")
    }

    fileprivate mutating func writeJSONFailureReason(_ record: AccessRecord) {
        guard let reason = record.upstreamTransportFailureReason else { return self.write("null") }
        self.write("\"")
        self.writeUnderscored(reason)
        self.write("\"")
    }
}

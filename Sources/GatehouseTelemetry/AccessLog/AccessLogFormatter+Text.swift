import GatehouseHTTP

extension AccessLogFormatter {
    /// Istio's default text format. A field that is absent is `-`; one that is there and empty is empty.
    mutating func writeText(
        _ record: AccessRecord, _ head: RequestHead, _ fields: LoggedFields, to line: inout LineCursor
    ) {
        line.write("[")
        self.timestamps.write(record.startTime, to: &line)
        line.write("] \"")
        line.write(text: head.method, of: head.headers)
        line.write(" ")
        line.writeTextPath(head, fields)
        line.write(" ")
        line.write(head.version.label)
        line.write("\" ")
        line.write(number: Int64(record.status))
        line.write(" ")
        self.flags.write(record.flags, to: &line)
        line.write(" ")
        line.writeDetails(record, json: false)
        line.write(" ")
        line.write(record.connectionTerminationDetails ?? "-")
        line.write(" \"")
        line.writeFailureReason(record)
        line.write("\" ")
        line.write(number: record.bytesReceived)
        line.write(" ")
        line.write(number: record.bytesSent)
        line.write(" ")
        line.write(number: record.durationMicroseconds / 1000)
        line.write(" ")
        if let time = record.upstreamServiceTimeMilliseconds {
            line.write(number: Int64(time))
        } else {
            line.write("-")
        }
        line.write(" \"")
        line.write(text: fields.forwardedFor, of: head.headers)
        line.write("\" \"")
        line.write(text: fields.userAgent, of: head.headers)
        line.write("\" \"")
        line.write(text: fields.requestID, of: head.headers)
        line.write("\" \"")
        line.write(text: head.authority, of: head.headers)
        line.write("\" \"")
        line.write(text: record.upstreamHost)
        line.write("\" ")
        line.write(text: record.upstreamCluster)
        line.write(" ")
        line.write(text: record.upstreamLocalAddress)
        line.write(" ")
        line.write(text: record.downstreamLocalAddress)
        line.write(" ")
        line.write(text: record.downstreamRemoteAddress)
        line.write(" ")
        line.write(text: record.requestedServerName)
        line.write(" ")
        line.write(text: record.routeName)
        line.write("\n")
    }
}

extension LineCursor {
    @inline(__always)
    fileprivate mutating func write(text range: ByteRange, of headers: HeaderBlock) {
        if range.isEmpty { return self.write("-") }
        headers.withBytes(range) { self.write(text: $0) }
    }

    @inline(__always)
    fileprivate mutating func write(text bytes: [UInt8]?) {
        guard let bytes, !bytes.isEmpty else { return self.write("-") }
        bytes.withUnsafeBytes { self.write(text: $0) }
    }

    /// The values of all field lines, joined with `,`.
    @inline(__always)
    fileprivate mutating func write(text occurrence: LoggedFields.Occurrence, of headers: HeaderBlock) {
        if occurrence.count == 0 { return self.write("-") }
        headers.withBytes(headers.fields[occurrence.first].value) { self.write(text: $0) }
        if occurrence.count == 1 { return }
        headers.forEachFurther(occurrence) { value in
            self.write(",")
            self.write(text: value)
        }
    }

    @inline(__always)
    fileprivate mutating func writeTextPath(_ head: RequestHead, _ fields: LoggedFields) {
        if fields.originalPath.count > 0 { return self.write(text: fields.originalPath, of: head.headers) }
        self.write(text: head.path, of: head.headers)
        if !head.query.isEmpty { self.write(text: head.query, of: head.headers) }
    }

    /// The reason goes without quotation marks of its own; white space becomes `_`, as Envoy has it.
    fileprivate mutating func writeFailureReason(_ record: AccessRecord) {
        guard let reason = record.upstreamTransportFailureReason else { return self.write("-") }
        self.writeUnderscored(reason)
    }
}

extension HeaderBlock {
    /// Calls `body` with the value of every field line of a header but the first.
    func forEachFurther(_ occurrence: LoggedFields.Occurrence, _ body: (UnsafeRawBufferPointer) -> Void) {
        let first = self.fields[occurrence.first]
        for field in self.fields[(occurrence.first + 1)...] where field.id == first.id {
            let isSame =
                field.id != .envoyInternal
                || self.withBytes(field.name) { name in self.withBytes(first.name) { name.equals($0) } }
            if isSame { self.withBytes(field.value, body) }
        }
    }
}

import GatehouseHTTP

/// What both formats write alike.
extension LineCursor {
    /// The details, `-` or `null` where there are none.
    @inline(__always)
    mutating func writeDetails(_ record: AccessRecord, json: Bool) {
        if case .text(let text) = record.details {
            if json { self.write("\"") }
            self.writeUnderscored(text)
            if json { self.write("\"") }
            return
        }
        guard let name = record.details.name else { return self.write(json ? "null" : "-") }
        if json { self.write("\"") }
        self.write(name)
        if let reset = record.details.reset { self.writeReset(reset, record) }
        if json { self.write("\"") }
    }

    private mutating func writeReset(_ reset: UpstreamReset, _ record: AccessRecord) {
        self.write("{")
        self.write(reset.name)
        if let reason = record.upstreamTransportFailureReason {
            self.write("|")
            self.writeUnderscored(reason)
        }
        self.write("}")
    }

    /// Bytes that the gateway made itself, safe in both formats: white space becomes `_`, and so does what would need
    /// escaping.
    mutating func writeUnderscored(_ bytes: [UInt8]) {
        for byte in bytes {
            let isSafe = byte > 0x20 && byte < 0x7f && byte != 0x22 && byte != 0x5c
            self.write(isSafe ? byte : UInt8(ascii: "_"))
        }
    }
}

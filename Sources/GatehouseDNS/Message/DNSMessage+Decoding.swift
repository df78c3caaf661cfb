extension DNSMessage {
    /// The message that `bytes` begin with. What follows it is not looked at.
    ///
    /// One that says that it is truncated may break off anywhere after its questions; it then has the records that are
    /// whole.
    public init(decoding bytes: [UInt8]) throws(DNSMessageError) {
        var reader = MessageReader(bytes)
        let id = try reader.readUInt16()
        self.init(header: DNSHeader(id: id, flags: try reader.readUInt16()))
        let questionCount = try reader.readUInt16()
        let answerCount = try reader.readUInt16()
        let authorityCount = try reader.readUInt16()
        let additionalCount = try reader.readUInt16()
        for _ in 0..<questionCount {
            self.questions.append(
                DNSQuestion(
                    name: try reader.readName(), type: DNSRecordType(rawValue: try reader.readUInt16()),
                    recordClass: DNSClass(rawValue: try reader.readUInt16())))
        }
        do {
            for _ in 0..<answerCount { try self.read(into: \.answers, &reader) }
            for _ in 0..<authorityCount { try self.read(into: \.authorities, &reader) }
            for _ in 0..<additionalCount { try self.read(into: \.additionals, &reader) }
        } catch DNSMessageError.endsEarly where self.header.isTruncated {
            return
        }
    }

    private mutating func read(
        into section: WritableKeyPath<DNSMessage, [DNSRecord]>, _ reader: inout MessageReader
    ) throws(DNSMessageError) {
        let name = try reader.readName()
        let type = DNSRecordType(rawValue: try reader.readUInt16())
        guard type == .opt else {
            self[keyPath: section].append(try DNSRecord(name: name, type: type, &reader))
            return
        }
        guard section == \.additionals, name.isRoot, self.edns == nil else { throw .malformedOPT }
        let size = try reader.readUInt16()
        let flags = try reader.readUInt32()
        let options = try reader.readBytes(Int(reader.readUInt16()))
        self.edns = EDNS(
            udpPayloadSize: size, version: UInt8(truncatingIfNeeded: flags >> 16), wantsSignatures: flags & 0x8000 != 0,
            options: Array(options))
        let code = self.header.responseCode.rawValue | UInt16(truncatingIfNeeded: flags >> 24) << 4
        self.header.responseCode = DNSResponseCode(rawValue: code)
    }
}

extension DNSRecord {
    /// The rest of a record whose name and type have been read.
    init(name: DNSName, type: DNSRecordType, _ reader: inout MessageReader) throws(DNSMessageError) {
        let recordClass = DNSClass(rawValue: try reader.readUInt16())
        let seconds = try reader.readUInt32()
        let length = Int(try reader.readUInt16())
        let start = reader.offset
        let content: Content
        switch (recordClass, type) {
        case (.internet, .a), (.internet, .aaaa):
            let bytes = try reader.readBytes(length)
            guard let address = IPAddress(bytes: bytes), bytes.count == (type == .a ? 4 : 16) else {
                throw .malformedRecord
            }
            content = .address(address)
        case (.internet, .cname): content = .cname(try reader.readName())
        case (.internet, .soa): content = .soa(try StartOfAuthority(&reader))
        default: content = .other(type, Array(try reader.readBytes(length)))
        }
        guard reader.offset == start + length else { throw .malformedRecord }
        // A number with its first bit set is to be read as 0 (RFC 2181 section 8).
        let timeToLive = seconds > UInt32(Int32.max) ? 0 : seconds
        self.init(name: name, recordClass: recordClass, timeToLive: timeToLive, content: content)
    }
}

extension StartOfAuthority {
    init(_ reader: inout MessageReader) throws(DNSMessageError) {
        self.init(
            primaryServer: try reader.readName(), mailbox: try reader.readName(), serial: try reader.readUInt32(),
            refresh: try reader.readUInt32(), retry: try reader.readUInt32(), expire: try reader.readUInt32(),
            minimum: try reader.readUInt32())
    }
}

extension DNSMessage {
    /// The message as it travels, in at most `limit` bytes; the limit is taken as one within 512 and 65,535.
    ///
    /// Records that have no room are left out. Where those belong to the answer or to its authority, the message says
    /// that it is truncated (RFC 2181 section 9).
    public func encoded(limit: Int = 65_535) -> [UInt8] {
        let limit = min(max(limit, 512), 65_535)
        let opt = self.edns.map { Self.encoded($0, responseCode: self.header.responseCode) } ?? []
        var writer = BoundedWriter(limit: limit - opt.count)
        writer.write(self.header)
        let isWhole =
            writer.write(self.questions, .questions) { $0.write($1) }
            && writer.write(self.answers, .answers) { $0.write($1) }
            && writer.write(self.authorities, .authorities) { $0.write($1) }
        if isWhole {
            _ = writer.write(self.additionals, .additionals) { $0.write($1) }
        } else {
            writer.setTruncated()
        }
        return writer.finished(opt: opt)
    }

    /// An OPT record, without its options if they are longer than any sender's would be.
    private static func encoded(_ edns: EDNS, responseCode: DNSResponseCode) -> [UInt8] {
        var writer = MessageWriter()
        writer.write(.root)
        writer.write(DNSRecordType.opt.rawValue)
        writer.write(edns.udpPayloadSize)
        writer.write(UInt16(truncatingIfNeeded: responseCode.rawValue >> 4 & 0xFF) << 8 | UInt16(edns.version))
        writer.write(edns.wantsSignatures ? 0x8000 : 0 as UInt16)
        writer.writeCounted { writer in
            if edns.options.count <= 256 { writer.write(edns.options) }
        }
        return writer.bytes
    }
}

/// Writes the sections of a message until it is full.
private struct BoundedWriter {
    /// The sections, each as the place of its count in the header.
    enum Section: Int {
        case questions = 4
        case answers = 6
        case authorities = 8
        case additionals = 10
    }

    private static let flagsOffset = 2

    let limit: Int
    private var writer = MessageWriter()
    private var flags: UInt16 = 0
    private var additionalCount: UInt16 = 0

    init(limit: Int) { self.limit = limit }

    mutating func write(_ header: DNSHeader) {
        self.flags = header.flags
        self.writer.write(header.id)
        self.writer.write(self.flags)
        // The counts come later.
        for _ in 0..<4 { self.writer.write(0 as UInt16) }
    }

    /// Writes a section; false when some of it had no room.
    mutating func write<Element>(
        _ elements: [Element], _ section: Section, _ body: (inout MessageWriter, Element) -> Void
    ) -> Bool {
        var count: UInt16 = 0
        defer {
            self.writer.overwrite(count, at: section.rawValue)
            if section == .additionals { self.additionalCount = count }
        }
        for element in elements {
            let start = self.writer.bytes.count
            body(&self.writer, element)
            guard self.writer.bytes.count <= self.limit, count < UInt16.max else {
                self.writer.rewind(to: start)
                return false
            }
            count += 1
        }
        return true
    }

    mutating func setTruncated() { self.writer.overwrite(self.flags | 0x0200, at: Self.flagsOffset) }

    mutating func finished(opt: [UInt8]) -> [UInt8] {
        if !opt.isEmpty {
            self.writer.write(opt)
            // Each record has at least 11 bytes, so that there are never that many.
            self.writer.overwrite(self.additionalCount &+ 1, at: Section.additionals.rawValue)
        }
        return self.writer.bytes
    }
}

extension MessageWriter {
    fileprivate mutating func write(_ question: DNSQuestion) {
        self.write(question.name)
        self.write(question.type.rawValue)
        self.write(question.recordClass.rawValue)
    }

    fileprivate mutating func write(_ record: DNSRecord) {
        self.write(record.name)
        self.write(record.type.rawValue)
        self.write(record.recordClass.rawValue)
        self.write(record.timeToLive)
        self.writeCounted { writer in
            switch record.content {
            case .address(let address): writer.write(address.bytes)
            case .cname(let name): writer.write(name)
            case .soa(let soa): writer.write(soa)
            case .other(_, let bytes): writer.write(bytes)
            }
        }
    }

    private mutating func write(_ soa: StartOfAuthority) {
        self.write(soa.primaryServer)
        self.write(soa.mailbox)
        for number in [soa.serial, soa.refresh, soa.retry, soa.expire, soa.minimum] { self.write(number) }
    }
}

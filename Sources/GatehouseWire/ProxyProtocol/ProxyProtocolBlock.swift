/// Version 2 of the PROXY protocol: a binary block (specification, section 2.2).
enum ProxyProtocolBlock {
    private static let signatureLength = 12
    private static let headerLength = 16

    /// Parses bytes that begin with the signature.
    static func parse(_ bytes: UnsafeRawBufferPointer) -> ProxyProtocol.Outcome {
        var cursor = ByteCursor(bytes)
        guard cursor.readBytes(self.signatureLength) != nil, let command = cursor.readByte() else { return .incomplete }
        guard command == 0x20 || command == 0x21 else { return .refused(.unsupported) }
        guard let family = cursor.readByte() else { return .incomplete }
        let isLocal = command == 0x20
        // The family of a LOCAL block is to be ignored; others must be one of those that there are.
        guard isLocal || (family >> 4 <= 3 && family & 0x0F <= 2) else { return .refused(.unsupported) }
        guard let length = cursor.readNumber(bytes: 2) else { return .incomplete }
        guard length <= ProxyProtocol.maximumBlockLength else { return .refused(.tooLong) }
        guard let block = cursor.readBytes(length) else { return .incomplete }
        let header = UnsafeRawBufferPointer(rebasing: bytes[..<(self.headerLength + length)])
        // A block without a family has no layout in which extensions could be found.
        guard !isLocal, family >> 4 != 0 else { return .complete(ProxyHeader(length: header.count)) }
        return self.parseBlock(block, family, header)
    }

    private static func parseBlock(
        _ block: UnsafeRawBufferPointer, _ family: UInt8, _ header: UnsafeRawBufferPointer
    ) -> ProxyProtocol.Outcome {
        var cursor = ByteCursor(block)
        var result = ProxyHeader(length: header.count)
        switch family >> 4 {
        case 1, 2:
            guard let addresses = self.readAddresses(&cursor, count: family >> 4 == 1 ? 4 : 16) else {
                return .refused(.malformedBlock)
            }
            // Datagrams have no part in a connection; such addresses say nothing about it.
            if family & 0x0F == 1 { result.addresses = addresses }
        default:
            // Two paths of Unix sockets, which are no addresses of TCP.
            guard cursor.readBytes(216) != nil else { return .refused(.malformedBlock) }
        }
        if let refusal = self.checkExtensions(&cursor, header) { return .refused(refusal) }
        return .complete(result)
    }

    private static func readAddresses(_ cursor: inout ByteCursor, count: Int) -> ProxyHeader.Addresses? {
        guard let source = cursor.readBytes(count), let destination = cursor.readBytes(count),
            let sourcePort = cursor.readNumber(bytes: 2), let destinationPort = cursor.readNumber(bytes: 2)
        else { return nil }
        return ProxyHeader.Addresses(
            source: ProxiedAddress(bytes: Array(source), port: UInt16(truncatingIfNeeded: sourcePort)),
            destination: ProxiedAddress(bytes: Array(destination), port: UInt16(truncatingIfNeeded: destinationPort)))
    }

    /// Passes over the extensions; a checksum among them must be right (section 2.2.4).
    private static func checkExtensions(
        _ cursor: inout ByteCursor, _ header: UnsafeRawBufferPointer
    ) -> ProxyProtocolRefusal? {
        var hasChecksum = false
        while cursor.remaining > 0 {
            guard let type = cursor.readByte(), let value = cursor.readVector(lengthBytes: 2) else {
                return .malformedBlock
            }
            guard type == 0x03 else { continue }
            // One at most, so that the work is bounded and no checksum covers another.
            var number = ByteCursor(value)
            guard !hasChecksum, let expected = number.readNumber(bytes: 4), number.remaining == 0 else {
                return .malformedBlock
            }
            hasChecksum = true
            let end = header.count - cursor.remaining
            var checksum = CRC32C()
            checksum.take(UnsafeRawBufferPointer(rebasing: header[..<(end - 4)]))
            checksum.takeZeros(4)
            checksum.take(UnsafeRawBufferPointer(rebasing: header[end...]))
            guard Int(checksum.value) == expected else { return .checksumMismatch }
        }
        return nil
    }
}

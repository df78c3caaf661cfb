/// Version 1 of the PROXY protocol: one line of text (specification, section 2.1).
enum ProxyProtocolLine {
    /// Longest line with its CR LF.
    static let maximumLength = 107

    /// Parses bytes that begin with `PROXY` and a space.
    static func parse(_ bytes: UnsafeRawBufferPointer) -> ProxyProtocol.Outcome {
        let window = min(bytes.count, self.maximumLength)
        var end = 0
        while end < window, bytes[end] != 0x0D {
            guard bytes[end] != 0x0A else { return .refused(.malformedLine) }
            end += 1
        }
        guard end + 1 < self.maximumLength else { return .refused(.tooLong) }
        guard end + 1 < bytes.count else { return .incomplete }
        guard bytes[end + 1] == 0x0A else { return .refused(.malformedLine) }
        return self.parseLine(UnsafeRawBufferPointer(rebasing: bytes[..<end]))
    }

    private static func parseLine(_ line: UnsafeRawBufferPointer) -> ProxyProtocol.Outcome {
        let parts = line.split(separator: 0x20, maxSplits: 6, omittingEmptySubsequences: false)
        let length = line.count + 2
        guard parts.count > 1 else { return .refused(.unsupported) }
        let family = UnsafeRawBufferPointer(rebasing: parts[1])
        // Whatever follows is to be ignored.
        if self.isEqual(family, "UNKNOWN") { return .complete(ProxyHeader(length: length)) }
        let isIPv6 = self.isEqual(family, "TCP6")
        guard isIPv6 || self.isEqual(family, "TCP4") else { return .refused(.unsupported) }
        guard parts.count == 6,
            let source = self.address(parts[2], parts[4], isIPv6),
            let destination = self.address(parts[3], parts[5], isIPv6)
        else { return .refused(.malformedAddress) }
        return .complete(ProxyHeader(length: length, addresses: .init(source: source, destination: destination)))
    }

    private static func address(
        _ text: Slice<UnsafeRawBufferPointer>, _ port: Slice<UnsafeRawBufferPointer>, _ isIPv6: Bool
    ) -> ProxiedAddress? {
        let text = UnsafeRawBufferPointer(rebasing: text)
        var digits = DecimalDigits(maximum: 65535)
        for byte in port {
            guard digits.take(byte) else { return nil }
        }
        guard let bytes = isIPv6 ? IPAddressText.v6(text) : IPAddressText.v4(text), let number = digits.value else {
            return nil
        }
        return ProxiedAddress(bytes: bytes, port: UInt16(truncatingIfNeeded: number))
    }

    private static func isEqual(_ bytes: UnsafeRawBufferPointer, _ text: StaticString) -> Bool {
        bytes.elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}

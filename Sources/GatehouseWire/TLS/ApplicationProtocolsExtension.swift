/// The extension of a client's hello that lists application protocols (RFC 7301 section 3.1).
enum ApplicationProtocolsExtension {
    /// More than any client offers; each costs an allocation.
    static let maximumCount = 64

    /// Reads the extension's content; the protocols of GREASE are left out.
    static func read(_ content: UnsafeRawBufferPointer, into protocols: inout [[UInt8]]) -> ClientHelloRefusal? {
        var outer = ByteCursor(content)
        guard let list = outer.readVector(lengthBytes: 2), outer.remaining == 0, !list.isEmpty else {
            return .malformedExtension
        }
        var cursor = ByteCursor(list)
        while cursor.remaining > 0 {
            guard let name = cursor.readVector(lengthBytes: 1), !name.isEmpty else { return .malformedExtension }
            if self.isGREASE(name) { continue }
            guard protocols.count < self.maximumCount else { return .tooManyProtocols }
            protocols.append(Array(name))
        }
        return nil
    }

    /// Whether it is one of 0x0A0A, 0x1A1A, … 0xFAFA (RFC 8701 section 2).
    private static func isGREASE(_ name: UnsafeRawBufferPointer) -> Bool {
        var cursor = ByteCursor(name)
        guard let first = cursor.readByte(), let second = cursor.readByte(), cursor.remaining == 0 else { return false }
        return first == second && first & 0x0F == 0x0A
    }
}

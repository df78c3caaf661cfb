/// Gathers a response's trailers into the frame that gRPC-Web ends its bodies with: a flag, the length, and a field a
/// line (gRPC-Web, "Protocol differences vs gRPC over HTTP2").
public struct GRPCWebTrailers: Sendable {
    /// Flag of a frame that holds trailers, uncompressed.
    static let flag: UInt8 = 0x80

    private var lines: [UInt8] = []

    /// No trailers yet.
    public init() {}

    /// Adds a field with its name in lower case; false, and nothing is added, when name or value would end the line.
    @discardableResult
    public mutating func append(name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer) -> Bool {
        guard !name.isEmpty, !name.contains(UInt8(ascii: ":")), Self.staysInLine(name), Self.staysInLine(value) else {
            return false
        }
        self.lines.reserveCapacity(self.lines.count + name.count + value.count + 4)
        for byte in name { self.lines.append((byte &- 0x41) < 26 ? byte | 0x20 : byte) }
        self.lines.append(UInt8(ascii: ":"))
        self.lines.append(0x20)
        self.lines.append(contentsOf: value)
        self.lines.append(0x0D)
        self.lines.append(0x0A)
        return true
    }

    /// Appends the frame. A text body's still has to be encoded.
    public func write(into output: inout [UInt8]) {
        output.append(Self.flag)
        let length = UInt32(clamping: self.lines.count)
        for shift: UInt32 in [24, 16, 8, 0] { output.append(UInt8(truncatingIfNeeded: length >> shift)) }
        output.append(contentsOf: self.lines)
    }

    private static func staysInLine(_ bytes: UnsafeRawBufferPointer) -> Bool {
        !bytes.contains { $0 == 0x0D || $0 == 0x0A || $0 == 0 }
    }
}

/// HTTP/2 frames as bytes, for what no client that is in its right mind sends.
public struct RawFrame: Hashable, Sendable {
    /// The type: 0 DATA, 1 HEADERS, 2 PRIORITY, 3 RST_STREAM, 4 SETTINGS, 6 PING, 7 GOAWAY, 8 WINDOW_UPDATE,
    /// 9 CONTINUATION.
    public var type: UInt8
    /// The flags: 1 END_STREAM or ACK, 4 END_HEADERS.
    public var flags: UInt8
    /// The stream.
    public var stream: Int
    /// The payload.
    public var payload: [UInt8]

    /// A frame.
    public init(_ type: UInt8, flags: UInt8 = 0, stream: Int = 0, _ payload: [UInt8] = []) {
        self.type = type
        self.flags = flags
        self.stream = stream
        self.payload = payload
    }

    /// The frame on the wire.
    public var bytes: [UInt8] {
        let count = self.payload.count
        return [UInt8(count >> 16 & 255), UInt8(count >> 8 & 255), UInt8(count & 255), self.type, self.flags]
            + Self.number(self.stream) + self.payload
    }

    /// What a client says first: the preface and empty SETTINGS.
    public static let hello = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + RawFrame(4).bytes

    /// HEADERS with these fields, none of them compressed.
    public static func headers(
        _ fields: [(String, String)], stream: Int, endsStream: Bool = true, endsBlock: Bool = true
    ) -> RawFrame {
        RawFrame(1, flags: (endsStream ? 1 : 0) | (endsBlock ? 4 : 0), stream: stream, Self.block(fields))
    }

    /// HEADERS with these fields, and as many CONTINUATION as the block needs in frames of the usual size.
    public static func longHeaders(_ fields: [(String, String)], stream: Int) -> [RawFrame] {
        let block = Self.block(fields)
        return stride(from: 0, to: block.count, by: 16384).map { start in
            let end = min(start + 16384, block.count)
            let flags: UInt8 = (start == 0 ? 1 : 0) | (end == block.count ? 4 : 0)
            return RawFrame(start == 0 ? 1 : 9, flags: flags, stream: stream, Array(block[start..<end]))
        }
    }

    /// HEADERS of a GET.
    public static func get(_ path: String, host: String, stream: Int, endsStream: Bool = true) -> RawFrame {
        Self.headers(
            [(":method", "GET"), (":scheme", "http"), (":authority", host), (":path", path)], stream: stream,
            endsStream: endsStream)
    }

    /// RST_STREAM.
    public static func reset(stream: Int, _ code: HTTP2Code) -> RawFrame {
        RawFrame(3, stream: stream, Self.number(code.rawValue))
    }

    /// A header block of literals without indexing, whose names and values are shorter than 16,000 bytes
    /// (RFC 7541 section 6.2.2).
    public static func block(_ fields: [(String, String)]) -> [UInt8] {
        fields.flatMap { [0] + Self.text($0.0) + Self.text($0.1) }
    }

    private static func text(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        if bytes.count < 127 { return [UInt8(bytes.count)] + bytes }
        let rest = bytes.count - 127
        return [127] + (rest < 128 ? [UInt8(rest)] : [UInt8(rest & 127) | 128, UInt8(rest >> 7)]) + bytes
    }

    private static func number(_ value: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}

extension RawConnection {
    /// Sends frames.
    public func write(_ frames: [RawFrame], within limit: Duration = patience) async throws {
        try await self.write(frames.flatMap(\.bytes), within: limit)
    }

    /// The next frame.
    public func readFrame(within limit: Duration = patience) async throws -> RawFrame {
        try await self.take(within: limit) { received, _ in
            guard received.count >= 9 else { return nil }
            let count = Int(received[0]) << 16 | Int(received[1]) << 8 | Int(received[2])
            guard received.count >= 9 + count else { return nil }
            let stream = received[5..<9].reduce(0) { $0 << 8 | Int($1) } & 0x7FFF_FFFF
            return (
                9 + count, RawFrame(received[3], flags: received[4], stream: stream, Array(received[9..<9 + count]))
            )
        }
    }

    /// The next frame of this type, whatever comes before it.
    public func readFrame(type: UInt8, within limit: Duration = patience) async throws -> RawFrame {
        while true {
            let frame = try await self.readFrame(within: limit)
            if frame.type == type { return frame }
        }
    }

    /// The code of the GOAWAY that comes, whatever comes before it.
    public func readGoAway(within limit: Duration = patience) async throws -> HTTP2Code? {
        let frame = try await self.readFrame(type: 7, within: limit)
        return HTTP2Code(rawValue: frame.payload.dropFirst(4).prefix(4).reduce(0) { $0 << 8 | Int($1) })
    }
}

import GatehouseHTTP
import NIOCore

/// Frames that the gateway sends (RFC 9113 section 6).
extension HTTP2Session {
    /// Writes a frame with a small payload.
    func write(_ type: HTTP2FrameType, flags: UInt8 = 0, stream: UInt32, _ payload: ByteBuffer) {
        self.connection.write { buffer in
            buffer.writeFrameHead(type, length: payload.readableBytes, flags: flags, stream: stream)
            buffer.writeImmutableBuffer(payload)
        }
    }

    /// Asks for an answer. There is one question at a time, so that they need not be told apart.
    func writePing() { self.write(.ping, stream: 0, ByteBuffer(repeating: 0, count: 8)) }

    /// Writes settings.
    func write(settings: [(identifier: UInt16, value: UInt32)]) {
        self.connection.write { buffer in
            buffer.writeFrameHead(.settings, length: settings.count * 6, flags: 0, stream: 0)
            for (identifier, value) in settings {
                buffer.writeInteger(identifier)
                buffer.writeInteger(value)
            }
        }
    }

    /// Opens a window; that of the connection for stream 0.
    func writeWindowUpdate(stream: UInt32, increment: Int) {
        self.connection.write { buffer in
            buffer.writeFrameHead(.windowUpdate, length: 4, flags: 0, stream: stream)
            buffer.writeInteger(UInt32(truncatingIfNeeded: increment))
        }
    }

    /// Ends a stream.
    func writeReset(_ stream: UInt32, _ code: HTTP2ErrorCode) {
        self.connection.write { buffer in
            buffer.writeFrameHead(.reset, length: 4, flags: 0, stream: stream)
            buffer.writeInteger(code.rawValue)
        }
    }

    /// Says that streams beyond `lastStream` are not looked at.
    func writeGoAway(lastStream: UInt32, _ code: HTTP2ErrorCode) {
        self.connection.write { buffer in
            buffer.writeFrameHead(.goAway, length: 8, flags: 0, stream: 0)
            buffer.writeInteger(lastStream)
            buffer.writeInteger(code.rawValue)
        }
    }

    /// Writes the head of a DATA frame; the data follows.
    func writeDataHead(_ stream: HTTP2Stream, count: Int, endsStream: Bool) {
        self.connection.write { buffer in
            buffer.writeFrameHead(
                .data, length: count, flags: endsStream ? HTTP2FrameFlag.endsStream : 0, stream: stream.id)
        }
    }

    /// Writes trailers, which end the stream.
    func writeTrailers(_ trailers: HeaderBlock, of stream: HTTP2Stream) {
        self.encoder.begin()
        self.encoder.append(trailers)
        self.writeBlock(of: stream, endsStream: true)
    }

    /// Writes what the encoder holds as a header block, in as many frames as the peer's limit takes. Returns the bytes on
    /// the wire.
    @discardableResult
    func writeBlock(of stream: HTTP2Stream, endsStream: Bool) -> Int {
        let total = self.encoder.bytes.count
        let limit = self.peer.maxFrameSize
        let flags = endsStream ? HTTP2FrameFlag.endsStream : 0
        self.connection.write { buffer in
            if total <= limit {
                buffer.writeFrameHead(
                    .headers, length: total, flags: flags | HTTP2FrameFlag.endsBlock, stream: stream.id)
                buffer.writeBytes(self.encoder.bytes)
                return
            }
            var start = 0
            while start < total {
                let end = min(total, start + limit)
                buffer.writeFrameHead(
                    start == 0 ? .headers : .continuation, length: end - start,
                    flags: (start == 0 ? flags : 0) | (end == total ? HTTP2FrameFlag.endsBlock : 0), stream: stream.id)
                buffer.writeBytes(self.encoder.bytes[start..<end])
                start = end
            }
        }
        if endsStream { stream.localEnded() }
        return total + HTTP2FrameReader.headLength
    }
}

extension ByteBuffer {
    /// Writes the nine bytes that every frame begins with (RFC 9113 section 4.1).
    mutating func writeFrameHead(_ type: HTTP2FrameType, length: Int, flags: UInt8, stream: UInt32) {
        self.writeInteger(UInt32(truncatingIfNeeded: length) << 8 | UInt32(type.rawValue))
        self.writeInteger(flags)
        self.writeInteger(stream)
    }
}

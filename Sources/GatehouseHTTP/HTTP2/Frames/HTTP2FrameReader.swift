/// Takes frames off the front of what has arrived (RFC 9113 sections 4 and 6). A pure machine; the caller moves the bytes.
///
/// It knows what a connection's frames need to know of one another, which is where a header block goes on. Streams are
/// not its business.
public struct HTTP2FrameReader: Sendable {
    /// The largest payload that is accepted: what this side has announced (SETTINGS_MAX_FRAME_SIZE).
    private let maximumLength: Int
    /// The stream whose header block is unfinished; nothing else may come then (section 6.10).
    private var openBlock: UInt32?

    /// A reader that accepts payloads of this length.
    public init(maximumLength: Int = 16384) { self.maximumLength = maximumLength }

    /// What is at the front.
    public enum Outcome: Equatable, Sendable {
        /// Less than a frame.
        case incomplete
        /// A frame of so many bytes, head included.
        case frame(HTTP2Frame, count: Int)
        /// A frame of so many bytes that can't be accepted.
        case refused(HTTP2FrameError, count: Int)
    }

    /// The bytes of a frame's head.
    public static let headLength = 9

    /// Reads the frame at the front of `bytes`.
    public mutating func read(_ bytes: UnsafeRawBufferPointer) -> Outcome {
        guard bytes.count >= Self.headLength else { return .incomplete }
        let length = Int(bytes[0]) << 16 | Int(bytes[1]) << 8 | Int(bytes[2])
        guard length <= self.maximumLength else { return .refused(.connection(.frameSizeError), count: bytes.count) }
        guard bytes.count >= Self.headLength + length else { return .incomplete }
        let head = Head(
            type: bytes[3], flags: bytes[4], stream: bytes.number(at: 5) & 0x7FFF_FFFF,
            payload: Self.headLength..<(Self.headLength + length))
        if let open = self.openBlock, head.type != Head.continuation || head.stream != open {
            return .refused(.connection(.protocolError), count: Self.headLength + length)
        }
        switch head.frame(bytes) {
        case .success(let frame):
            self.follow(frame)
            return .frame(frame, count: Self.headLength + length)
        case .failure(let failure):
            return .refused(failure.error, count: Self.headLength + length)
        }
    }

    private mutating func follow(_ frame: HTTP2Frame) {
        switch frame {
        case .headers(let stream, _, let endsBlock, _, _): self.openBlock = endsBlock ? nil : stream
        case .continuation(_, _, true): self.openBlock = nil
        default: break
        }
    }

    /// Whether a header block is unfinished.
    public var isInsideBlock: Bool { self.openBlock != nil }
}

extension HTTP2FrameReader {
    /// The first nine bytes of a frame.
    struct Head {
        static let continuation: UInt8 = 9

        var type: UInt8
        var flags: UInt8
        var stream: UInt32
        var payload: Range<Int>

        struct Failure: Error {
            var error: HTTP2FrameError

            static func connection(_ code: HTTP2ErrorCode) -> Failure { Failure(error: .connection(code)) }
        }

        func has(_ flag: UInt8) -> Bool { self.flags & flag != 0 }

        func frame(_ bytes: UnsafeRawBufferPointer) -> Result<HTTP2Frame, Failure> {
            switch self.type {
            case 0: self.data(bytes)
            case 1: self.headers(bytes)
            case 2: self.priority(bytes)
            case 3: self.reset(bytes)
            case 4: self.settings()
            case 5: .success(.pushPromise)
            case 6: self.ping()
            case 7: self.goAway(bytes)
            case 8: self.windowUpdate(bytes)
            case Self.continuation:
                // One that continues nothing is refused where the stream is known to have no open block.
                self.stream == 0
                    ? .failure(.connection(.protocolError))
                    : .success(.continuation(stream: self.stream, fragment: self.payload, endsBlock: self.has(4)))
            default: .success(.unknown)
            }
        }

        private func data(_ bytes: UnsafeRawBufferPointer) -> Result<HTTP2Frame, Failure> {
            guard self.stream != 0 else { return .failure(.connection(.protocolError)) }
            return self.unpadded(bytes).map {
                .data(
                    stream: self.stream, payload: $0, flowControlled: self.payload.count, endsStream: self.has(1))
            }
        }

        private func headers(_ bytes: UnsafeRawBufferPointer) -> Result<HTTP2Frame, Failure> {
            guard self.stream != 0 else { return .failure(.connection(.protocolError)) }
            return self.unpadded(bytes).flatMap { content in
                var fragment = content
                var dependency: UInt32?
                if self.has(0x20) {
                    guard content.count >= 5 else {
                        // Too short, or nothing but too much padding (section 6.2).
                        let isPadding = self.has(8) && self.payload.count >= 6
                        return .failure(.connection(isPadding ? .protocolError : .frameSizeError))
                    }
                    dependency = bytes.number(at: content.lowerBound) & 0x7FFF_FFFF
                    fragment = (content.lowerBound + 5)..<content.upperBound
                }
                return .success(
                    .headers(
                        stream: self.stream, fragment: fragment, endsBlock: self.has(4), endsStream: self.has(1),
                        dependency: dependency))
            }
        }

        private func priority(_ bytes: UnsafeRawBufferPointer) -> Result<HTTP2Frame, Failure> {
            guard self.stream != 0 else { return .failure(.connection(.protocolError)) }
            guard self.payload.count == 5 else {
                return .failure(Failure(error: .stream(self.stream, .frameSizeError)))
            }
            return .success(
                .priority(stream: self.stream, dependency: bytes.number(at: self.payload.lowerBound) & 0x7FFF_FFFF))
        }

        private func reset(_ bytes: UnsafeRawBufferPointer) -> Result<HTTP2Frame, Failure> {
            guard self.stream != 0 else { return .failure(.connection(.protocolError)) }
            guard self.payload.count == 4 else { return .failure(.connection(.frameSizeError)) }
            return .success(
                .reset(
                    stream: self.stream, code: HTTP2ErrorCode(received: bytes.number(at: self.payload.lowerBound))))
        }

        private func settings() -> Result<HTTP2Frame, Failure> {
            guard self.stream == 0 else { return .failure(.connection(.protocolError)) }
            if self.has(1) {
                return self.payload.isEmpty ? .success(.settingsAcknowledged) : .failure(.connection(.frameSizeError))
            }
            guard self.payload.count % 6 == 0 else { return .failure(.connection(.frameSizeError)) }
            return .success(.settings(payload: self.payload))
        }

        private func ping() -> Result<HTTP2Frame, Failure> {
            guard self.stream == 0 else { return .failure(.connection(.protocolError)) }
            guard self.payload.count == 8 else { return .failure(.connection(.frameSizeError)) }
            return .success(self.has(1) ? .pong(payload: self.payload) : .ping(payload: self.payload))
        }

        private func goAway(_ bytes: UnsafeRawBufferPointer) -> Result<HTTP2Frame, Failure> {
            guard self.stream == 0 else { return .failure(.connection(.protocolError)) }
            guard self.payload.count >= 8 else { return .failure(.connection(.frameSizeError)) }
            return .success(
                .goAway(
                    lastStream: bytes.number(at: self.payload.lowerBound) & 0x7FFF_FFFF,
                    code: HTTP2ErrorCode(received: bytes.number(at: self.payload.lowerBound + 4))))
        }

        private func windowUpdate(_ bytes: UnsafeRawBufferPointer) -> Result<HTTP2Frame, Failure> {
            guard self.payload.count == 4 else { return .failure(.connection(.frameSizeError)) }
            let increment = bytes.number(at: self.payload.lowerBound) & 0x7FFF_FFFF
            guard increment > 0 else {
                return .failure(
                    Failure(
                        error: self.stream == 0 ? .connection(.protocolError) : .stream(self.stream, .protocolError)))
            }
            return .success(.windowUpdate(stream: self.stream, increment: Int(increment)))
        }

        /// The payload without padding (section 6.1).
        private func unpadded(_ bytes: UnsafeRawBufferPointer) -> Result<Range<Int>, Failure> {
            guard self.has(8) else { return .success(self.payload) }
            guard let first = self.payload.first else { return .failure(.connection(.frameSizeError)) }
            let padding = Int(bytes[first])
            guard padding < self.payload.count else { return .failure(.connection(.protocolError)) }
            return .success((first + 1)..<(self.payload.upperBound - padding))
        }
    }
}

extension UnsafeRawBufferPointer {
    /// The four bytes from `offset` on as a number; they must be there.
    func number(at offset: Int) -> UInt32 {
        UInt32(self[offset]) << 24 | UInt32(self[offset + 1]) << 16 | UInt32(self[offset + 2]) << 8
            | UInt32(self[offset + 3])
    }
}

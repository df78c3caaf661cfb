import Testing

@testable import GatehouseHTTP

extension HTTP2FrameReader {
    fileprivate mutating func read(_ bytes: [UInt8]) -> Outcome { bytes.withUnsafeBytes { self.read($0) } }
}

/// So many zeros.
private func zeros(_ count: Int) -> [UInt8] { Array(repeating: 0, count: count) }

@Suite("Reading HTTP/2 frames")
struct HTTP2FrameReaderTests {
    struct Valid: CustomTestStringConvertible, Sendable {
        var name: String
        var bytes: [UInt8]
        var frame: HTTP2Frame

        init(_ name: String, _ bytes: [UInt8], _ frame: HTTP2Frame) {
            self.name = name
            self.bytes = bytes
            self.frame = frame
        }

        var testDescription: String { self.name }
    }

    static let valid: [Valid] = [
        Valid(
            "DATA", frame(type: 0, stream: 1, [1, 2, 3]),
            .data(stream: 1, payload: 9..<12, flowControlled: 3, endsStream: false)),
        Valid(
            "DATA that ends the stream, empty", frame(type: 0, flags: 1, stream: 3),
            .data(stream: 3, payload: 9..<9, flowControlled: 0, endsStream: true)),
        Valid(
            "DATA with padding", frame(type: 0, flags: 8, stream: 1, [2, 7, 0, 0]),
            .data(stream: 1, payload: 10..<11, flowControlled: 4, endsStream: false)),
        Valid(
            "DATA of padding alone", frame(type: 0, flags: 9, stream: 1, [3, 0, 0, 0]),
            .data(stream: 1, payload: 10..<10, flowControlled: 4, endsStream: true)),
        Valid(
            "DATA with no padding in its field", frame(type: 0, flags: 8, stream: 1, [0]),
            .data(stream: 1, payload: 10..<10, flowControlled: 1, endsStream: false)),
        Valid(
            "DATA with padding that is not zero", frame(type: 0, flags: 8, stream: 1, [2, 7, 1, 1]),
            .data(stream: 1, payload: 10..<11, flowControlled: 4, endsStream: false)),
        Valid(
            "DATA with unknown flags", frame(type: 0, flags: 0xF6, stream: 1, [1]),
            .data(stream: 1, payload: 9..<10, flowControlled: 1, endsStream: false)),
        Valid(
            "DATA with the reserved bit of the stream", frame(type: 0, stream: 0x8000_0001, [1]),
            .data(stream: 1, payload: 9..<10, flowControlled: 1, endsStream: false)),
        Valid(
            "DATA on the last stream", frame(type: 0, stream: 0x7FFF_FFFF, [1]),
            .data(stream: 0x7FFF_FFFF, payload: 9..<10, flowControlled: 1, endsStream: false)),
        Valid(
            "DATA of the largest length", frame(type: 0, stream: 1, zeros(16384)),
            .data(stream: 1, payload: 9..<16393, flowControlled: 16384, endsStream: false)),
        Valid(
            "HEADERS", frame(type: 1, flags: 4, stream: 1, [0x82]),
            .headers(stream: 1, fragment: 9..<10, endsBlock: true, endsStream: false, dependency: nil)),
        Valid(
            "HEADERS that end the stream and not the block", frame(type: 1, flags: 1, stream: 5, [0x82, 0x86]),
            .headers(stream: 5, fragment: 9..<11, endsBlock: false, endsStream: true, dependency: nil)),
        Valid(
            "HEADERS of nothing", frame(type: 1, flags: 5, stream: 1),
            .headers(stream: 1, fragment: 9..<9, endsBlock: true, endsStream: true, dependency: nil)),
        Valid(
            "HEADERS with a priority", frame(type: 1, flags: 0x24, stream: 5, [0x80, 0, 0, 3, 16, 0x82]),
            .headers(stream: 5, fragment: 14..<15, endsBlock: true, endsStream: false, dependency: 3)),
        Valid(
            "HEADERS with a priority alone", frame(type: 1, flags: 0x24, stream: 5, [0, 0, 0, 5, 16]),
            .headers(stream: 5, fragment: 14..<14, endsBlock: true, endsStream: false, dependency: 5)),
        Valid(
            "HEADERS with padding", frame(type: 1, flags: 0xC, stream: 1, [1, 0x82, 0]),
            .headers(stream: 1, fragment: 10..<11, endsBlock: true, endsStream: false, dependency: nil)),
        Valid(
            "HEADERS with padding and a priority",
            frame(type: 1, flags: 0x2D, stream: 1, [2, 0, 0, 0, 0, 0, 0x82, 0x86, 0, 0]),
            .headers(stream: 1, fragment: 15..<17, endsBlock: true, endsStream: true, dependency: 0)),
        Valid("PRIORITY", frame(type: 2, stream: 1, [0x80, 0, 0, 7, 255]), .priority(stream: 1, dependency: 7)),
        Valid("RST_STREAM", frame(type: 3, stream: 1, [0, 0, 0, 8]), .reset(stream: 1, code: .cancel)),
        Valid(
            "RST_STREAM with an unknown code (section 7)", frame(type: 3, stream: 1, [0, 1, 0, 8]),
            .reset(stream: 1, code: .internalError)),
        Valid("SETTINGS of nothing", frame(type: 4, stream: 0), .settings(payload: 9..<9)),
        Valid("SETTINGS", frame(type: 4, stream: 0, zeros(12)), .settings(payload: 9..<21)),
        Valid("SETTINGS with an acknowledgement", frame(type: 4, flags: 1, stream: 0), .settingsAcknowledged),
        Valid("PUSH_PROMISE", frame(type: 5, flags: 4, stream: 1, [0, 0, 0, 2, 0x82]), .pushPromise),
        Valid("PING", frame(type: 6, stream: 0, zeros(8)), .ping(payload: 9..<17)),
        Valid("PING with an acknowledgement", frame(type: 6, flags: 1, stream: 0, zeros(8)), .pong(payload: 9..<17)),
        Valid(
            "GOAWAY", frame(type: 7, stream: 0, [0x80, 0, 0, 9, 0, 0, 0, 11]),
            .goAway(lastStream: 9, code: .enhanceYourCalm)),
        Valid(
            "GOAWAY with more to say", frame(type: 7, stream: 0, [0x7F, 255, 255, 255, 0, 0, 0, 0, 1, 2, 3]),
            .goAway(lastStream: 0x7FFF_FFFF, code: .noError)),
        Valid(
            "WINDOW_UPDATE of the connection", frame(type: 8, stream: 0, [0x80, 0, 0, 1]),
            .windowUpdate(stream: 0, increment: 1)),
        Valid(
            "WINDOW_UPDATE of a stream", frame(type: 8, stream: 3, [0x7F, 255, 255, 255]),
            .windowUpdate(stream: 3, increment: 0x7FFF_FFFF)),
        Valid("an unknown type (section 5.5)", frame(type: 10, flags: 255, stream: 1, [1, 2]), .unknown),
        Valid("the last unknown type", frame(type: 255, stream: 0), .unknown),
    ]

    @Test("what a frame says is found (RFC 9113 section 6)", arguments: valid)
    func validFrames(_ sample: Valid) {
        var reader = HTTP2FrameReader()
        #expect(reader.read(sample.bytes) == .frame(sample.frame, count: sample.bytes.count))
        // What comes behind it is left alone.
        reader = HTTP2FrameReader()
        #expect(reader.read(sample.bytes + [1, 2, 3]) == .frame(sample.frame, count: sample.bytes.count))
    }

    @Test("every beginning of a frame is incomplete (RFC 9113 section 4.1)", arguments: valid)
    func prefixes(_ sample: Valid) {
        var reader = HTTP2FrameReader()
        for count in 0..<min(sample.bytes.count, 100) {
            #expect(reader.read(Array(sample.bytes[..<count])) == .incomplete)
        }
        #expect(reader.read(Array(sample.bytes.dropLast())) == .incomplete)
        // And that has left no trace.
        #expect(reader.read(sample.bytes) == .frame(sample.frame, count: sample.bytes.count))
    }

    struct Refused: CustomTestStringConvertible, Sendable {
        var name: String
        var bytes: [UInt8]
        var error: HTTP2FrameError

        init(_ name: String, _ bytes: [UInt8], _ error: HTTP2FrameError) {
            self.name = name
            self.bytes = bytes
            self.error = error
        }

        var testDescription: String { self.name }
    }

    @Test(
        "what a frame may not be is refused with its error (RFC 9113 section 6)",
        arguments: [
            Refused("DATA on stream 0", frame(type: 0, stream: 0, [1]), .connection(.protocolError)),
            Refused(
                "DATA with padding and no field for it", frame(type: 0, flags: 8, stream: 1),
                .connection(.frameSizeError)),
            Refused(
                "DATA with as much padding as payload", frame(type: 0, flags: 8, stream: 1, [3, 0, 0]),
                .connection(.protocolError)),
            Refused(
                "DATA with more padding than payload", frame(type: 0, flags: 8, stream: 1, [255, 0, 0]),
                .connection(.protocolError)),
            Refused(
                "DATA with padding and nothing behind its field", frame(type: 0, flags: 8, stream: 1, [1]),
                .connection(.protocolError)),
            Refused("HEADERS on stream 0", frame(type: 1, flags: 4, stream: 0, [0x82]), .connection(.protocolError)),
            Refused(
                "HEADERS with padding and no field for it", frame(type: 1, flags: 12, stream: 1),
                .connection(.frameSizeError)),
            Refused(
                "HEADERS with more padding than payload", frame(type: 1, flags: 12, stream: 1, [2, 0x82]),
                .connection(.protocolError)),
            Refused(
                "HEADERS with a priority that is cut off", frame(type: 1, flags: 0x24, stream: 1, zeros(4)),
                .connection(.frameSizeError)),
            Refused(
                "HEADERS with a priority that is cut off behind the padding's length",
                frame(type: 1, flags: 0x2C, stream: 1, zeros(5)), .connection(.frameSizeError)),
            Refused(
                "HEADERS with padding that reaches into the priority",
                frame(type: 1, flags: 0x2C, stream: 1, [2] + zeros(6)), .connection(.protocolError)),
            Refused("PRIORITY on stream 0", frame(type: 2, stream: 0, zeros(5)), .connection(.protocolError)),
            Refused("PRIORITY of four bytes", frame(type: 2, stream: 1, zeros(4)), .stream(1, .frameSizeError)),
            Refused("PRIORITY of six bytes", frame(type: 2, stream: 1, zeros(6)), .stream(1, .frameSizeError)),
            Refused("RST_STREAM on stream 0", frame(type: 3, stream: 0, zeros(4)), .connection(.protocolError)),
            Refused("RST_STREAM of three bytes", frame(type: 3, stream: 1, zeros(3)), .connection(.frameSizeError)),
            Refused("RST_STREAM of five bytes", frame(type: 3, stream: 1, zeros(5)), .connection(.frameSizeError)),
            Refused("SETTINGS on a stream", frame(type: 4, stream: 1, zeros(6)), .connection(.protocolError)),
            Refused("SETTINGS of five bytes", frame(type: 4, stream: 0, zeros(5)), .connection(.frameSizeError)),
            Refused("SETTINGS of seven bytes", frame(type: 4, stream: 0, zeros(7)), .connection(.frameSizeError)),
            Refused(
                "SETTINGS with an acknowledgement on a stream", frame(type: 4, flags: 1, stream: 1),
                .connection(.protocolError)),
            Refused(
                "SETTINGS with an acknowledgement and settings", frame(type: 4, flags: 1, stream: 0, zeros(6)),
                .connection(.frameSizeError)),
            Refused("PING on a stream", frame(type: 6, stream: 1, zeros(8)), .connection(.protocolError)),
            Refused("PING of seven bytes", frame(type: 6, stream: 0, zeros(7)), .connection(.frameSizeError)),
            Refused("PING of nine bytes", frame(type: 6, flags: 1, stream: 0, zeros(9)), .connection(.frameSizeError)),
            Refused("PING of nothing", frame(type: 6, stream: 0), .connection(.frameSizeError)),
            Refused("GOAWAY on a stream", frame(type: 7, stream: 1, zeros(8)), .connection(.protocolError)),
            Refused("GOAWAY of seven bytes", frame(type: 7, stream: 0, zeros(7)), .connection(.frameSizeError)),
            Refused(
                "WINDOW_UPDATE of three bytes", frame(type: 8, stream: 1, zeros(3)), .connection(.frameSizeError)),
            Refused("WINDOW_UPDATE of five bytes", frame(type: 8, stream: 0, zeros(5)), .connection(.frameSizeError)),
            Refused(
                "WINDOW_UPDATE of nothing on the connection", frame(type: 8, stream: 0, zeros(4)),
                .connection(.protocolError)),
            Refused(
                "WINDOW_UPDATE of nothing on a stream", frame(type: 8, stream: 7, [0x80, 0, 0, 0]),
                .stream(7, .protocolError)),
            Refused("CONTINUATION on stream 0", frame(type: 9, flags: 4, stream: 0), .connection(.protocolError)),
        ])
    func refused(_ sample: Refused) {
        var reader = HTTP2FrameReader()
        #expect(reader.read(sample.bytes + [0]) == .refused(sample.error, count: sample.bytes.count))
        #expect(!reader.isInsideBlock)
    }

    @Test("a length beyond the limit is refused before the payload has come (RFC 9113 section 4.2)")
    func tooLong() {
        var reader = HTTP2FrameReader()
        let head: [UInt8] = [0, 0x40, 1, 0, 0, 0, 0, 0, 1]
        #expect(reader.read(head) == .refused(.connection(.frameSizeError), count: 9))
        var patient = HTTP2FrameReader(maximumLength: 16385)
        #expect(patient.read(head) == .incomplete)
        // An unknown type is no reason to take more.
        #expect(reader.read([255, 255, 255, 99, 0, 0, 0, 0, 1]) == .refused(.connection(.frameSizeError), count: 9))
    }

    @Test("frames follow one another in one buffer")
    func sequence() {
        var bytes = Self.valid.filter { $0.bytes[3] != 1 }.flatMap(\.bytes)
        var reader = HTTP2FrameReader()
        var count = 0
        while case .frame(_, let length) = reader.read(bytes) {
            bytes.removeFirst(length)
            count += 1
        }
        #expect(bytes.isEmpty)
        #expect(count == Self.valid.count { $0.bytes[3] != 1 })
    }

    @Test("random bytes never trap, and every range lies inside its frame", arguments: 1...200)
    func random(seed: Int) {
        var numbers = SeededNumbers(seed: seed)
        for _ in 0..<100 {
            let type = UInt8(numbers.number(below: 11))
            let flags = numbers.number(below: 2) == 0 ? numbers.bytes(1)[0] : 0
            let stream = UInt32(numbers.number(below: 3))
            let bytes = frame(type: type, flags: flags, stream: stream, numbers.bytes(numbers.number(below: 20)))
            var reader = HTTP2FrameReader()
            switch reader.read(bytes) {
            case .frame(let frame, let count):
                #expect(count == bytes.count)
                let range = frame.range ?? 9..<9
                #expect(range.lowerBound >= 9 && range.upperBound <= bytes.count)
            case .refused(_, let count): #expect(count == bytes.count)
            case .incomplete: Issue.record("a whole frame is not incomplete")
            }
            var other = HTTP2FrameReader()
            _ = other.read(numbers.bytes(numbers.number(below: 40)))
        }
    }
}

extension HTTP2Frame {
    fileprivate var range: Range<Int>? {
        switch self {
        case .data(_, let range, _, _), .headers(_, let range, _, _, _), .continuation(_, let range, _),
            .settings(let range), .ping(let range), .pong(let range):
            range
        case .priority, .reset, .settingsAcknowledged, .goAway, .windowUpdate, .pushPromise, .unknown: nil
        }
    }
}

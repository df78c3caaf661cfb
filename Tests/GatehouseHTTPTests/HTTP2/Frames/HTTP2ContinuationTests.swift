import Testing

@testable import GatehouseHTTP

extension HTTP2FrameReader {
    fileprivate mutating func read(_ bytes: [UInt8]) -> Outcome { bytes.withUnsafeBytes { self.read($0) } }
}

@Suite("The order of CONTINUATION frames")
struct HTTP2ContinuationTests {
    @Test("a header block goes on until a frame ends it (RFC 9113 section 6.10)")
    func order() {
        var reader = HTTP2FrameReader()
        #expect(
            reader.read(frame(type: 1, flags: 1, stream: 3, [0x82]))
                == .frame(
                    .headers(stream: 3, fragment: 9..<10, endsBlock: false, endsStream: true, dependency: nil),
                    count: 10))
        #expect(reader.isInsideBlock)
        #expect(
            reader.read(frame(type: 9, stream: 3))
                == .frame(.continuation(stream: 3, fragment: 9..<9, endsBlock: false), count: 9))
        #expect(reader.isInsideBlock)
        // The only flag that it has.
        #expect(
            reader.read(frame(type: 9, flags: 0xFB, stream: 3, [1, 2]))
                == .frame(.continuation(stream: 3, fragment: 9..<11, endsBlock: false), count: 11))
        #expect(reader.isInsideBlock)
        #expect(
            reader.read(frame(type: 9, flags: 4, stream: 3, [0x86]))
                == .frame(.continuation(stream: 3, fragment: 9..<10, endsBlock: true), count: 10))
        #expect(!reader.isInsideBlock)
        #expect(
            reader.read(frame(type: 0, stream: 3))
                == .frame(.data(stream: 3, payload: 9..<9, flowControlled: 0, endsStream: false), count: 9))
    }

    @Test(
        "inside a block nothing else may come, on no stream (RFC 9113 section 6.10)",
        arguments: 0...10 as ClosedRange<UInt8>)
    func interrupted(type: UInt8) {
        for stream: UInt32 in [0, 1, 3] where type != 9 || stream != 1 {
            for length in [0, 4, 5, 6, 8] {
                var reader = HTTP2FrameReader()
                _ = reader.read(frame(type: 1, stream: 1, [0x82]))
                let bytes = frame(type: type, flags: 4, stream: stream, Array(repeating: 1, count: length))
                #expect(reader.read(bytes) == .refused(.connection(.protocolError), count: bytes.count))
            }
        }
    }

    @Test("a whole block of one frame opens none")
    func wholeBlock() {
        var reader = HTTP2FrameReader()
        _ = reader.read(frame(type: 1, flags: 4, stream: 1, [0x82]))
        #expect(!reader.isInsideBlock)
    }

    @Test("a continuation that is not whole yet changes nothing")
    func incomplete() {
        var reader = HTTP2FrameReader()
        _ = reader.read(frame(type: 1, stream: 1, [0x82]))
        let bytes = frame(type: 9, flags: 4, stream: 1, [0x86, 0x84])
        for count in 0..<bytes.count { #expect(reader.read(Array(bytes[..<count])) == .incomplete) }
        #expect(reader.isInsideBlock)
        _ = reader.read(bytes)
        #expect(!reader.isInsideBlock)
    }
}

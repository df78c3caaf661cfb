import Testing

@testable import GatehouseHTTP

/// One setting as it is sent.
private func setting(_ identifier: UInt16, _ value: UInt32) -> [UInt8] {
    [UInt8(identifier >> 8), UInt8(identifier & 0xFF)] + [24, 16, 8, 0].map { UInt8(value >> $0 & 0xFF) }
}

extension HTTP2Settings {
    fileprivate mutating func take(_ payload: [UInt8]) -> HTTP2ErrorCode? {
        payload.withUnsafeBytes { self.take($0) }
    }
}

@Suite("HTTP/2 settings")
struct HTTP2SettingsTests {
    @Test("before anything has been said the defaults hold (RFC 9113 section 6.5.2)")
    func defaults() {
        let settings = HTTP2Settings()
        #expect(settings.headerTableSize == 4096)
        #expect(settings.enablesPush)
        #expect(settings.maxConcurrentStreams == nil)
        #expect(settings.initialWindowSize == 65535)
        #expect(settings.maxFrameSize == 16384)
        #expect(settings.maxHeaderListSize == nil)
    }

    @Test("every setting is taken over, unknown ones are passed over, the last of several holds")
    func values() {
        var settings = HTTP2Settings()
        let payload =
            setting(1, 0) + setting(2, 0) + setting(3, 0) + setting(4, 1) + setting(5, 16_777_215)
            + setting(6, 4_294_967_295) + setting(0, 9) + setting(7, 9) + setting(8, 1) + setting(0x0A0A, 9)
            + setting(0x0101, 9) + setting(4, 2)
        #expect(settings.take(payload) == nil)
        var expected = HTTP2Settings()
        expected.headerTableSize = 0
        expected.enablesPush = false
        expected.maxConcurrentStreams = 0
        expected.initialWindowSize = 2
        expected.maxFrameSize = 16_777_215
        expected.maxHeaderListSize = 4_294_967_295
        #expect(settings == expected)
        #expect(settings.take([]) == nil)
        #expect(settings == expected)
    }

    struct Bound: CustomTestStringConvertible, Sendable {
        var identifier: UInt16
        var value: UInt32
        var error: HTTP2ErrorCode?

        init(_ identifier: UInt16, _ value: UInt32, _ error: HTTP2ErrorCode?) {
            self.identifier = identifier
            self.value = value
            self.error = error
        }

        var testDescription: String { "\(self.identifier) = \(self.value)" }
    }

    @Test(
        "the bounds of values (RFC 9113 section 6.5.2)",
        arguments: [
            Bound(1, 4_294_967_295, nil), Bound(2, 0, nil), Bound(2, 1, nil), Bound(2, 2, .protocolError),
            Bound(2, 4_294_967_295, .protocolError), Bound(3, 4_294_967_295, nil), Bound(4, 0, nil),
            Bound(4, 2_147_483_647, nil), Bound(4, 2_147_483_648, .flowControlError),
            Bound(4, 4_294_967_295, .flowControlError), Bound(5, 0, .protocolError), Bound(5, 16383, .protocolError),
            Bound(5, 16384, nil), Bound(5, 16_777_215, nil), Bound(5, 16_777_216, .protocolError), Bound(6, 0, nil),
        ])
    func bounds(_ bound: Bound) {
        var settings = HTTP2Settings()
        #expect(settings.take(setting(bound.identifier, bound.value)) == bound.error)
    }

    @Test("an unknown code of an error means an internal one (RFC 9113 section 7)")
    func codes() {
        for code in HTTP2ErrorCode.allCases { #expect(HTTP2ErrorCode(received: code.rawValue) == code) }
        #expect(HTTP2ErrorCode.allCases.map(\.rawValue) == Array(0...13))
        #expect(HTTP2ErrorCode(received: 14) == .internalError)
        #expect(HTTP2ErrorCode(received: .max) == .internalError)
    }
}

@Suite("The preface of HTTP/2")
struct HTTP2PrefaceTests {
    private func check(_ bytes: [UInt8]) -> HTTP2Preface.Outcome { bytes.withUnsafeBytes { HTTP2Preface.check($0) } }

    @Test("it is told from the first byte that differs on (RFC 9113 section 3.4)")
    func prefixes() {
        let preface = octets("505249202a20485454502f322e300d0a0d0a534d0d0a0d0a")
        #expect(preface.count == 24)
        for count in 0..<24 {
            #expect(self.check(Array(preface[..<count])) == .incomplete)
            var other = preface
            other[count] ^= 0x20
            #expect(self.check(Array(other[...count])) == .absent)
            #expect(self.check(other) == .absent)
        }
        #expect(self.check(preface) == .complete)
        #expect(self.check(preface + [0, 0, 0]) == .complete)
    }

    @Test(
        "requests of HTTP/1.1 are none",
        arguments: ["G", "POST", "PUT / HTTP/1.1\r\n", "PRI / HTTP/2.0\r\n\r\n", "\u{16}"])
    func absent(text: String) {
        #expect(self.check(Array(text.utf8)) == .absent)
    }
}

import GatehouseTestSupport
import Testing

@testable import GatehouseUpstream

@Suite("Health checks: gRPC's health protocol")
struct GRPCHealthTests {
    /// A message with its prefix.
    private static func framed(_ message: [UInt8]) -> [UInt8] { [0, 0, 0, 0, UInt8(message.count)] + message }

    private static func response(_ message: [UInt8]) -> GRPCHealth.ServingStatus? {
        GRPCHealth.response(Self.framed(message))
    }

    @Test("a request for the whole server is an empty message")
    func wholeServer() { #expect(GRPCHealth.request(service: "") == [0, 0, 0, 0, 0]) }

    @Test("a request names its service in field 1")
    func service() {
        #expect(GRPCHealth.request(service: "shop") == [0, 0, 0, 0, 6, 0x0A, 4] + Array("shop".utf8))
        #expect(GRPCHealth.request(service: "ß") == [0, 0, 0, 0, 4, 0x0A, 2, 0xC3, 0x9F])
    }

    @Test(
        "lengths take as many bytes as they need",
        arguments: [
            (127, [0, 0, 0, 0, 129, 0x0A, 0x7F]), (128, [0, 0, 0, 0, 131, 0x0A, 0x80, 1]),
            (300, [0, 0, 0, 1, 47, 0x0A, 0xAC, 2]), (70_000, [0, 0, 1, 0x11, 0x74, 0x0A, 0xF0, 0xA2, 4]),
        ] as [(Int, [UInt8])])
    func lengths(count: Int, start: [UInt8]) {
        let request = GRPCHealth.request(service: String(repeating: "a", count: count))
        #expect(request == start + Array(repeating: UInt8(ascii: "a"), count: count))
    }

    @Test(
        "a response's status is field 1; nothing is UNKNOWN, and the last one counts",
        arguments: [
            ([], .unknown), ([8, 0], .unknown), ([8, 1], .serving), ([8, 2], .notServing), ([8, 3], .serviceUnknown),
            ([8, 4], .other(4)), ([8, 2, 8, 1], .serving), ([8, 1, 8, 2], .notServing), ([8, 0x81, 0], .serving),
            // -1, as protobuf writes it: ten bytes.
            ([8, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1], .other(-1)),
            // Beyond 32 bits, the lower ones count, as in other parsers.
            ([8, 0x81, 0x80, 0x80, 0x80, 0x10], .serving),
        ] as [([UInt8], GRPCHealth.ServingStatus)])
    func statuses(message: [UInt8], expected: GRPCHealth.ServingStatus) {
        #expect(Self.response(message) == expected)
    }

    @Test(
        "other fields are passed over, whatever their type",
        arguments: [
            [0x10, 5], [0x12, 3, 1, 2, 3], [0x12, 0], [0x15, 1, 2, 3, 4], [0x11, 1, 2, 3, 4, 5, 6, 7, 8],
            [0xF8, 0xFF, 0xFF, 0xFF, 0x0F, 7],
            // Field 1 of another type is another field.
            [0x0A, 1, 2], [0x0D, 2, 0, 0, 0],
        ] as [[UInt8]])
    func otherFields(field: [UInt8]) {
        #expect(Self.response(field + [8, 1]) == .serving)
        #expect(Self.response([8, 1] + field) == .serving)
    }

    @Test(
        "what is not sound is no response",
        arguments: [
            [8], [8, 0x80], [0x80], [0], [0, 1], [0x0B, 8, 1], [0x0C], [0x0E], [0x0F], [0x12, 5, 1], [0x12],
            [0x15, 1, 2, 3],
            [0x11, 1, 2, 3, 4, 5, 6, 7],
            // A number of eleven bytes, and one of more than 64 bits.
            [8, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1],
            [8, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 2],
            // A length beyond everything, and a field number beyond 2^29.
            [0x12, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1], [0x80, 0x80, 0x80, 0x80, 0x10, 1],
        ] as [[UInt8]])
    func unsound(message: [UInt8]) {
        #expect(Self.response(message) == nil)
        #expect(Self.response([8, 1] + message) == nil)
    }

    @Test(
        "a body is one message, whole, uncompressed and alone",
        arguments: [
            [], [0], [0, 0, 0, 0], [1, 0, 0, 0, 2, 8, 1], [2, 0, 0, 0, 2, 8, 1], [0, 0, 0, 0, 3, 8, 1],
            [0, 0, 0, 0, 1, 8, 1], [0, 0, 0, 0, 2, 8, 1, 0], [0, 0, 0, 0, 2, 8, 1, 0, 0, 0, 0, 2, 8, 1],
            [0, 0xFF, 0xFF, 0xFF, 0xFF, 8, 1], [0, 1, 0, 0, 2, 8, 1],
        ] as [[UInt8]])
    func bodies(body: [UInt8]) { #expect(GRPCHealth.response(body) == nil) }

    @Test("every cut of a sound body is none")
    func cuts() {
        let body = Self.framed([0x12, 2, 1, 2, 8, 1])
        #expect(GRPCHealth.response(body) == .serving)
        for count in 0..<body.count { #expect(GRPCHealth.response(Array(body.prefix(count))) == nil) }
    }

    @Test("nothing random traps, and what is read is what a sound message says")
    func random() {
        var random = SeededNumbers(seed: 3)
        var sound = 0
        for _ in 0..<50_000 {
            let message = (0..<Int.random(in: 0..<24, using: &random)).map { _ in
                // Small numbers are tags more often.
                UInt8.random(in: 0...(Bool.random(using: &random) ? 0x1F : 0xFF), using: &random)
            }
            guard let status = Self.response(message) else { continue }
            sound += 1
            // Reading again what was read leaves it as it is.
            #expect(Self.response(message + [0x10, 0]) == status)
            #expect(Self.response(message + [8, 1]) == .serving)
        }
        #expect(sound > 1000)
    }
}

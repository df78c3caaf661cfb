import Testing

@testable import GatehouseWire

/// What a body in pieces of `size` bytes decodes to; nil when it is refused.
private func decode(_ text: String, pieces size: Int = 1000) -> (bytes: [UInt8]?, isAtBoundary: Bool) {
    var decoder = Base64Decoder()
    var output: [UInt8] = []
    let input = Array(text.utf8)
    for start in stride(from: 0, to: input.count, by: size) {
        let isValid = input[start..<min(start + size, input.count)].withUnsafeBytes {
            decoder.decode($0, into: &output)
        }
        if !isValid { return (nil, decoder.isAtBoundary) }
    }
    return (output, decoder.isAtBoundary)
}

/// The body of bytes in pieces of `size`, flushed after each or only at the end.
private func encode(_ bytes: [UInt8], pieces size: Int = 1000, flushes: Bool = false) -> String {
    var encoder = Base64Encoder()
    var output: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
        bytes[start..<min(start + size, bytes.count)].withUnsafeBytes { encoder.encode($0, into: &output) }
        if flushes { encoder.flush(into: &output) }
    }
    encoder.flush(into: &output)
    #expect(!encoder.hasPending)
    return String(decoding: output, as: UTF8.self)
}

@Suite("base64 in pieces")
struct Base64Tests {
    private static let examples = [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ]

    @Test("the vectors of RFC 4648 section 10 hold in both directions", arguments: examples, [1, 2, 3, 100])
    func vectors(vector: (plain: String, text: String), pieces: Int) {
        let decoded = decode(vector.text, pieces: pieces)
        #expect(decoded.bytes == Array(vector.plain.utf8))
        #expect(decoded.isAtBoundary)
        #expect(encode(Array(vector.plain.utf8), pieces: pieces) == vector.text)
    }

    @Test("the whole alphabet is decoded and encoded")
    func alphabet() {
        let text = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
        #expect(encode(decode(text).bytes ?? []) == text)
    }

    @Test("padding may stand wherever the sender flushed", arguments: [1, 2, 3, 4, 5, 100])
    func paddedInside(pieces: Int) {
        #expect(decode("Zg==Zm8=Zm9vYmE=Zg==", pieces: pieces).bytes == Array("ffofoobaf".utf8))
    }

    @Test("a flush pads what waits, and the next bytes begin a new group")
    func flushed() {
        #expect(encode(Array("foofo".utf8), pieces: 4, flushes: true) == "Zm9vZg==bw==")
    }

    @Test(
        "what is not base64 is refused, and nothing after it is taken",
        arguments: [
            "Zg=g", "Z===", "====", "=", "Z=", "Zm9v=", "Zm9\n", "Zm 9v", "Zm-_", "Zm9v\u{E9}", "Zh==", "Zm9=",
            "Zg==\r\n",
        ])
    func refused(text: String) {
        #expect(decode(text).bytes == nil)
        #expect(decode(text, pieces: 1).bytes == nil)
        #expect(!decode(text).isAtBoundary)
        #expect(decode(text + "Zm9v", pieces: text.utf8.count).bytes == nil)
    }

    @Test("a body that ends within a group is noticed", arguments: ["Z", "Zg", "Zg=", "Zm9", "Zm9vZ"])
    func cutOff(text: String) {
        #expect(decode(text).bytes != nil)
        #expect(!decode(text).isAtBoundary)
    }

    @Test("any bytes come back from their encoding, however it is cut and flushed", arguments: 1...100)
    func roundTrip(seed: Int) {
        var generator = SeededGenerator(seed: seed)
        let bytes = generator.bytes(upTo: 300)
        let size = Int.random(in: 1...50, using: &generator)
        for flushes in [true, false] {
            let decoded = decode(encode(bytes, pieces: size, flushes: flushes), pieces: size)
            #expect(decoded.bytes == bytes)
            #expect(decoded.isAtBoundary)
        }
    }

    @Test("random bytes give some outcome, and the same one in pieces", arguments: 1...100)
    func noise(seed: Int) {
        var generator = SeededGenerator(seed: seed)
        let alphabet = Array("Zm9vYg=A+/\n".unicodeScalars)
        let text = String(
            String.UnicodeScalarView((0..<24).compactMap { _ in alphabet.randomElement(using: &generator) }))
        #expect(decode(text, pieces: 1).bytes == decode(text).bytes)
        var decoder = Base64Decoder()
        var output: [UInt8] = []
        let noise = generator.bytes(upTo: 100)
        _ = noise.withUnsafeBytes { decoder.decode($0, into: &output) }
        #expect(output.count <= noise.count)
    }
}

import Testing
import GatehouseTestSupport

@testable import GatehouseTLS

@Suite("Bytes as text", .overSockets)
struct BinaryTextTests {
    @Test(
        "the examples of RFC 4648 section 10 and every digit of Base64",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func base64(text: String, coded: String) {
        #expect(Base64Text.encode(Array(text.utf8)) == coded)
        #expect(Base64Text.decode(coded) == Array(text.utf8))
    }

    @Test("all bytes come back from Base64 and hexadecimal", arguments: 0...20)
    func roundTrip(offset: Int) {
        let bytes = (0..<(240 + offset)).map { UInt8(truncatingIfNeeded: $0 * 7 + offset) }
        #expect(Base64Text.decode(Base64Text.encode(bytes)) == bytes)
        #expect(HexadecimalText.decode(HexadecimalText.encode(bytes)) == bytes)
    }

    @Test(
        "what is no Base64 is none",
        arguments: ["Z", "Zg=Z", "Zm9v=Z", "Zm9v\n", "Zm 9v", "Zm9_", "Zm9-", "Zg===", "ü"])
    func noBase64(text: String) {
        #expect(Base64Text.decode(text) == nil)
    }

    @Test("Base64 has the digits of RFC 4648 section 4")
    func digits() {
        #expect(Base64Text.decode("+/+/") == [0xFB, 0xFF, 0xBF])
        #expect(Base64Text.encode([0xFB, 0xFF, 0xBF]) == "+/+/")
    }

    @Test(
        "hexadecimal may have capitals and colons",
        arguments: ["00ff0a", "00FF0A", "00:ff:0a", "00:FF:0A", "0:0f:f0a"])
    func hexadecimal(text: String) {
        #expect(HexadecimalText.decode(text) == [0, 255, 10])
    }

    @Test("what is no hexadecimal is none", arguments: ["0", "0g", "00 ff", "0x00", "00:f", "-1"])
    func noHexadecimal(text: String) {
        #expect(HexadecimalText.decode(text) == nil)
    }

    @Test("hexadecimal is written in small letters with both digits")
    func written() {
        #expect(HexadecimalText.encode([0, 255, 10]) == "00ff0a")
    }
}

import Testing

@testable import GatehouseObjects

@Suite("Base64")
struct Base64TextTests {
    static let vectors = [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"), ("\u{FF}\u{FE}?>", "w7/Dvj8+"),
    ]

    @Test("bytes are written as in RFC 4648 section 10, and read", arguments: Self.vectors)
    func written(bytes: String, text: String) {
        #expect(Base64Text.encode(bytes.utf8) == text)
        #expect(Base64Text.decode(text) == Array(bytes.utf8))
    }

    @Test("in addresses two digits are others, and there is no padding", arguments: Self.vectors)
    func addresses(bytes: String, text: String) {
        let other = text.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
        #expect(Base64Text.encode(bytes.utf8, as: .url) == other)
        #expect(Base64Text.decode(other) == Array(bytes.utf8))
    }

    @Test("all values of a byte are written, and read")
    func allValues() {
        #expect(Base64Text.encode([0, 0x10, 0x83, 0xFB, 0xEF, 0xBE, 0xFF, 0xFF]) == "ABCD++++//8=")
        let bytes = (0...255).map { UInt8($0) }
        #expect(Base64Text.encode(bytes).utf8.count == 344)
        for alphabet in [Base64Text.Alphabet.standard, .url] {
            #expect(Base64Text.decode(Base64Text.encode(bytes, as: alphabet)) == bytes)
        }
    }

    @Test(
        "what is no Base64 is nothing",
        arguments: [
            "a b", "A", "AAAAA", "Zg=", "Zg===", "====", "=", "Z===", "Zg==Zg==", "Zm9v=", "Zm8==", "ü", "Zm9v\n",
        ])
    func notEncoded(text: String) { #expect(Base64Text.decode(text) == nil) }
}

import Testing

@testable import GatehouseObjects

@Suite("Base64")
struct Base64TextTests {
    @Test(
        "bytes are written as in RFC 4648 section 10",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ])
    func vectors(bytes: String, text: String) {
        #expect(Base64Text.encode(bytes.utf8) == text)
    }

    @Test("all values of a byte are written")
    func allValues() {
        #expect(Base64Text.encode([0, 0x10, 0x83, 0xFB, 0xEF, 0xBE, 0xFF, 0xFF]) == "ABCD++++//8=")
        #expect(Base64Text.encode((0...255).map { UInt8($0) }).utf8.count == 344)
    }
}

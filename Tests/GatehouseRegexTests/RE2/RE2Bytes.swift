// What RE2 itself answers (google-re2 1.1.20251105, default options), recorded once by a script that asked it.
// The patterns and texts are our own: what gateways are configured with, and each piece of the syntax.

/// A pattern and bytes that are no well-formed UTF-8, and what RE2 says of them.
struct RE2Bytes: Sendable {
    let pattern: String
    let bytes: [UInt8]
    let whole: Bool

    init(_ pattern: String, _ bytes: [UInt8], _ whole: Bool) {
        self.pattern = pattern
        self.bytes = bytes
        self.whole = whole
    }

    // swift-format-ignore
    static let all: [Self] = [
        .init(".", [0xFF], false),
        .init(".", [0xC3], false),
        .init(".", [0xE0, 0x80, 0x80], true),
        .init(".", [0xED, 0xA0, 0x80], true),
        .init(".", [0xF4, 0x90, 0x80, 0x80], true),
        .init(".", [0xC0, 0x80], false),
        .init(".", [0xF0, 0x9F, 0x98, 0x80], true),
        .init("[^a]", [0xFF], false),
        .init("[^a]", [0x80], false),
        .init(#"\C"#, [0xFF], true),
        .init(#"\C*"#, [0x61, 0xFF, 0xC3], true),
        .init(".*", [0x61, 0xFF, 0x62], false),
        .init(".*", [0xE6, 0x97], false),
        .init(#"\W"#, [0xFF], false),
        .init(#"\W"#, [0xE0, 0x80, 0x80], true),
        .init(#"[^\x{80}]"#, [0xE0, 0x80, 0x80], false),
        .init(#"[^\x{80}]"#, [0xC2, 0x81], true),
        .init(#"[^\x{80}]"#, [0xC2, 0x80], false),
        .init(#"\PL"#, [0xFF], false),
        .init(#"\PL"#, [0xED, 0xA0, 0x80], true),
        .init("(?i)[^a]", [0xFF], false),
        .init(#"\x{ff}"#, [0xFF], false),
        .init(#"\x{ff}"#, [0xC3, 0xBF], true),
        .init(#"\xff"#, [0xFF], false),
        .init(#"\xff"#, [0xC3, 0xBF], true),
        .init(#"\x{D800}"#, [0xED, 0xA0, 0x80], true),
        .init(#"[\x{800}-\x{10FFFF}]"#, [0xE0, 0x80, 0x80], false),
        .init(#"[\x{800}-\x{10FFFF}]"#, [0xE0, 0xA0, 0x80], true),
        .init(#"[\x{800}-\x{10FFFF}]"#, [0xED, 0xA0, 0x80], true),
        .init(#"[\x{800}-\x{10FFFF}]"#, [0xF4, 0x90, 0x80, 0x80], false),
    ]
}

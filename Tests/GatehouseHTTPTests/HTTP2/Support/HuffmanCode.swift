/// Codes strings bit by bit with the Huffman code of RFC 7541 appendix B.
enum HuffmanCode {
    /// The end-of-string symbol.
    static let endOfString = 256

    /// The symbols whose codes have the same length. The code is canonical: those of one length follow one another in
    /// the order of their symbols.
    private static let symbols: [(length: Int, symbols: [Int])] = [
        (5, text("012aceiost")),
        (6, text(" %-./3456789=A_bdfghlmnpru")),
        (7, text(":BCDEFGHIJKLMNOPQRSTUVWYjkqvwxyz")),
        (8, text("&*,;XZ")),
        (10, text("!\"()?")),
        (11, text("'+|")),
        (12, text("#>")),
        (13, [0] + text("$@[]~")),
        (14, text("^}")),
        (15, text("<`{")),
        (19, [92, 195, 208]),
        (20, [128, 130, 131, 162, 184, 194, 224, 226]),
        (21, [153, 161, 167, 172, 176, 177, 179, 209, 216, 217, 227, 229, 230]),
        (
            22,
            [
                129, 132, 133, 134, 136, 146, 154, 156, 160, 163, 164, 169, 170, 173, 178, 181, 185, 186, 187, 189, 190,
                196, 198, 228, 232, 233,
            ]
        ),
        (
            23,
            [
                1, 135, 137, 138, 139, 140, 141, 143, 147, 149, 150, 151, 152, 155, 157, 158, 165, 166, 168, 174, 175,
                180, 182, 183, 188, 191, 197, 231, 239,
            ]
        ),
        (24, [9, 142, 144, 145, 148, 159, 171, 206, 215, 225, 236, 237]),
        (25, [199, 207, 234, 235]),
        (26, [192, 193, 200, 201, 202, 205, 210, 213, 218, 219, 238, 240, 242, 243, 255]),
        (27, [203, 204, 211, 212, 214, 221, 222, 223, 241, 244, 245, 246, 247, 248, 250, 251, 252, 253, 254]),
        (28, Array(2...8) + [11, 12] + Array(14...21) + Array(23...31) + [127, 220, 249]),
        (30, [10, 13, 22, endOfString]),
    ]

    /// The bits of every symbol's code, as text of `0` and `1`.
    static let codes: [Int: String] = {
        var codes: [Int: String] = [:]
        var code = 0
        var length = 5
        for group in symbols {
            code <<= group.length - length
            length = group.length
            for symbol in group.symbols {
                let digits = String(code, radix: 2)
                codes[symbol] = String(repeating: "0", count: length - digits.count) + digits
                code += 1
            }
        }
        return codes
    }()

    /// The bits of a string without padding.
    static func bits(of string: [UInt8]) -> String { string.map { self.codes[Int($0)] ?? "" }.joined() }

    /// The bytes of these bits, filled up with ones.
    static func pack(_ bits: String) -> [UInt8] {
        var result: [UInt8] = []
        var byte: UInt8 = 0
        var count = 0
        for bit in bits + String(repeating: "1", count: (8 - bits.count % 8) % 8) {
            byte = byte << 1 | (bit == "1" ? 1 : 0)
            count += 1
            if count % 8 == 0 { result.append(byte) }
        }
        return result
    }

    /// A string's coded form.
    static func encode(_ string: [UInt8]) -> [UInt8] { self.pack(self.bits(of: string)) }

    private static func text(_ text: String) -> [Int] { text.utf8.map { Int($0) } }
}

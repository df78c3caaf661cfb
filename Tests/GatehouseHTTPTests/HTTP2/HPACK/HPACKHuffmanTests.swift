import Testing

@testable import GatehouseHTTP

/// What coded bytes stand for; nil when they are no string.
private func decode(_ coded: [UInt8], limit: Int = 1 << 20) -> [UInt8]? {
    var output: [UInt8] = []
    return coded.withUnsafeBytes { HPACKHuffman.decode($0, limit: limit, into: &output) } ? output : nil
}

@Suite("The Huffman code of HPACK")
struct HPACKHuffmanTests {
    @Test("every symbol is read, alone, twice and between others (RFC 7541 appendix B)", arguments: 0...255)
    func symbols(symbol: Int) {
        let symbol = UInt8(symbol)
        #expect(decode(HuffmanCode.encode([symbol])) == [symbol])
        #expect(decode(HuffmanCode.encode([symbol, symbol])) == [symbol, symbol])
        let text = Array("a".utf8) + [symbol] + Array("Z&".utf8) + [symbol, 0xFF]
        #expect(decode(HuffmanCode.encode(text)) == text)
    }

    @Test("every pair of symbols is read")
    func pairs() {
        var wrong: [[UInt8]] = []
        for first in 0...UInt8.max {
            for second in 0...UInt8.max where decode(HuffmanCode.encode([first, second])) != [first, second] {
                wrong.append([first, second])
            }
        }
        #expect(wrong.isEmpty)
    }

    @Test("random strings are read", arguments: 1...50)
    func strings(seed: Int) {
        var numbers = SeededNumbers(seed: seed)
        let string = numbers.bytes(numbers.number(below: 500))
        #expect(decode(HuffmanCode.encode(string)) == string)
    }

    @Test("the empty string has no bytes and no padding")
    func empty() {
        #expect(decode([]) == [])
    }

    @Test("padding is ones, up to seven of them (RFC 7541 section 5.2)")
    func padding() {
        for text in ["a", "b", "B", "&", "aa", "ab", "aB", "a&", "aaa", "aab", "aaaaa", "aaaaaaa", "aaaaaaaa"] {
            let bits = HuffmanCode.bits(of: Array(text.utf8))
            let count = (8 - bits.count % 8) % 8
            for padding in 0..<(1 << count) {
                let filling = (0..<count).reversed().map { padding >> $0 & 1 == 1 ? "1" : "0" }.joined()
                let decoded = decode(HuffmanCode.pack(bits + filling))
                if padding == (1 << count) - 1 {
                    #expect(decoded == Array(text.utf8))
                } else if let decoded {
                    // Then those bits were one symbol more.
                    #expect(decoded.count == text.utf8.count + 1)
                }
            }
        }
    }

    @Test("padding of eight bits and more is refused, all ones or not (RFC 7541 section 5.2)", arguments: 8...29)
    func longPadding(count: Int) {
        // 24 bits of text, so that the padding is what `count` says, up to whole bytes.
        let bits = HuffmanCode.bits(of: Array("&XZ".utf8))
        #expect(decode(HuffmanCode.pack(bits + String(repeating: "1", count: count))) == nil)
    }

    @Test(
        "the end-of-string symbol is refused wherever it is (RFC 7541 section 5.2)", arguments: ["", "a", "abc", "&"])
    func endOfString(text: String) {
        let end = HuffmanCode.codes[HuffmanCode.endOfString] ?? ""
        #expect(end == String(repeating: "1", count: 30))
        let bits = HuffmanCode.bits(of: Array(text.utf8))
        #expect(decode(HuffmanCode.pack(bits + end)) == nil)
        #expect(decode(HuffmanCode.pack(bits + end + HuffmanCode.bits(of: Array("abc".utf8)))) == nil)
    }

    @Test("a string that ends inside a symbol is refused")
    func truncated() {
        for symbol in 0...UInt8.max {
            let bits = HuffmanCode.bits(of: [symbol])
            for count in stride(from: 8, to: bits.count, by: 8) {
                // What is left may be symbols of its own, but never this one.
                let decoded = decode(HuffmanCode.pack(String(bits.prefix(count))))
                #expect(decoded != [symbol])
            }
        }
    }

    @Test("no more is decoded than the limit")
    func limit() {
        let coded = HuffmanCode.encode(Array(repeating: UInt8(ascii: "a"), count: 100))
        #expect(decode(coded, limit: 100)?.count == 100)
        #expect(decode(coded, limit: 99) == nil)
    }

    @Test("no bytes at all trap, and what is accepted is coded as it came", arguments: 1...200)
    func random(seed: Int) {
        var numbers = SeededNumbers(seed: seed)
        let coded = numbers.bytes(1 + numbers.number(below: 40))
        if let decoded = decode(coded) { #expect(HuffmanCode.encode(decoded) == coded) }
    }
}

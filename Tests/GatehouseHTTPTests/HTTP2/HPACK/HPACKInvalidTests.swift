import Testing

@testable import GatehouseHTTP

@Suite("Header blocks that can't be decoded")
struct HPACKInvalidTests {
    struct Block: CustomTestStringConvertible, Sendable {
        var reason: String
        var bytes: [UInt8]

        init(_ reason: String, _ hexadecimal: String) {
            self.reason = reason
            self.bytes = octets(hexadecimal)
        }

        var testDescription: String { self.reason }
    }

    @Test(
        "they fail, alone and behind a good field (RFC 7541 sections 3 to 6)",
        arguments: [
            Block("index 0", "80"),
            Block("an index beyond an empty dynamic table", "be"),
            Block("a name beyond an empty dynamic table", "7e 01 61"),
            Block("an unindexed literal's name beyond it", "0f 2f 01 61"),
            Block("an index that is cut off", "ff"),
            Block("an index whose second byte is cut off", "ff 80"),
            Block("an index of four bytes more and then none", "ff 80 80 80 80"),
            Block("an index with bytes of nothing", "ff 80 80 80 80 00"),
            Block("an index beyond 32 bits", "ff ff ff ff ff 0f"),
            Block("an index beyond 64 bits", "ff ff ff ff ff ff ff ff ff ff 01"),
            Block("an index without an end", "ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff ff"),
            Block("a literal with no name", "40"),
            Block("a literal with no value", "40 01 61"),
            Block("an unindexed literal with no value", "00 01 61"),
            Block("a literal never indexed with no value", "10 01 61"),
            Block("a known name with no value", "44"),
            Block("a name that is cut off", "40 02 61"),
            Block("a value that is cut off", "40 01 61 02 62"),
            Block("a value's length that is cut off", "40 01 61 7f"),
            Block("a value's length beyond 32 bits", "40 01 61 7f ff ff ff ff 0f 62"),
            Block("a value's length beyond 64 bits", "40 01 61 7f ff ff ff ff ff ff ff ff ff 01 62"),
            Block("a Huffman-coded value that is cut off", "40 01 61 82 1f"),
            Block("a Huffman-coded value padded with zeros", "40 01 61 81 18"),
            Block("a Huffman-coded value padded with eight ones", "40 01 61 82 1f ff"),
            Block("a Huffman-coded value with the end of the string", "40 01 61 84 ff ff ff ff"),
            Block("a Huffman-coded name padded with zeros", "40 81 18 01 61"),
            Block("a table larger than allowed", "3f e2 1f"),
            Block("a table far larger than allowed", "3f ff ff ff 7f"),
            Block("a table's size beyond 64 bits", "3f ff ff ff ff ff ff ff ff ff 01"),
            Block("a table's size that is cut off", "3f"),
            Block("a table's size behind a field", "82 20"),
            Block("a table's size between fields", "82 3e 84"),
        ])
    func invalid(_ block: Block) {
        var decoder = HPACKDecoder()
        #expect(decoder.decode(block.bytes).outcome == .failed)
        // Behind a field no change of the size is allowed, which is what these are about.
        if block.bytes[0] & 0xE0 == 0x20 { return }
        decoder = HPACKDecoder()
        let decoded = decoder.decode([0x82] + block.bytes)
        #expect(decoded.outcome == .failed)
        #expect(decoded.lines.first == ":method: GET")
    }

    @Test("an index is as large as the table at the most (RFC 7541 section 2.3.3)")
    func lastIndex() {
        var decoder = HPACKDecoder()
        var block = BlockWriter()
        for number in 0..<3 { block.literal("name-\(number)", "value", .incremental) }
        #expect(decoder.decode(block.bytes).outcome == .complete)
        block = BlockWriter()
        block.indexed(64)
        #expect(decoder.decode(block.bytes).lines == ["name-0: value"])
        block = BlockWriter()
        block.indexed(65)
        #expect(decoder.decode(block.bytes).outcome == .failed)
    }

    @Test("every static index is read, as value and as name (RFC 7541 appendix A)")
    func staticTable() {
        var decoder = HPACKDecoder()
        for index in 1...61 {
            let entry = HPACKStaticTable.entries[index - 1]
            var block = BlockWriter()
            block.indexed(index)
            block.literal(nameIndex: index, Array("v".utf8))
            block.literal(nameIndex: index, Array("v".utf8), .never)
            let decoded = decoder.decode(block.bytes)
            #expect(decoded.outcome == .complete)
            #expect(decoded.lines == ["\(entry.name): \(entry.value)", "\(entry.name): v", "\(entry.name): v"])
        }
    }

    @Test("the changes of a table's size that are allowed come first, several or none (RFC 7541 section 4.2)")
    func resizing() {
        var decoder = HPACKDecoder()
        var block = BlockWriter()
        block.literal("a", "1", .incremental)
        block.literal("b", "2", .incremental)
        block.literal("c", "3", .incremental)
        #expect(decoder.decode(block.bytes).outcome == .complete)
        block = BlockWriter()
        block.resize(to: 68)
        #expect(decoder.decode(block.bytes).outcome == .complete)
        #expect(decoder.dynamicTable.lines == ["c: 3", "b: 2"])
        block = BlockWriter()
        block.resize(to: 67)
        block.resize(to: 4096)
        block.literal("d", "4", .incremental)
        #expect(decoder.decode(block.bytes).outcome == .complete)
        #expect(decoder.dynamicTable.lines == ["d: 4", "c: 3"])
        block = BlockWriter()
        block.resize(to: 0)
        block.resize(to: 4096)
        #expect(decoder.decode(block.bytes).outcome == .complete)
        #expect(decoder.dynamicTable.lines.isEmpty)
    }

    @Test("a field larger than the table empties it and is given all the same (RFC 7541 section 4.4)")
    func largerThanTable() {
        var decoder = HPACKDecoder(tableLimit: 100)
        var block = BlockWriter()
        block.literal("a", "1", .incremental)
        block.literal("b", String(repeating: "x", count: 67), .incremental)
        #expect(decoder.decode(block.bytes).outcome == .complete)
        #expect(decoder.dynamicTable.lines == ["b: " + String(repeating: "x", count: 67)])
        block = BlockWriter()
        block.literal("b", String(repeating: "x", count: 68), .incremental)
        #expect(decoder.decode(block.bytes).lines == ["b: " + String(repeating: "x", count: 68)])
        #expect(decoder.dynamicTable.lines.isEmpty)
    }

    @Test("a name may be taken from the very field that its own insertion evicts (RFC 7541 section 4.4)")
    func nameOfEvicted() {
        var decoder = HPACKDecoder(tableLimit: 64)
        var block = BlockWriter()
        block.literal("name", "value", .incremental)
        block.literal(nameIndex: 62, Array("another value".utf8), .incremental)
        #expect(decoder.decode(block.bytes).outcome == .complete)
        #expect(decoder.dynamicTable.lines == ["name: another value"])
    }

    @Test("what a name is, is remembered with it")
    func kinds() {
        var decoder = HPACKDecoder()
        var block = BlockWriter()
        for name in [":path", ":method", ":scheme", ":authority", ":status", ":protocol", "cookie", "x-a", "Cookie"] {
            block.literal(name, "v", .incremental)
        }
        for _ in 0..<9 { block.indexed(70) }
        let expected: [HPACKFieldKind] = [
            .path, .method, .scheme, .authority, .status, .unknownPseudo, .field(.cookie), .field(.other),
            .field(.other),
        ]
        #expect(decoder.decode(block.bytes).kinds == expected + Array(repeating: .path, count: 9))
    }

    @Test("an empty block has no fields")
    func empty() {
        var decoder = HPACKDecoder()
        #expect(decoder.decode([]) == DecodedBlock(outcome: .complete))
    }

    @Test("a block that is cut off anywhere fails or holds fewer fields, and traps nowhere", arguments: [true, false])
    func prefixes(isCoded: Bool) {
        var block = BlockWriter()
        block.resize(to: 200)
        block.indexed(2)
        for number in 0..<4 {
            block.named(0, .incremental)
            if isCoded {
                block.coded(HuffmanCode.encode(Array("some-name-\(number)".utf8)))
                block.coded(HuffmanCode.encode(Array("some value \(number)".utf8)))
            } else {
                block.string(Array("some-name-\(number)".utf8))
                block.string(Array("some value \(number)".utf8))
            }
        }
        block.indexed(62)
        var whole = HPACKDecoder()
        let lines = whole.decode(block.bytes).lines
        #expect(lines.count == 6)
        for count in 0..<block.bytes.count {
            var decoder = HPACKDecoder()
            let decoded = decoder.decode(Array(block.bytes[..<count]))
            #expect(decoded.lines.count < lines.count)
            #expect(decoded.lines[...] == lines.prefix(decoded.lines.count))
        }
    }

    @Test("random bytes never trap", arguments: 1...300)
    func random(seed: Int) {
        var numbers = SeededNumbers(seed: seed)
        var decoder = HPACKDecoder(tableLimit: 1 << numbers.number(below: 13))
        for _ in 0..<20 {
            let decoded = decoder.decode(numbers.bytes(numbers.number(below: 200)), bytes: 500, fields: 20)
            #expect(decoded.storedBytes <= 500 || decoded.outcome == .failed)
        }
    }
}

import Testing

@testable import GatehouseHTTP

@Suite("Header blocks beyond the limits")
struct HPACKLimitTests {
    @Test("the limits hold to the byte and the field (RFC 9113 section 6.5.2)")
    func exact() {
        var block = BlockWriter()
        for _ in 0..<3 { block.literal("name", "value") }
        var decoder = HPACKDecoder()
        #expect(decoder.decode(block.bytes, bytes: 123, fields: 3).outcome == .complete)
        #expect(decoder.decode(block.bytes, bytes: 122, fields: 3).outcome == .tooLarge)
        #expect(decoder.decode(block.bytes, bytes: 123, fields: 2).outcome == .tooLarge)
        let cut = decoder.decode(block.bytes, bytes: 122, fields: 3)
        #expect(cut.lines == ["name: value", "name: value"])
        #expect(cut.storedBytes == 18)
    }

    @Test("what is beyond them is still remembered, so that later blocks are read right")
    func staysInStep() {
        var block = BlockWriter()
        block.literal("a", "1", .incremental)
        block.literal("large", String(repeating: "x", count: 200), .incremental)
        block.literal("b", "2", .incremental)
        block.literal(nameIndex: 63, Array("again".utf8), .incremental)
        block.indexed(65)
        block.literal("unindexed", "3")
        var decoder = HPACKDecoder()
        let decoded = decoder.decode(block.bytes, bytes: 100, fields: 100)
        #expect(decoded.outcome == .tooLarge)
        #expect(decoded.lines == ["a: 1"])
        block = BlockWriter()
        for index in 62...65 { block.indexed(index) }
        let later = decoder.decode(block.bytes)
        #expect(later.outcome == .complete)
        #expect(later.lines == ["large: again", "b: 2", "large: " + String(repeating: "x", count: 200), "a: 1"])
    }

    @Test("beyond them a block is still checked", arguments: ["80", "ff", "c0", "40 01", "20", "00 01 61 81 18", "7f"])
    func stillChecked(rest: String) {
        var block = BlockWriter()
        block.literal("a", "1")
        block.literal("b", "2")
        var decoder = HPACKDecoder()
        #expect(decoder.decode(block.bytes + octets(rest), bytes: 1000, fields: 1).outcome == .failed)
    }

    @Test("a Huffman-coded string far beyond them fails without being decoded to its end")
    func longCodedString() {
        var block = BlockWriter()
        block.named(0, .none)
        block.string([UInt8(ascii: "a")])
        block.coded(HuffmanCode.encode(Array(repeating: UInt8(ascii: "0"), count: 401)))
        var decoder = HPACKDecoder()
        let decoded = decoder.decode(block.bytes, bytes: 100, fields: 10)
        #expect(decoded.outcome == .failed)
        #expect(decoded.storedBytes <= 401)
    }

    @Test("a byte that stands for four kilobytes, thousands of times, is stored no further than the limit")
    func bomb() {
        var block = BlockWriter()
        block.literal("a", String(repeating: "x", count: 4000), .incremental)
        for _ in 0..<60_000 { block.indexed(62) }
        var decoder = HPACKDecoder()
        var storage: [UInt8] = []
        var fields = 0
        var largest = 0
        let outcome = block.bytes.withUnsafeBytes {
            decoder.decode($0, limits: .init(bytes: 61440, fields: 100), into: &storage) { _, storage in
                fields += 1
                largest = max(largest, storage.count)
            }
        }
        // Whole, it would be 240 MB.
        #expect(outcome == .tooLarge)
        #expect(fields == 15)
        #expect(largest <= 61440)
        #expect(storage.count <= 61440)
        #expect(storage.capacity <= 4 * 61440)
    }

    @Test("nor do names that stand for four kilobytes fill the storage")
    func bombOfNames() {
        var block = BlockWriter()
        block.literal(String(repeating: "x", count: 4000), "", .incremental)
        for number in 0..<20_000 { block.literal(nameIndex: 62, [], number % 2 == 0 ? .none : .incremental) }
        var decoder = HPACKDecoder()
        var storage: [UInt8] = []
        let outcome = block.bytes.withUnsafeBytes {
            decoder.decode($0, limits: .init(bytes: 61440, fields: 100), into: &storage) { _, _ in }
        }
        #expect(outcome == .tooLarge)
        #expect(storage.count <= 61440)
        #expect(storage.capacity <= 4 * 61440)
        #expect(decoder.dynamicTable.lines == [String(repeating: "x", count: 4000) + ": "])
    }
}

import Testing

@testable import GatehouseHTTP

/// A field as name and value.
private struct Field: Equatable {
    var name: [UInt8]
    var value: [UInt8]
}

/// The dynamic table as RFC 7541 section 4 describes it; the newest field is the last.
private struct PlainTable {
    var fields: [Field] = []
    var size = 0
    var limit: Int

    init(limit: Int) { self.limit = limit }

    mutating func insert(_ field: Field) {
        self.fields.append(field)
        self.size += field.name.count + field.value.count + 32
        self.evict()
    }

    mutating func resize(to limit: Int) {
        self.limit = limit
        self.evict()
    }

    private mutating func evict() {
        while self.size > self.limit {
            let field = self.fields.removeFirst()
            self.size -= field.name.count + field.value.count + 32
        }
    }
}

extension HPACKDynamicTable {
    fileprivate mutating func insert(_ field: Field) {
        field.name.withUnsafeBytes { name in
            field.value.withUnsafeBytes { self.insert(.field(.other), name, $0) }
        }
    }

    /// All fields, the newest last.
    fileprivate var fields: [Field] {
        (0..<self.count).reversed().compactMap { index in
            self[index].map { entry in
                self.withBytes(of: entry) {
                    Field(name: Array($0[..<entry.nameCount]), value: Array($0[entry.nameCount...]))
                }
            }
        }
    }
}

@Suite("The dynamic table of HPACK")
struct HPACKDynamicTableTests {
    @Test(
        "insertions and changes of size, tens of thousands of them, leave what a plain list holds",
        arguments: [0, 31, 32, 33, 100, 512, 4096])
    func agreement(limit: Int) {
        var numbers = SeededNumbers(seed: limit + 1)
        var table = HPACKDynamicTable(limit: limit)
        var plain = PlainTable(limit: limit)
        for step in 0..<20_000 {
            if numbers.number(below: 500) == 0 {
                let size = numbers.number(below: limit + 1)
                table.resize(to: size)
                plain.resize(to: size)
            }
            // Mostly small, sometimes nothing at all, now and then larger than the table.
            let reach = numbers.number(below: 50) == 0 ? limit + 40 : 40
            let field = Field(
                name: Array(repeating: UInt8(step & 0xFF), count: numbers.number(below: 1 + numbers.number(below: 20))),
                value: Array(
                    repeating: UInt8(step >> 8), count: numbers.number(below: 1 + numbers.number(below: reach))))
            table.insert(field)
            plain.insert(field)
            if step % 101 == 0 || step == 19_999 {
                #expect(table.fields == plain.fields)
                #expect(table.size == plain.size)
            }
        }
        #expect(table[table.count] == nil)
        #expect(table[-1] == nil)
    }

    @Test(
        "the storage stays in proportion to the limit, however small or large the fields are",
        arguments: [0, 1, 20, 4000])
    func storage(valueCount: Int) {
        var table = HPACKDynamicTable(limit: 4096)
        let value = Array(repeating: UInt8(ascii: "v"), count: valueCount)
        for _ in 0..<50_000 { table.insert(Field(name: [], value: value)) }
        #expect(table.count == 4096 / (valueCount + 32))
        #expect(table.storage.bytes <= 3 * 4096)
        #expect(table.storage.entries <= 4 * 4096 / 32)
    }
}

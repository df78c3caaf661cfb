@testable import GatehouseHTTP

/// What a decoder makes of a block, in text.
struct DecodedBlock: Equatable {
    var lines: [String] = []
    var kinds: [HPACKFieldKind] = []
    var outcome = HPACKDecoder.Outcome.failed
    /// The bytes of names and values that were kept.
    var storedBytes = 0
}

extension HPACKDecoder {
    /// Decodes a block; each field becomes a line `name: value`.
    mutating func decode(_ block: [UInt8], bytes: Int = 1 << 20, fields: Int = 1 << 20) -> DecodedBlock {
        var result = DecodedBlock()
        var storage: [UInt8] = []
        result.outcome = block.withUnsafeBytes {
            self.decode($0, limits: Limits(bytes: bytes, fields: fields), into: &storage) { field, storage in
                let name = String(decoding: storage[field.name.indices], as: UTF8.self)
                let value = String(decoding: storage[field.value.indices], as: UTF8.self)
                result.lines.append("\(name): \(value)")
                result.kinds.append(field.kind)
            }
        }
        result.storedBytes = storage.count
        return result
    }

    /// The dynamic table from its newest field on, as what its indices decode to, and its size (RFC 7541 section 4.1).
    var dynamicTable: (lines: [String], size: Int) {
        var lines: [String] = []
        while true {
            var probe = self
            var block = BlockWriter()
            block.indexed(62 + lines.count)
            let decoded = probe.decode(block.bytes)
            guard decoded.outcome == .complete else { break }
            lines += decoded.lines
        }
        return (lines, lines.reduce(0) { $0 + $1.utf8.count - 2 + 32 })
    }
}

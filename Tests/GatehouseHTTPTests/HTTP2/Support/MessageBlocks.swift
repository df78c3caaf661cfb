/// The block of some fields, each given as `name: value` in characters that stand for a byte.
func block(_ lines: [String]) -> [UInt8] {
    var writer = BlockWriter()
    for line in lines {
        let bytes = line.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
        let end = bytes.indices.first { bytes[$0...].starts(with: Array(": ".utf8)) } ?? bytes.endIndex
        writer.literal(Array(bytes[..<end]), Array(bytes[end...].dropFirst(2)))
    }
    return writer.bytes
}

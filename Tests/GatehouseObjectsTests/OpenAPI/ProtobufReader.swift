/// Reads fields of messages of Protocol Buffers, to see what was written.
struct ProtobufReader {
    /// The texts and messages by field, in order.
    private(set) var parts: [Int: [[UInt8]]] = [:]
    /// The numbers by field.
    private(set) var numbers: [Int: UInt64] = [:]

    /// A message; nil for bytes that are none.
    init?(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            guard let tag = Self.number(&rest) else { return nil }
            let field = Int(tag >> 3)
            switch tag & 7 {
            case 0:
                guard let number = Self.number(&rest) else { return nil }
                self.numbers[field] = number
            case 2:
                guard let count = Self.number(&rest), count <= UInt64(rest.count) else { return nil }
                self.parts[field, default: []].append(Array(rest.prefix(Int(count))))
                rest = rest.dropFirst(Int(count))
            default: return nil
            }
        }
    }

    func text(_ field: Int) -> String? {
        self.parts[field]?.first.map { String(decoding: $0, as: UTF8.self) }
    }

    func texts(_ field: Int) -> [String] { (self.parts[field] ?? []).map { String(decoding: $0, as: UTF8.self) } }

    func messages(_ field: Int) -> [ProtobufReader] { (self.parts[field] ?? []).compactMap(ProtobufReader.init) }

    /// The message at the end of a way through first messages.
    func message(_ fields: Int...) -> ProtobufReader? {
        fields.reduce(self) { $0?.messages($1).first }
    }

    /// The value of an entry with a name, where names have the number 1 and values 2.
    func entry(_ field: Int, named name: String) -> ProtobufReader? {
        self.messages(field).first { $0.text(1) == name }?.message(2)
    }

    private static func number(_ rest: inout ArraySlice<UInt8>) -> UInt64? {
        var number: UInt64 = 0
        var shift: UInt64 = 0
        while let byte = rest.popFirst(), shift < 64 {
            number |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return number }
            shift += 7
        }
        return nil
    }
}

/// A short fingerprint of JSON values and texts: the same for the same content, on every machine and in every run.
///
/// FNV-1a of 64 bits, which is no protection against anybody: it only tells versions of documents apart.
struct ContentHash {
    private var state: UInt64 = 0xcbf2_9ce4_8422_2325

    /// The fingerprint so far.
    var value: UInt64 { self.state }

    /// The fingerprint as 16 hexadecimal digits.
    var hexadecimal: String {
        let digits = String(self.state, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }

    /// The fingerprint as Base64 of its eight bytes.
    var base64: String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        // Eight bytes are ten groups of six bits and four bits that are left.
        var text = ""
        for shift in stride(from: 58, through: 4, by: -6) { text.append(alphabet[Int(self.state >> shift & 63)]) }
        text.append(alphabet[Int(self.state << 2 & 63)])
        return text + "="
    }

    /// Takes in a text and its end.
    mutating func add(_ text: String) {
        for byte in text.utf8 { self.mark(byte) }
        self.mark(0xff)
    }

    /// Takes in a value.
    mutating func add(_ value: JSON) {
        switch value {
        case .null: self.mark(0)
        case .bool(let value): self.mark(value ? 2 : 1)
        case .integer(let number):
            self.mark(3)
            self.add(String(number))
        case .double(let number):
            self.mark(4)
            self.add(String(number))
        case .string(let text):
            self.mark(5)
            self.add(text)
        case .array(let elements):
            self.mark(6)
            for element in elements { self.add(element) }
            self.mark(7)
        case .object(let members):
            self.mark(8)
            for member in members.sorted(by: { $0.key < $1.key }) {
                self.add(member.key)
                self.add(member.value)
            }
            self.mark(9)
        }
    }

    private mutating func mark(_ byte: UInt8) {
        self.state = (self.state ^ UInt64(byte)) &* 0x100_0000_01b3
    }
}

/// A short fingerprint of JSON values and texts: the same for the same content, on every machine and in every run.
///
/// FNV-1a of 64 bits, which is no protection against anybody: it only tells versions of documents apart.
public struct ContentHash: Sendable {
    private var state: UInt64 = 0xcbf2_9ce4_8422_2325

    /// The fingerprint so far.
    public var value: UInt64 { self.state }

    /// The fingerprint of nothing.
    public init() {}

    /// The fingerprint as 16 hexadecimal digits.
    public var hexadecimal: String {
        let digits = String(self.state, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }

    /// The fingerprint as Base64 of its eight bytes.
    var base64: String { Base64Text.encode((0..<8).map { UInt8(truncatingIfNeeded: self.state >> (56 - 8 * $0)) }) }

    /// Takes in a text and its end.
    public mutating func add(_ text: String) {
        for byte in text.utf8 { self.mark(byte) }
        self.mark(0xff)
    }

    /// Takes in a value, as it is written.
    mutating func add(_ value: JSON) { self.add(value.bytes) }

    /// Takes in bytes and their end.
    public mutating func add(_ bytes: [UInt8]) {
        for byte in bytes { self.mark(byte) }
        self.mark(0xff)
    }

    private mutating func mark(_ byte: UInt8) {
        self.state = (self.state ^ UInt64(byte)) &* 0x100_0000_01b3
    }
}

/// A decimal number digit by digit: no sign, no leading zeros, a bound.
struct DecimalDigits {
    private let maximum: Int
    /// The number so far; nil before its first digit.
    private(set) var value: Int?

    /// A number of at most `maximum`.
    init(maximum: Int) { self.maximum = maximum }

    /// Takes the next digit; false when it is none, or when the number may not grow by it.
    mutating func take(_ byte: UInt8) -> Bool {
        guard (0x30...0x39).contains(byte), self.value != 0 else { return false }
        let grown = (self.value ?? 0) * 10 + Int(byte &- 0x30)
        guard grown <= self.maximum else { return false }
        self.value = grown
        return true
    }
}

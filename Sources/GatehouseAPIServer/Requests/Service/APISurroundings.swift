/// What the API needs of the world besides its objects: the time, and chance.
public struct APISurroundings: Sendable {
    /// Seconds since 1970 in UTC.
    public var now: @Sendable () -> Int
    /// Waits for so many seconds, or until it is cancelled, which it says by an error.
    public var sleep: @Sendable (_ seconds: Int) async throws -> Void
    /// 64 random bits: names, UIDs and the length of watches.
    public var random: @Sendable () -> UInt64

    /// What the API needs of the world.
    public init(
        now: @escaping @Sendable () -> Int,
        sleep: @escaping @Sendable (_ seconds: Int) async throws -> Void = { try await Task.sleep(for: .seconds($0)) },
        random: @escaping @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) }
    ) {
        self.now = now
        self.sleep = sleep
        self.random = random
    }

    /// A random UUID (RFC 9562 section 5.4).
    func uuid() -> String {
        let high = self.random() & 0xffff_ffff_ffff_0fff | 0x4000
        let low = self.random() & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000
        let digits = Self.hexadecimal(high) + Self.hexadecimal(low)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { text.append("-") }
            text.append(digit)
        }
        return text
    }

    /// Five random letters and digits for the end of a name: none that look alike, and no vowels, which make words.
    func suffix() -> String {
        let alphabet = Array("bcdfghjklmnpqrstvwxz2456789")
        var bits = self.random()
        var text = ""
        for _ in 0..<5 {
            text.append(alphabet[Int(bits % UInt64(alphabet.count))])
            bits /= UInt64(alphabet.count)
        }
        return text
    }

    private static func hexadecimal(_ number: UInt64) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }
}

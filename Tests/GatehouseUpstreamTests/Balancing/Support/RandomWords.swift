/// The same random words in every run (xorshift64*).
struct RandomWords {
    private var state: UInt64

    /// Words that follow from `seed`.
    init(seed: UInt64 = 1) { self.state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    /// The next word.
    mutating func next() -> UInt64 {
        self.state ^= self.state >> 12
        self.state ^= self.state << 25
        self.state ^= self.state >> 27
        return self.state &* 0x2545_F491_4F6C_DD1D
    }

    /// A number from an exponential distribution with mean 1.
    mutating func nextInterval() -> Double {
        // The logarithm by halving and a series, as Foundation is not needed for anything else.
        var fraction = (Double(self.next() >> 11) + 1) * 0x1p-53
        var logarithm = 0.0
        while fraction < 0.5 {
            fraction *= 2
            logarithm += 0.693_147_180_559_945_3
        }
        var power = 1.0
        for degree in 1...60 {
            power *= 1 - fraction
            logarithm += power / Double(degree)
        }
        return logarithm
    }
}

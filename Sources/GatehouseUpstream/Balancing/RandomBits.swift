/// As many random words as a pick needs, made from one (SplitMix64). A pick takes one word from its caller, so that it
/// is not generic over generators, which would cost more than the pick itself where it is not specialised.
struct RandomBits {
    private var state: UInt64

    /// Words that follow from `seed`.
    init(seed: UInt64) { self.state = seed }

    /// The next word.
    mutating func next() -> UInt64 {
        self.state &+= 0x9E37_79B9_7F4A_7C15
        var word = self.state
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }
}

extension UInt64 {
    /// Spreads random bits evenly over `0..<bound`, by their high ones; 0 when `bound` is less than 1.
    func scaled(below bound: Int) -> Int {
        Int(truncatingIfNeeded: self.multipliedFullWidth(by: UInt64(Swift.max(bound, 1))).high)
    }

    /// The halves exchanged: a second number from the same random bits, which `scaled` reads from the other end.
    var halvesExchanged: UInt64 { self << 32 | self >> 32 }

    /// The bits as a number of at least 0 and less than 1.
    var fraction: Double { Double(self >> 11) * 0x1p-53 }
}

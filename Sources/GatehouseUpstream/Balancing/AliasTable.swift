/// Picks by weight in constant time, by Walker's aliases: as many slots of equal size as there are items, each shared by
/// at most two. Vose, "A linear algorithm for generating random numbers with a given distribution", 1991.
struct AliasTable: Sendable {
    /// How much of its own slot an item keeps, in parts of 2⁶⁴.
    private var thresholds: [UInt64]
    /// Whose the rest of the slot is.
    private var aliases: [Int]

    /// A table for weights that are above 0.
    init(_ weights: [Double]) {
        let count = weights.count
        let total = weights.reduce(0, +)
        var shares = weights.map { $0 * Double(count) / total }
        self.thresholds = [UInt64](repeating: .max, count: count)
        self.aliases = Array(0..<count)
        var short = shares.indices.filter { shares[$0] < 1 }
        var long = shares.indices.filter { !(shares[$0] < 1) }
        while let item = short.popLast(), let donor = long.last {
            self.thresholds[item] = Self.parts(shares[item])
            self.aliases[item] = donor
            shares[donor] -= 1 - shares[item]
            guard shares[donor] < 1 else { continue }
            long.removeLast()
            short.append(donor)
        }
    }

    /// The item that random bits mean; 0 when there are none.
    func item(_ bits: UInt64) -> Int {
        let (slot, rest) = bits.multipliedFullWidth(by: UInt64(self.thresholds.count))
        let index = Int(truncatingIfNeeded: slot)
        guard index < self.thresholds.count else { return 0 }
        return rest < self.thresholds[index] ? index : self.aliases[index]
    }

    private static func parts(_ share: Double) -> UInt64 {
        share > 0 ? (share < 1 ? UInt64(share * 0x1p64) : .max) : 0
    }
}

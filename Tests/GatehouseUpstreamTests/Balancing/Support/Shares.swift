import Testing

/// Expects that counts come from these relative shares, by a chi-square test that a right distribution fails once in
/// 30,000. Shares of 0 must have no counts.
func expectShares(_ counts: [Int], _ shares: [Double], sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(counts.count == shares.count, sourceLocation: sourceLocation)
    let total = Double(counts.reduce(0, +))
    let sum = shares.reduce(0, +)
    var distance = 0.0
    for (count, share) in zip(counts, shares) {
        guard share > 0 else {
            #expect(count == 0, sourceLocation: sourceLocation)
            continue
        }
        let expected = total * share / sum
        distance += (Double(count) - expected) * (Double(count) - expected) / expected
    }
    let limit = chiSquareLimit(freedom: shares.count { $0 > 0 } - 1)
    #expect(distance < limit, "\(counts) for \(shares)", sourceLocation: sourceLocation)
}

/// What a chi-square of so many degrees of freedom exceeds once in 30,000: four standard deviations, by Wilson and
/// Hilferty's approximation.
private func chiSquareLimit(freedom: Int) -> Double {
    guard freedom > 0 else { return 1e-9 }
    let part = 2 / (9 * Double(freedom))
    let root = 1 - part + 4 * part.squareRoot()
    return Double(freedom) * root * root * root
}

/// Expects a number within some percent of another.
func expectNear(
    _ number: Double, _ expected: Double, percent: Double, sourceLocation: SourceLocation = #_sourceLocation
) {
    let isNear = abs(number - expected) <= expected * percent / 100
    #expect(isNear, "\(number) for \(expected)", sourceLocation: sourceLocation)
}

/// A set of code points, as sorted ranges that neither overlap nor touch.
///
/// Code points rather than Unicode scalars: RE2 lets a pattern speak of surrogates, whose would-be encoding it matches
/// byte for byte.
struct CodePointSet: Hashable, Sendable {
    /// The last code point.
    static let last: UInt32 = 0x10FFFF
    /// Every code point.
    static let all = Self([0...Self.last])

    private(set) var ranges: [ClosedRange<UInt32>]

    init(_ ranges: [ClosedRange<UInt32>] = []) {
        self.ranges = ranges
        self.normalize()
    }

    var isEmpty: Bool { self.ranges.isEmpty }

    /// Everything that is not in the set.
    var inverted: Self {
        var result: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in self.ranges {
            if range.lowerBound > next { result.append(next...(range.lowerBound - 1)) }
            next = range.upperBound + 1
        }
        if next <= Self.last { result.append(next...Self.last) }
        return Self(result)
    }

    func contains(_ codePoint: UInt32) -> Bool {
        var low = 0
        var high = self.ranges.count
        while low < high {
            let middle = (low + high) / 2
            let range = self.ranges[middle]
            if codePoint < range.lowerBound {
                high = middle
            } else if codePoint > range.upperBound {
                low = middle + 1
            } else {
                return true
            }
        }
        return false
    }

    mutating func formUnion(_ other: Self) {
        self.ranges.append(contentsOf: other.ranges)
        self.normalize()
    }

    mutating func insert(_ range: ClosedRange<UInt32>) {
        self.ranges.append(range)
        self.normalize()
    }

    private mutating func normalize() {
        guard self.ranges.count > 1 else { return }
        self.ranges.sort { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }
        var kept = 0
        for index in self.ranges.indices.dropFirst() {
            let range = self.ranges[index]
            if range.lowerBound <= self.ranges[kept].upperBound + 1 {
                let upper = max(self.ranges[kept].upperBound, range.upperBound)
                self.ranges[kept] = self.ranges[kept].lowerBound...upper
            } else {
                kept += 1
                self.ranges[kept] = range
            }
        }
        self.ranges.removeSubrange((kept + 1)...)
    }
}

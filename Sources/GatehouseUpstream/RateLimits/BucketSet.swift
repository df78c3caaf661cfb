import Synchronization

/// Four buckets of a `KeyedRateLimiter`, and whose they are: one cache line.
///
/// `owners` has a tag of 16 bits for each bucket, 0 for nobody's. All four are one word, so that who finds a tag missing
/// can put it there only if it is missing still: no tag is there twice. A bucket's word is the tag that it was last used
/// under, and the arrival in 48 bits. A bucket with a tag other than its owner's is one that its owner has not used yet,
/// which is a full one. That makes a change of owner one exchange, after which nothing has to be put right.
final class BucketSet: Sendable {
    /// How many buckets are in a set.
    static let ways = 4
    /// How many bits an arrival has.
    static let arrivalBits: UInt64 = 48

    private let owners = Atomic<UInt64>(0)
    private let first = Atomic<UInt64>(0)
    private let second = Atomic<UInt64>(0)
    private let third = Atomic<UInt64>(0)
    private let fourth = Atomic<UInt64>(0)

    /// The bucket of a tag: its own, or one that becomes its own. `isDisplacing` is whether that was somebody's, and not
    /// full. Nil if another worker has changed the owners meanwhile.
    func bucket(of tag: UInt16, now: UInt64) -> (way: Int, isDisplacing: Bool)? {
        let owners = self.owners.load(ordering: .relaxed)
        for way in 0..<Self.ways where Self.owner(way, in: owners) == tag { return (way, false) }
        let (way, arrival) = self.fullest(owners)
        let shift = UInt64(way) * 16
        let next = owners & ~(0xFFFF << shift) | UInt64(tag) << shift
        let isMine = self.owners.compareExchange(expected: owners, desired: next, ordering: .relaxed).exchanged
        return isMine ? (way, arrival > now) : nil
    }

    /// A bucket's word.
    func word(_ way: Int) -> UInt64 {
        switch way {
        case 0: self.first.load(ordering: .relaxed)
        case 1: self.second.load(ordering: .relaxed)
        case 2: self.third.load(ordering: .relaxed)
        default: self.fourth.load(ordering: .relaxed)
        }
    }

    /// Changes a bucket's word if it is what was read.
    func exchange(_ way: Int, expected: UInt64, desired: UInt64) -> Bool {
        switch way {
        case 0: self.first.compareExchange(expected: expected, desired: desired, ordering: .relaxed).exchanged
        case 1: self.second.compareExchange(expected: expected, desired: desired, ordering: .relaxed).exchanged
        case 2: self.third.compareExchange(expected: expected, desired: desired, ordering: .relaxed).exchanged
        default: self.fourth.compareExchange(expected: expected, desired: desired, ordering: .relaxed).exchanged
        }
    }

    /// A bucket's word for its owner.
    static func word(tag: UInt16, arrival: UInt64) -> UInt64 { UInt64(tag) << Self.arrivalBits | arrival }

    /// The arrival that a word stands for under a tag.
    static func arrival(in word: UInt64, of tag: UInt16) -> UInt64 {
        word >> Self.arrivalBits == UInt64(tag) ? word & (1 << Self.arrivalBits - 1) : 0
    }

    private static func owner(_ way: Int, in owners: UInt64) -> UInt16 {
        UInt16(truncatingIfNeeded: owners >> (UInt64(way) * 16))
    }

    /// The bucket whose owner loses least with it: the one that is full soonest or for longest. Nobody's is full since
    /// the beginning.
    private func fullest(_ owners: UInt64) -> (way: Int, arrival: UInt64) {
        var best = (way: 0, arrival: UInt64.max)
        for way in 0..<Self.ways {
            let owner = Self.owner(way, in: owners)
            let word = self.word(way)
            // One that has just changed hands is about to be used: it is left to its owner.
            let arrival = word >> Self.arrivalBits == UInt64(owner) ? Self.arrival(in: word, of: owner) : .max
            if arrival < best.arrival { best = (way, arrival) }
        }
        return best
    }
}

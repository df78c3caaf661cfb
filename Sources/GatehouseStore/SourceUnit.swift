/// The smallest thing that is replaced as a whole: a file, or one object of an API.
public struct SourceUnit: Hashable, Sendable {
    /// The position of its source among all sources; for files, that of the `-f` that named it. From 0.
    public var rank: Int
    /// What users know it by: a path as it was given, or an object's name.
    public var name: String

    /// A unit.
    public init(rank: Int, name: String) {
        self.rank = rank
        self.name = name
    }
}

extension SourceUnit: Comparable {
    /// The last source first, then in the order in which a walk that sorts each directory comes by the paths. Of two
    /// definitions of one resource the one in the lesser unit is served: a later `-f` overrides an earlier one.
    public static func < (left: SourceUnit, right: SourceUnit) -> Bool {
        guard left.rank == right.rank else { return left.rank > right.rank }
        return left.name.utf8.lexicographicallyPrecedes(right.name.utf8) { Self.weight($0) < Self.weight($1) }
    }

    /// A separator sorts before anything that a name can hold, so that `a/b` comes before `a-b`.
    private static func weight(_ byte: UInt8) -> UInt8 {
        byte == UInt8(ascii: "/") ? 0 : byte
    }
}

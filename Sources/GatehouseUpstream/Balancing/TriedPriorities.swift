/// The priorities that the tries of a request went to (semantics A10, `avoidsTriedPriorities`). They are left out after
/// every second failed try. Those beyond 63 are never left out.
public struct TriedPriorities: Hashable, Sendable {
    /// Of every failed try.
    private var tried: UInt64 = 0
    /// Of all failed tries as of the last even number of them.
    private var excluded: UInt64 = 0
    private var isOdd = false

    /// Nothing was tried yet.
    public init() {}

    /// A try that went to this priority has failed.
    public mutating func tryFailed(priority: Int) {
        if let bit = Self.bit(priority) { self.tried |= bit }
        self.isOdd.toggle()
        if !self.isOdd { self.excluded = self.tried }
    }

    /// Whether there is any to leave out.
    var isEmpty: Bool { self.excluded == 0 }

    /// Whether this priority is to be left out.
    func excludes(_ priority: Int) -> Bool { Self.bit(priority).map { self.excluded & $0 != 0 } ?? false }

    private static func bit(_ priority: Int) -> UInt64? {
        (0..<64).contains(priority) ? 1 << UInt64(priority) : nil
    }
}

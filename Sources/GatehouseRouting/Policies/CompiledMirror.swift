import GatehousePlan

/// Where copies of a route's requests go (semantics A13).
public final class CompiledMirror: Sendable {
    /// The destination.
    public let destination: CompiledDestination
    private let share: UInt64

    init(destination: CompiledDestination, share: UInt32) {
        self.destination = destination
        self.share = UInt64(share)
    }

    /// Whether one request is copied.
    ///
    /// - Parameter random: uniformly distributed bits.
    public func roll(random: UInt64) -> Bool {
        self.share >= 1_000_000 || random.multipliedFullWidth(by: 1_000_000).high < self.share
    }
}

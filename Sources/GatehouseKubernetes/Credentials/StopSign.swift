import Synchronization

/// Tells work that blocks a thread to end soon.
final class StopSign: Sendable {
    private let flag = Atomic(false)

    /// Whether it was told to.
    var isSet: Bool { self.flag.load(ordering: .relaxed) }

    /// Tells it to.
    func set() { self.flag.store(true, ordering: .relaxed) }
}

import GatehousePlan
import Synchronization

/// What is known of the names that stand for endpoints (semantics S1, S5). Filled by whoever resolves them, read by the
/// control loop.
final class NameTable: Sendable {
    private struct State {
        var addresses: [String: [String]] = [:]
        var hasChanged = false
    }

    private let state = Mutex(State())

    /// The addresses of a name are these from now on.
    ///
    /// - Returns: whether that is a change.
    func resolved(_ name: String, to addresses: [String]) -> Bool {
        self.state.withLock { state in
            guard state.addresses[name] != addresses else { return false }
            state.addresses[name] = addresses
            state.hasChanged = true
            return true
        }
    }

    /// Forgets all names but these.
    func keep(_ names: Set<String>) {
        self.state.withLock { $0.addresses = $0.addresses.filter { names.contains($0.key) } }
    }

    /// The addresses by name, and whether they differ from what was taken before.
    func take() -> (addresses: [String: [String]], isNew: Bool) {
        self.state.withLock { state in
            defer { state.hasChanged = false }
            return (state.addresses, state.hasChanged)
        }
    }
}

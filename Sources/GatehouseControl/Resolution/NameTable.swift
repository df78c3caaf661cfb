import GatehousePlan
import Synchronization

/// What is known of the names that stand for endpoints (semantics S1, S5). Filled by whoever resolves them, read by the
/// control loop.
final class NameTable: Sendable {
    private struct State {
        var addresses: [String: [String]] = [:]
        var hasChanged = false
        /// Names that nobody has to wait for any more although they have no answer.
        var givenUp: Set<String> = []
        /// Told of every name of which something becomes known, while somebody waits.
        var arrival: AsyncStream<Void>.Continuation?

        func unanswered(of names: Set<String>) -> Set<String> {
            names.filter { self.addresses[$0] == nil && !self.givenUp.contains($0) }
        }
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
            state.arrival?.yield()
            return true
        }
    }

    /// Nobody has answered for a name so far; whoever waits for it need not any more.
    func unanswered(_ name: String) {
        self.state.withLock { state in
            state.givenUp.insert(name)
            state.arrival?.yield()
        }
    }

    /// Forgets all names but these.
    func keep(_ names: Set<String>) {
        self.state.withLock { state in
            state.addresses = state.addresses.filter { names.contains($0.key) }
            state.givenUp.formIntersection(names)
        }
    }

    /// The addresses by name, and whether they differ from what was taken before.
    func take() -> (addresses: [String: [String]], isNew: Bool) {
        self.state.withLock { state in
            defer { state.hasChanged = false }
            return (state.addresses, state.hasChanged)
        }
    }

    // MARK: First answers

    /// Returns once every one of these names has its first answer, or had none at its first try; or when `patience`
    /// returns. A name is waited for once. Called by one task at a time.
    func settle(_ names: Set<String>, patience: @escaping @Sendable () async -> Void) async {
        let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let isWaiting = self.state.withLock { state in
            state.arrival = arrival
            return !state.unanswered(of: names).isEmpty
        }
        if isWaiting {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await self.wait(for: names, arrivals) }
                group.addTask { await patience() }
                await group.next()
                group.cancelAll()
            }
        }
        self.state.withLock { state in
            state.arrival = nil
            state.givenUp.formUnion(state.unanswered(of: names))
        }
    }

    private func wait(for names: Set<String>, _ arrivals: AsyncStream<Void>) async {
        for await _ in arrivals where self.state.withLock({ $0.unanswered(of: names).isEmpty }) { return }
    }
}

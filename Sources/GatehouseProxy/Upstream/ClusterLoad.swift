import Synchronization

/// What is under way in a cluster, over all workers, as far as it is limited (circuit breaking).
///
/// Only what has a limit is counted, so that a cluster without limits costs nothing here. Whoever was counted has to say
/// so when it leaves: a limit may have come or gone in the meantime.
final class ClusterLoad: Sendable {
    /// What is limited.
    enum Kind: UInt8, CaseIterable {
        /// Connections that are open or being made.
        case connections
        /// Requests that wait for a connection.
        case pending
        /// Requests.
        case requests
        /// Retries, from the decision for one to its end.
        case retries
    }

    /// Whether one more may come.
    enum Admission {
        /// It may, and was counted.
        case counted
        /// It may, and nobody counts.
        case free
        /// It may not.
        case refused
    }

    private let connections = Atomic<Int>(0)
    private let pending = Atomic<Int>(0)
    private let requests = Atomic<Int>(0)
    private let retries = Atomic<Int>(0)

    /// Lets one more in, if the limit allows it.
    func enter(_ kind: Kind, limit: Int?) -> Admission {
        guard let limit else { return .free }
        if self.add(kind, 1) <= limit { return .counted }
        self.leave(kind)
        return .refused
    }

    /// Lets one more in whatever the limit is; it counts against it.
    func force(_ kind: Kind, limit: Int?) -> Admission {
        guard limit != nil else { return .free }
        _ = self.add(kind, 1)
        return .counted
    }

    /// One that was counted has left.
    func leave(_ kind: Kind) { _ = self.add(kind, -1) }

    /// How many are counted now.
    func count(_ kind: Kind) -> Int { self.add(kind, 0) }

    private func add(_ kind: Kind, _ amount: Int) -> Int {
        switch kind {
        case .connections: self.connections.add(amount, ordering: .relaxed).newValue
        case .pending: self.pending.add(amount, ordering: .relaxed).newValue
        case .requests: self.requests.add(amount, ordering: .relaxed).newValue
        case .retries: self.retries.add(amount, ordering: .relaxed).newValue
        }
    }
}

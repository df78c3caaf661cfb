public import GatehousePlan
import Synchronization

/// What is under way in a cluster over all workers, as far as it is limited (circuit breaking; `connectionPool` of the
/// semantics).
///
/// Kept over reloads by the cluster's name. Only what has a limit is counted: without one, nothing here costs anything.
/// Whoever is let in gets an `Admission` that knows whether it was counted and takes itself back when it goes, so that
/// limits may appear, change and vanish while things are under way:
///
/// - A limit that appears does not know what was let in before; until that is over, more than the limit is under way.
/// - A limit that is lowered lets nothing in until enough has left; nothing is ended.
/// - A limit that vanishes lets everything in; what was counted is taken back as it ends.
///
/// Lock-free. The counts change by compare and exchange, not by adding and taking back what was too much: a count is never
/// above its limit, not even for a moment, and nobody is refused because of somebody else who was refused. A refusal costs
/// one load.
public final class ClusterLimits: Sendable {
    /// What is limited.
    public enum Resource: Hashable, Sendable, CaseIterable {
        /// Connections that are open or being made.
        case connections
        /// Requests that wait for a connection.
        case pendingRequests
        /// Requests.
        case requests
        /// Retries, from the decision for one to its end.
        case retries
    }

    private let connections = Atomic<Int>(0)
    private let pendingRequests = Atomic<Int>(0)
    private let requests = Atomic<Int>(0)
    private let retries = Atomic<Int>(0)

    /// Limits of a cluster in which nothing is under way.
    public init() {}

    /// Lets one more in; nil if that is more than the limits allow.
    public func enter(_ resource: Resource, under limits: ConnectionLimits) -> Admission? {
        switch self.bound(of: resource, under: limits) {
        case .none: return Admission()
        case .counted: return self.enterRegardless(resource, under: limits)
        case .limited(let limit):
            guard self.add(to: resource, limit: limit) else { return nil }
            return Admission(to: resource, of: self)
        }
    }

    /// Lets one more in whatever the limits are; it counts against them. For what must not fail: the one connection
    /// without which a worker could use a cluster not at all.
    public func enterRegardless(_ resource: Resource, under limits: ConnectionLimits) -> Admission {
        if case .none = self.bound(of: resource, under: limits) { return Admission() }
        _ = self.add(to: resource, limit: .max)
        return Admission(to: resource, of: self)
    }

    /// How many are counted now; 0 for what was not limited when it came.
    public func count(_ resource: Resource) -> Int {
        switch resource {
        case .connections: self.connections.load(ordering: .relaxed)
        case .pendingRequests: self.pendingRequests.load(ordering: .relaxed)
        case .requests: self.requests.load(ordering: .relaxed)
        case .retries: self.retries.load(ordering: .relaxed)
        }
    }

    /// How many more would be let in now; nil for any number. Under a retry budget, where Envoy shows 0, it is what the
    /// requests under way allow.
    public func remaining(_ resource: Resource, under limits: ConnectionLimits) -> Int? {
        guard case .limited(let limit) = self.bound(of: resource, under: limits) else { return nil }
        return max(0, max(0, limit) - self.count(resource))
    }

    /// One that was counted has left. Only for its `Admission`.
    func leave(_ resource: Resource) {
        switch resource {
        case .connections: self.connections.subtract(1, ordering: .relaxed)
        case .pendingRequests: self.pendingRequests.subtract(1, ordering: .relaxed)
        case .requests: self.requests.subtract(1, ordering: .relaxed)
        case .retries: self.retries.subtract(1, ordering: .relaxed)
        }
    }

    private func add(to resource: Resource, limit: Int) -> Bool {
        switch resource {
        case .connections: Self.add(to: self.connections, limit: limit)
        case .pendingRequests: Self.add(to: self.pendingRequests, limit: limit)
        case .requests: Self.add(to: self.requests, limit: limit)
        case .retries: Self.add(to: self.retries, limit: limit)
        }
    }

    private static func add(to count: borrowing Atomic<Int>, limit: Int) -> Bool {
        var seen = count.load(ordering: .relaxed)
        while seen < limit {
            let (isExchanged, original) = count.weakCompareExchange(
                expected: seen, desired: seen + 1, ordering: .relaxed)
            if isExchanged { return true }
            seen = original
        }
        return false
    }
}

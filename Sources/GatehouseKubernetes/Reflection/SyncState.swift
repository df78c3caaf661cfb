import GatehouseModel
import Synchronization

/// How far the state of a cluster is known, for readiness and metrics.
public struct ClusterSyncState: Hashable, Sendable {
    /// How far one kind is known.
    public struct Kind: Hashable, Sendable {
        /// The kind's name, such as `VirtualService`.
        public var name: String
        /// Whether its objects were listed completely at least once, or the server does not have it.
        public var isSynced = false
        /// Whether the server does not have it.
        public var isAbsent = false
        /// The version that is read, such as `virtualservices.networking.istio.io/v1`; nil before it is known.
        public var endpoint: String?
        /// How many objects there are.
        public var objects = 0
        /// Complete lists so far, the first included.
        public var lists = 0
        /// Watches that were begun so far.
        public var watches = 0
        /// Failures so far.
        public var failures = 0
        /// Since when nothing comes of asking, in seconds since 1970; nil while all is well.
        public var failingSince: Int?
        /// Why; a sentence's end.
        public var lastFailure: String?
    }

    /// Every kind, in the order in which they are watched.
    public var kinds: [Kind]
    /// Since when the server has not given a sign of life, in seconds since 1970; nil while it does.
    public var silentSince: Int?
    /// Why; a sentence's end.
    public var lastSilence: String?

    /// Whether everything was known at least once: only then may anything be served. It stays so.
    public var isSynced: Bool { self.kinds.allSatisfy(\.isSynced) }

    /// Since when something has not been kept up to date, in seconds since 1970; nil while all is well. What is served then
    /// is what was known last.
    public var awaySince: Int? { (self.kinds.map(\.failingSince) + [self.silentSince]).compactMap { $0 }.min() }

    /// Whether a kind is kept up to date as far as can be told.
    public func isFollowed(_ kind: Kind) -> Bool { kind.failingSince == nil && self.silentSince == nil }

    /// What is not well, and since when, for people; nil while all is.
    public var detail: String? {
        let since = self.awaySince.map { " since \(TimestampText.text($0))" } ?? ""
        let failing = self.kinds.filter { $0.failingSince != nil }
        if let first = failing.first {
            let others = failing.count > 1 ? " and \(failing.count - 1) other kinds" : ""
            return "cannot follow \(first.name)\(others)\(since): \(first.lastFailure ?? "unknown")"
        }
        if self.silentSince != nil { return "the API server does not answer\(since): \(self.lastSilence ?? "unknown")" }
        let waiting = self.kinds.filter { !$0.isSynced }.map(\.name)
        return waiting.isEmpty ? nil : "waiting for the first list of \(waiting.joined(separator: ", "))"
    }
}

/// The state as several tasks write it.
final class SyncBoard: Sendable {
    private let state: Mutex<ClusterSyncState>
    private let now: @Sendable () -> Int

    /// - Parameter now: the time in seconds since 1970.
    init(_ kinds: [WatchedKind], now: @escaping @Sendable () -> Int) {
        self.state = Mutex(ClusterSyncState(kinds: kinds.map { ClusterSyncState.Kind(name: $0.name) }))
        self.now = now
    }

    var current: ClusterSyncState { self.state.withLock { $0 } }

    /// Changes what is known about the kind at a place in the list.
    func change(_ index: Int, _ body: (inout ClusterSyncState.Kind) -> Void) {
        self.state.withLock { if $0.kinds.indices.contains(index) { body(&$0.kinds[index]) } }
    }

    /// Nothing came of asking.
    ///
    /// - Returns: whether that was so the last time as well, for the same reason.
    @discardableResult
    func failed(_ index: Int, _ failure: APIFailure) -> Bool {
        let now = self.now()
        let reason = failure.description
        var isKnown = false
        self.change(index) { kind in
            isKnown = kind.lastFailure == reason
            kind.failures &+= 1
            kind.failingSince = kind.failingSince ?? now
            kind.lastFailure = reason
        }
        return isKnown
    }

    /// The server gave no sign of life.
    ///
    /// - Returns: whether it did the last time.
    func silent(_ reason: String) -> Bool {
        let now = self.now()
        return self.state.withLock { state in
            defer { state.silentSince = state.silentSince ?? now }
            state.lastSilence = reason
            return state.silentSince == nil
        }
    }

    /// The server gave a sign of life.
    ///
    /// - Returns: whether it did not the last time.
    func answered() -> Bool {
        self.state.withLock { state in
            defer { state.silentSince = nil }
            state.lastSilence = nil
            return state.silentSince != nil
        }
    }

    /// Something came of it.
    ///
    /// - Returns: whether nothing did the last time.
    @discardableResult
    func recovered(_ index: Int) -> Bool {
        var wasFailing = false
        self.change(index) { kind in
            wasFailing = kind.failingSince != nil
            kind.failingSince = nil
            kind.lastFailure = nil
        }
        return wasFailing
    }
}

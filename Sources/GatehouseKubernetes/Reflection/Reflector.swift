import GatehouseModel
import GatehouseObjects

/// Keeps track of the objects of one kind: what to ask for next, and how what comes differs from what was known.
///
/// A state machine without clock or I/O. It lists in pages, then watches from where the list ended, resumes a watch that
/// broke where it broke, and lists anew only when the server no longer knows the way from there (410 Gone). While it lists
/// anew nothing is forgotten: what is gone is known when the list is complete, and not when it fails.
struct Reflector: Sendable {
    /// What to do next.
    enum Next: Hashable, Sendable {
        /// Ask for a page of the list.
        case list(continuation: String?, limit: Int?)
        /// Watch from a resource version.
        case watch(from: String)
        /// Take the next event of the watch.
        case read
        /// Wait, then do what `resumed` says.
        case wait(Duration)
        /// Nothing: the server does not have this kind. What was known stays.
        case rest
    }

    /// What an event led to.
    struct Step: Hashable, Sendable {
        var changes: [ObjectChange] = []
        var next: Next
        /// Whether a list was completed with it.
        var completesList = false
    }

    private struct Known: Sendable {
        var resourceVersion: String
        var fingerprint: Int
    }

    private enum Phase: Sendable {
        /// What has come of the list so far.
        case listing(pages: [ReflectedObject])
        /// The resource version of the last event.
        case watching(version: String)
    }

    private var phase = Phase.listing(pages: [])
    private var known: [ResourceKey: Known] = [:]
    private var backoff: Backoff
    /// Objects in a page; nil once the server lost its way in between pages.
    private var limit: Int? = Self.pageSize
    /// How often in a row the server did not know the way on.
    private var expiries = 0
    /// Whether what came last of a watch was not understood.
    private var isMalformed = false

    /// Objects in a page, as client-go asks for them.
    static let pageSize = 500
    /// For how many seconds a server may have its clients wait.
    private static let mostPatience: Int = 60
    /// A watch that ends after less time, without an event, counts as failed, whoever ends it and how.
    static let shortestWatch = Duration.seconds(1)

    init(backoff: Backoff = Backoff()) { self.backoff = backoff }

    /// How many objects are known.
    var count: Int { self.known.count }

    /// What to do at first, or after a rest.
    mutating func started() -> Next {
        self.limit = Self.pageSize
        return self.list()
    }

    /// The time to wait is over.
    func resumed() -> Next {
        switch self.phase {
        case .listing: .list(continuation: nil, limit: self.limit)
        case .watching(let version): .watch(from: version)
        }
    }

    private mutating func list() -> Next {
        self.phase = .listing(pages: [])
        return .list(continuation: nil, limit: self.limit)
    }

    /// A page came.
    mutating func listed(_ objects: [ReflectedObject], resourceVersion: String, continuation: String?) -> Step {
        guard case .listing(var pages) = self.phase else { return Step(next: self.list()) }
        self.phase = .listing(pages: [])
        pages += objects
        if let continuation {
            self.phase = .listing(pages: pages)
            return Step(next: .list(continuation: continuation, limit: self.limit))
        }
        self.phase = .watching(version: resourceVersion)
        // A list from which no watch comes has not helped.
        if self.expiries == 0, !self.isMalformed { self.backoff.reset() }
        self.limit = Self.pageSize
        return Step(changes: self.replace(with: pages), next: .watch(from: resourceVersion), completesList: true)
    }

    /// A page did not come. The list begins from its start: what came of it is from a moment that is over.
    mutating func listFailed(_ failure: APIFailure, random: Double) -> Next {
        self.phase = .listing(pages: [])
        switch failure {
        case .status(let status) where status.code == 404:
            return .rest
        case .status(let status) where status.code == 410 && self.limit != nil:
            // The pages took longer than the server remembers; in one piece the list can't expire.
            self.limit = nil
        case .tooLarge:
            self.limit = max((self.limit ?? Self.pageSize) / 10, 1)
        default: break
        }
        return self.wait(after: failure, random: random)
    }

    /// Waits as long as after so many failures in a row, and at least as long as the server says.
    private mutating func wait(after failure: APIFailure, random: Double) -> Next {
        let delay = self.backoff.next(random: random)
        guard case .status(let status) = failure, let seconds = status.retryAfterSeconds else { return .wait(delay) }
        return .wait(max(delay, .seconds(min(max(seconds, 0), Self.mostPatience))))
    }

    /// The watch did not begin, or broke.
    mutating func watchFailed(_ failure: APIFailure, random: Double) -> Next {
        switch failure {
        case .status(let status) where status.code == 410: self.expired(random: random)
        case .status(let status) where status.code == 404: .rest
        case .malformed: self.misread(random: random)
        default: self.wait(after: failure, random: random)
        }
    }

    /// The watch has been there for a while: what failed before is over.
    mutating func watchLasted() { self.backoff.reset() }

    /// The server ended the watch in good order, some time after it began.
    mutating func watchEnded(after duration: Duration, random: Double) -> Next {
        if duration < Self.shortestWatch { return .wait(self.backoff.next(random: random)) }
        self.watchLasted()
        return self.resumed()
    }

    /// An object is new or has changed.
    mutating func changed(_ object: ReflectedObject) -> Step {
        self.advance(to: object.resourceVersion)
        return Step(changes: self.put(object).map { [$0] } ?? [], next: .read)
    }

    /// An object is gone.
    mutating func removed(_ object: ReflectedObject) -> Step {
        self.advance(to: object.resourceVersion)
        let wasKnown = self.known.removeValue(forKey: object.key) != nil
        return Step(changes: wasKnown ? [.gone(object.key)] : [], next: .read)
    }

    /// Nothing has happened up to this resource version.
    mutating func bookmarked(_ resourceVersion: String) -> Step {
        self.advance(to: resourceVersion)
        return Step(next: .read)
    }

    private mutating func advance(to version: String) {
        self.expiries = 0
        self.isMalformed = false
        self.backoff.reset()
        self.phase = .watching(version: version)
    }

    /// Lists anew: at once, unless that was done just before to no avail.
    private mutating func expired(random: Double) -> Next {
        self.expiries += 1
        let list = self.list()
        return self.expiries == 1 ? list : .wait(self.backoff.next(random: random))
    }

    /// Lists anew: from where the watch stands, the same would come again.
    private mutating func misread(random: Double) -> Next {
        self.isMalformed = true
        _ = self.list()
        return .wait(self.backoff.next(random: random))
    }

    private mutating func put(_ object: ReflectedObject) -> ObjectChange? {
        let before = self.known.updateValue(
            Known(resourceVersion: object.resourceVersion, fingerprint: object.fingerprint), forKey: object.key)
        if before?.resourceVersion == object.resourceVersion { return nil }
        return before?.fingerprint == object.fingerprint ? .observed(object) : .put(object)
    }

    /// How a complete list differs from what was known.
    private mutating func replace(with objects: [ReflectedObject]) -> [ObjectChange] {
        var changes: [ObjectChange] = []
        var present: Set<ResourceKey> = []
        for object in objects {
            present.insert(object.key)
            if let change = self.put(object) { changes.append(change) }
        }
        for key in self.known.keys.filter({ !present.contains($0) }).sorted() {
            self.known[key] = nil
            changes.append(.gone(key))
        }
        return changes
    }
}

public import GatehouseModel
public import GatehouseObjects
public import Logging
import Synchronization

/// Writes statuses and Events, while this replica leads.
///
/// Whoever has something to write says so and goes on: everything waits here, bounded, and is written one after another at
/// a bounded pace. A status is worked out when it is written, from what the object's status is at that moment.
public final class ClusterWriter: Sendable {
    /// Sends a request to the API server.
    public typealias Send = @Sendable (APIRequest) async throws(APIFailure) -> JSON

    /// How fast is written.
    public struct Pace: Hashable, Sendable {
        /// Statuses a second in the long run.
        public var statuses: Int
        /// Statuses at once.
        public var statusBurst: Int
        /// Events a second in the long run.
        public var events: Int
        /// Events at once.
        public var eventBurst: Int

        /// What an API server that others need as well bears.
        public static let shared = Pace(statuses: 20, statusBurst: 50, events: 5, eventBurst: 25)
        /// For an API server of one's own.
        public static let own = Pace(statuses: 10_000, statusBurst: 1000, events: 10_000, eventBurst: 1000)
    }

    /// What has been written so far, for metrics.
    public struct Counts: Hashable, Sendable {
        /// Statuses and Events written.
        public var writes: Int
        /// Attempts that failed.
        public var failures: Int
        /// Events dropped because too many were waiting.
        public var droppedEvents: Int
        /// Statuses to look at and Events to write.
        public var waiting: Int
    }

    private struct State {
        var statuses = StatusQueue()
        var events = EventQueue()
        var statusPace: WritePace
        var eventPace: WritePace
        var isLeader = false
        var failures = 0
        var writes = 0
    }

    private let send: Send
    private let observed: ObservedObjects
    private let author: any StatusAuthor
    private let logger: Logger
    private let state: Mutex<State>
    private let signal: AsyncStream<Void>
    private let wake: AsyncStream<Void>.Continuation
    private let hasTimer = Mutex(false)

    /// A writer.
    ///
    /// - Parameters:
    ///   - observed: what is known of the objects. Those that are not there are passed over.
    ///   - author: says what statuses should be.
    public init(
        observed: ObservedObjects, author: any StatusAuthor, pace: Pace = .shared, logger: Logger, send: @escaping Send
    ) {
        self.send = send
        self.observed = observed
        self.author = author
        self.logger = logger
        self.state = Mutex(
            State(
                statusPace: WritePace(rate: pace.statuses, burst: pace.statusBurst),
                eventPace: WritePace(rate: pace.events, burst: pace.eventBurst)))
        (self.signal, self.wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// The author has something else to say about these.
    public func lookAt(_ keys: [ResourceKey]) {
        self.state.withLock { state in
            if state.isLeader { state.statuses.lookAt(keys) }
        }
        self.wake.yield()
    }

    /// Whether this replica leads (`LeaderElector`). One that begins to looks at everything.
    public func setLeader(_ isLeader: Bool) {
        let keys = isLeader ? self.author.keys : []
        self.state.withLock { state in
            state.isLeader = isLeader
            state.statuses.lookAt(keys)
            if !isLeader {
                state.statuses.clear()
                state.events.clear()
            }
        }
        self.wake.yield()
    }

    /// What has been written so far.
    public var counts: Counts {
        self.state.withLock { state in
            Counts(
                writes: state.writes, failures: state.failures, droppedEvents: state.events.dropped,
                waiting: state.statuses.count + state.events.count)
        }
    }

    private enum Job {
        case status(ResourceKey)
        case event(EventObject)
        case wait(Duration)
    }

    /// Writes until the task is cancelled.
    public func run() async {
        await withDiscardingTaskGroup { group in
            for await _ in self.signal {
                writing: while !Task.isCancelled, let job = self.next() {
                    switch job {
                    case .status(let key): await self.write(statusOf: key)
                    case .event(let event): await self.write(event)
                    case .wait(let duration):
                        self.wakeUp(in: duration, &group)
                        break writing
                    }
                }
            }
            group.cancelAll()
        }
    }

    private func wakeUp(in duration: Duration, _ group: inout DiscardingTaskGroup) {
        let isNeeded = self.hasTimer.withLock { hasTimer in
            defer { hasTimer = true }
            return !hasTimer
        }
        guard isNeeded else { return }
        group.addTask {
            try? await Task.sleep(for: duration)
            self.hasTimer.withLock { $0 = false }
            self.wake.yield()
        }
    }

    /// What to write now: Events first, as far as their pace allows, so that whoever waits for a condition finds them.
    private func next() -> Job? {
        let now = ContinuousClock.now
        return self.state.withLock { state -> Job? in
            guard state.isLeader else { return nil }
            var delays: [Duration] = []
            if let delay = state.eventPace.delay(at: now) {
                if state.events.count > 0 { delays.append(delay) }
            } else if let event = state.events.next() {
                state.eventPace.take(at: now)
                return .event(event)
            }
            if let delay = state.statusPace.delay(at: now) {
                if state.statuses.count > 0 { delays.append(delay) }
            } else {
                switch state.statuses.next(at: now) {
                case .look(let key): return .status(key)
                case .wait(let delay): delays.append(delay)
                case .idle: break
                }
            }
            return delays.min().map { .wait($0) }
        }
    }

    private func write(statusOf key: ResourceKey) async {
        guard let object = self.observed[key],
            let desired = self.author.status(of: key, replacing: object.status),
            !desired.isEquivalent(to: object.status)
        else { return self.state.withLock { $0.statuses.settled(key) } }
        // Lists are replaced as a whole: what others wrote into them meanwhile must not be lost.
        let patch: JSON = [
            "metadata": ["resourceVersion": .string(object.resourceVersion)],
            "status": .mergePatch(from: object.status, to: desired),
        ]
        var request = APIRequest(.patch, object.path(of: key, subresource: "status"), body: patch)
        request.contentType = "application/merge-patch+json"
        self.state.withLock { $0.statusPace.take(at: .now) }
        do throws(APIFailure) {
            let written = try await self.send(request)
            self.observed.wrote(written, to: key)
            let events = self.author.events(about: key, object, replacing: object.status)
            self.state.withLock { state in
                state.statuses.settled(key)
                state.writes &+= 1
                for event in events { state.events.add(event) }
            }
        } catch {
            if error == .cancelled { return }
            // Gone, or not allowed: neither changes by asking again.
            let isFinal = [403, 404, 422].contains(error.code ?? 0)
            self.state.withLock { state in
                if isFinal {
                    state.statuses.settled(key)
                } else {
                    state.statuses.failed(key, at: .now, random: Double.random(in: 0..<1))
                }
                // What was deleted meanwhile needs no status.
                if error.code != 404 { state.failures &+= 1 }
            }
            if error.code != 404 { self.logger.info("cannot write the status of \(key): \(error)") }
        }
    }

    private func write(_ event: EventObject) async {
        do throws(APIFailure) {
            if event.isRepeated {
                try await self.replace(event)
            } else {
                try await self.create(event)
            }
            self.state.withLock { $0.writes &+= 1 }
        } catch {
            if error == .cancelled { return }
            self.state.withLock { $0.failures &+= 1 }
            self.logger.info("cannot write the Event \(event.namespace)/\(event.name): \(error)")
        }
    }

    private func create(_ event: EventObject) async throws(APIFailure) {
        do throws(APIFailure) {
            let path = ResourceEndpoint.events.path(namespace: event.namespace)
            _ = try await self.send(APIRequest(.post, path, body: event.json))
        } catch {
            // The answer to an earlier attempt was lost.
            if error.code != 409 { throw error }
        }
    }

    private func replace(_ event: EventObject) async throws(APIFailure) {
        let path = ResourceEndpoint.events.path(namespace: event.namespace, name: event.name)
        var request = APIRequest(.patch, path, body: event.json)
        request.contentType = "application/merge-patch+json"
        do throws(APIFailure) {
            _ = try await self.send(request)
        } catch {
            // Events are gone after an hour.
            if error.code != 404 { throw error }
            try await self.create(event)
        }
    }
}

extension ObservedObject {
    /// The path of a part of the object.
    func path(of key: ResourceKey, subresource: String) -> String {
        let parts = self.apiVersion.split(separator: "/", maxSplits: 1).map(String.init)
        let endpoint = ResourceEndpoint(
            group: parts.count == 2 ? parts[0] : "", version: parts.last ?? "", kind: key.kind, plural: self.plural)
        return endpoint.path(namespace: key.namespace, name: key.name, subresource: subresource)
    }
}

extension JSON {
    /// The merge patch (RFC 7396) of an object's members that makes one of another; members that are the same are left
    /// out, those that are gone are null.
    fileprivate static func mergePatch(from old: JSON, to new: JSON) -> JSON {
        var patch: JSON = [:]
        for (name, value) in new.object ?? [:] where old[name] != value { patch[name] = value }
        for name in (old.object ?? [:]).keys where new[name] == nil { patch[name] = .some(.null) }
        return patch
    }
}

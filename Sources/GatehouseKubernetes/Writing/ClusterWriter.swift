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

    private let send: Send
    private let observed: ObservedObjects
    private let author: any StatusAuthor
    private let logger: Logger
    private let schedule: Mutex<WriteSchedule>
    private let bell = Doorbell()

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
        self.schedule = Mutex(WriteSchedule(pace: pace))
    }

    /// The author has something else to say about these.
    public func lookAt(_ keys: [ResourceKey]) {
        self.schedule.withLock { $0.lookAt(keys) }
        self.bell.ring()
    }

    /// How long somebody else's change of a status stays at least: two writers that want something else must not keep the
    /// server busy.
    public static let forbearance = Duration.milliseconds(500)

    /// Somebody has changed the status of this.
    public func lookAgain(at key: ResourceKey) {
        self.schedule.withLock { $0.lookAt(key, atEarliest: .now + Self.forbearance) }
        self.bell.ring()
    }

    /// Whether this replica leads (`LeaderElector`). One that begins to looks at everything.
    public func setLeader(_ isLeader: Bool) {
        let keys = isLeader ? self.author.keys : []
        self.schedule.withLock { schedule in
            if isLeader { schedule.lead(keys) } else { schedule.follow() }
        }
        self.bell.ring()
    }

    /// What has been written so far.
    public var counts: Counts { self.schedule.withLock { $0.counts } }

    /// Writes until the task is cancelled.
    public func run() async {
        while !Task.isCancelled {
            switch self.schedule.withLock({ $0.next(at: .now) }) {
            case .status(let key): await self.write(statusOf: key)
            case .event(let event): await self.write(event)
            case .wait(let duration): await self.bell.heard(within: duration)
            case .idle: await self.bell.heard()
            }
        }
    }

    private func write(statusOf key: ResourceKey) async {
        guard let object = self.observed[key],
            let desired = self.author.status(of: key, replacing: object.status),
            !desired.isEquivalent(to: object.status)
        else { return self.schedule.withLock { $0.settled(key) } }
        self.schedule.withLock { $0.takeStatus(at: .now) }
        do throws(APIFailure) {
            let written = try await self.send(.status(desired, of: key, object))
            self.observed.wrote(written, to: key, over: object)
            let events = self.author.events(about: key, object, replacing: object.status)
            self.schedule.withLock { $0.wrote(key, telling: events) }
        } catch {
            if error == .cancelled { return }
            self.schedule.withLock {
                $0.failed(key, code: error.code, at: .now, random: Double.random(in: 0..<1))
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
            self.schedule.withLock { $0.wroteEvent() }
        } catch {
            if error == .cancelled { return }
            self.schedule.withLock { $0.failedEvent() }
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

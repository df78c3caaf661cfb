public import GatehouseModel
public import GatehouseObjects
public import Logging
import Synchronization

/// Writes statuses and Events, while this replica leads.
///
/// Whoever has something to write hands it in and goes on: everything waits here, bounded, and is written one after
/// another at a bounded pace.
public final class ClusterWriter: Sendable {
    private struct State {
        var statuses = StatusQueue()
        var events: EventQueue
        var statusPace = WritePace(rate: 20, burst: 50)
        var eventPace = WritePace(rate: 5, burst: 25)
        var isLeader = false
        var failures = 0
        var writes = 0
    }

    /// What has been written so far, for metrics.
    public struct Counts: Hashable, Sendable {
        /// Statuses and Events written.
        public var writes: Int
        /// Attempts that failed.
        public var failures: Int
        /// Events dropped because too many were waiting.
        public var droppedEvents: Int
        /// Statuses and Events waiting.
        public var waiting: Int
    }

    private let client: APIClient
    private let observed: ObservedObjects
    private let identity: String
    private let logger: Logger
    private let state: Mutex<State>
    private let signal: AsyncStream<Void>
    private let wake: AsyncStream<Void>.Continuation
    private let hasTimer = Mutex(false)

    /// A writer.
    ///
    /// - Parameters:
    ///   - observed: what is known of the objects (`ClusterSource.observed`).
    ///   - identity: this replica among the others, such as its pod's name.
    public init(client: APIClient, observed: ObservedObjects, identity: String, logger: Logger) {
        self.client = client
        self.observed = observed
        self.identity = identity
        self.logger = logger
        self.state = Mutex(State(events: EventQueue(seed: UInt64.random(in: 0...UInt64.max))))
        (self.signal, self.wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// From now on these statuses are desired, and no others: of each object the `status` member of a merge patch. Only
    /// what differs from what is there is written. Objects that don't exist are passed over.
    public func setDesired(_ statuses: [ResourceKey: JSON]) {
        self.state.withLock { $0.statuses.setDesired(statuses) }
        self.wake.yield()
    }

    /// Something has happened. A replica that does not lead passes over it.
    public func record(_ event: ClusterEvent) {
        self.state.withLock { state in
            if state.isLeader { state.events.happened(event) }
        }
        self.wake.yield()
    }

    /// Whether this replica leads (`LeaderElector`).
    public func setLeader(_ isLeader: Bool) {
        self.state.withLock { state in
            state.isLeader = isLeader
            if isLeader { state.statuses.lookAtAll() } else { state.events.clear() }
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
        case status(ResourceKey, JSON)
        case event(ClusterEvent, EventQueue.Write)
        case wait(Duration)
    }

    /// Writes until the task is cancelled.
    public func run() async {
        await withDiscardingTaskGroup { group in
            for await _ in self.signal {
                writing: while let job = self.next() {
                    switch job {
                    case .status(let key, let status): await self.write(status, to: key)
                    case .event(let event, let write): await self.write(event, write)
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

    /// What to write now: statuses first, for they say what Events only tell of.
    private func next() -> Job? {
        let now = ContinuousClock.now
        return self.state.withLock { state -> Job? in
            guard state.isLeader else { return nil }
            var delays: [Duration] = []
            if let delay = state.statusPace.delay(at: now) {
                if state.statuses.count > 0 { delays.append(delay) }
            } else {
                switch state.statuses.next(at: now, status: { self.observed[$0]?.status }) {
                case .write(let key, let status):
                    state.statusPace.take(at: now)
                    return .status(key, status)
                case .wait(let delay): delays.append(delay)
                case .idle: break
                }
            }
            if let delay = state.eventPace.delay(at: now) {
                if state.events.count > 0 { delays.append(delay) }
            } else if let (event, write) = state.events.next() {
                state.eventPace.take(at: now)
                return .event(event, write)
            }
            return delays.min().map { .wait($0) }
        }
    }

    private func write(_ status: JSON, to key: ResourceKey) async {
        guard let object = self.observed[key] else { return }
        var request = APIRequest(.patch, object.path(of: key, subresource: "status"), body: ["status": status])
        request.contentType = "application/merge-patch+json"
        do throws(APIFailure) {
            let written = try await self.client.send(request)
            self.observed.wrote(written["status"] ?? [:], to: key)
            self.state.withLock { state in
                state.statuses.wrote(key)
                state.writes &+= 1
            }
        } catch {
            if error == .cancelled { return }
            // Gone, or not allowed: neither changes by asking again.
            let isFinal = [403, 404, 422].contains(error.code ?? 0)
            self.state.withLock { state in
                state.failures &+= 1
                state.statuses.failed(key, at: .now, isFinal: isFinal, random: Double.random(in: 0..<1))
            }
            self.logger.info("cannot write the status of \(key): \(error)")
        }
    }

    private func write(_ event: ClusterEvent, _ write: EventQueue.Write) async {
        guard let object = self.observed[event.object] else { return }
        let time = WallTime.now().text
        var request: APIRequest
        switch write {
        case .create(let name):
            request = APIRequest(
                .post, ResourceEndpoint.events.path(namespace: event.namespace),
                body: event.object(named: name, about: object, reporter: self.identity, time: time))
        case .count(let name, let count):
            request = APIRequest(
                .patch, ResourceEndpoint.events.path(namespace: event.namespace, name: name),
                body: ["count": .integer(count), "lastTimestamp": .string(time)])
            request.contentType = "application/merge-patch+json"
        }
        do throws(APIFailure) {
            _ = try await self.client.send(request)
            self.state.withLock { state in
                state.events.wrote(event)
                state.writes &+= 1
            }
        } catch {
            if error == .cancelled { return }
            self.state.withLock { state in
                state.failures &+= 1
                switch (error.code, write) {
                case (409, .create):
                    // The answer to an earlier attempt was lost.
                    state.events.wrote(event)
                case (404, .count):
                    state.events.lost(event)
                    state.events.happened(event)
                default: break
                }
            }
            self.logger.info("cannot write an Event about \(event.object): \(error)")
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

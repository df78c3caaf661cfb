import GatehouseObjects
import GatehouseStore
public import Logging
import Synchronization

/// Takes part in the election of the replica that writes status and Events.
public final class LeaderElector: Sendable {
    /// How long one request may take. Two of them and the wait between are less than the Lease's duration.
    private static let patience = Duration.seconds(5)

    private let client: APIClient
    private let namespace: String
    private let name: String
    private let election: Mutex<LeaderElection>
    private let random: @Sendable () -> Double
    private let logger: Logger
    private let wasLeader = Mutex(false)
    private let onChange: @Sendable (_ isLeader: Bool) -> Void

    /// A participant.
    ///
    /// - Parameters:
    ///   - name: the Lease's name, the same for all replicas.
    ///   - identity: this replica among the others, such as its pod's name.
    ///   - onChange: is told when this replica begins and ceases to lead, one after the other; must not wait or ask.
    public convenience init(
        client: APIClient, namespace: String, name: String, identity: String, logger: Logger,
        onChange: @escaping @Sendable (_ isLeader: Bool) -> Void = { _ in }
    ) {
        self.init(
            client: client, namespace: namespace, name: name, election: LeaderElection(identity: identity),
            random: { Double.random(in: 0..<1) }, logger: logger, onChange: onChange)
    }

    init(
        client: APIClient, namespace: String, name: String, election: LeaderElection,
        random: @escaping @Sendable () -> Double, logger: Logger, onChange: @escaping @Sendable (Bool) -> Void
    ) {
        self.client = client
        self.namespace = namespace
        self.name = name
        self.election = Mutex(election)
        self.random = random
        self.logger = logger
        self.onChange = onChange
    }

    /// Whether this replica leads now. It ceases to by itself when the Lease can't be renewed.
    public var isLeader: Bool { self.election.withLock { $0.isLeader(at: .now) } }

    /// Takes part until the task is cancelled. Whoever ends in good order calls `release` then.
    public func run() async {
        await withDiscardingTaskGroup { group in
            var known: ContinuousClock.Instant?
            while !Task.isCancelled {
                let delay = await self.round()
                self.noteChange()
                // Whoever writes is told in time, even while an answer is waited for.
                let end = self.election.withLock(\.leadsUntil)
                if let end, end != known {
                    group.addTask {
                        if (try? await Task.sleep(until: end, clock: .continuous)) != nil { self.noteChange() }
                    }
                }
                known = end
                // Replicas that look at one moment collide at one moment.
                guard (try? await Task.sleep(for: delay * (1 + 0.2 * self.random()))) != nil else { break }
            }
            group.cancelAll()
        }
    }

    /// Gives the Lease back, so that another replica leads at once; to be called when `run` has ended, from a task that is
    /// not cancelled. Takes 3 seconds at most.
    public func release() async {
        let time = WallTime.now().microText
        guard let lease = self.election.withLock({ $0.released(time: time) }) else { return }
        self.noteChange()
        do {
            _ = try await withDeadline(.seconds(3)) { try await self.client.send(self.request(.put, lease)) }
            self.logger.info("the Lease \(self.namespace)/\(self.name) is given back")
        } catch {
            self.logger.notice("the Lease \(self.namespace)/\(self.name) is left to expire: \(error)")
        }
    }

    /// Reads the Lease and does what has to be done about it.
    ///
    /// - Returns: how long to wait before the next time.
    private func round() async -> Duration {
        let began = ContinuousClock.now
        let time = WallTime.now().microText
        do throws(APIFailure) {
            let known = try await self.read()
            let (action, news) = self.election.withLock { election in
                let before = election.leader
                let action = election.read(known, now: began, time: time)
                return (action, election.leader == before ? nil : election.leader)
            }
            if let news, !news.isEmpty {
                self.logger.info("the Lease \(self.namespace)/\(self.name) is held by \(news)")
            }
            switch action {
            case .wait(let duration): return duration
            case .create(let lease): return try await self.write(.post, lease, began: began)
            case .update(let lease): return try await self.write(.put, lease, began: began)
            }
        } catch {
            // Somebody else was first: that is what the Lease is for.
            if error != .cancelled, error.code != 409 {
                self.logger.info("the Lease \(self.namespace)/\(self.name) cannot be held: \(error)")
            }
            return self.duration(of: self.election.withLock { $0.failed() })
        }
    }

    private func read() async throws(APIFailure) -> LeaseRecord? {
        do throws(APIFailure) {
            let path = ResourceEndpoint.leases.path(namespace: self.namespace, name: self.name)
            return LeaseRecord(try await self.send(APIRequest(.get, path)))
        } catch {
            if error.code == 404 { return nil }
            throw error
        }
    }

    private func write(
        _ method: APIRequest.Method, _ lease: LeaseRecord, began: ContinuousClock.Instant
    ) async throws(APIFailure) -> Duration {
        let written = LeaseRecord(try await self.send(self.request(method, lease)))
        return self.duration(of: self.election.withLock { $0.wrote(written, began: began) })
    }

    /// A leader has to know in time that it can't renew its Lease, so that nobody waits for long here.
    private func send(_ request: APIRequest) async throws(APIFailure) -> JSON {
        try await APIClient.translating {
            try await withDeadline(Self.patience) { try await self.client.send(request) }
        }
    }

    private func request(_ method: APIRequest.Method, _ lease: LeaseRecord) -> APIRequest {
        let name = method == .post ? nil : self.name
        return APIRequest(
            method, ResourceEndpoint.leases.path(namespace: self.namespace, name: name),
            body: lease.object(namespace: self.namespace, name: self.name))
    }

    private func duration(of action: LeaderElection.Action) -> Duration {
        if case .wait(let duration) = action { return duration }
        return .seconds(2)
    }

    private func noteChange() {
        // Told under the lock, so that whoever is told last is told what holds.
        self.wasLeader.withLock { wasLeader in
            let isLeader = self.isLeader
            guard wasLeader != isLeader else { return }
            wasLeader = isLeader
            let isWhat = isLeader ? "leads now" : "no longer leads"
            self.logger.notice("this replica \(isWhat): Lease \(self.namespace)/\(self.name)")
            self.onChange(isLeader)
        }
    }
}

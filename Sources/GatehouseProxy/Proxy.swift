public import GatehousePlan
public import GatehouseRouting
public import GatehouseTelemetry
import NIOCore
import NIOPosix
import Synchronization

/// The data plane: workers, and the sockets that they serve.
///
/// Publication is the one way in: `publish` binds what is new, hands the snapshot to every worker, waits until all of
/// them have it, and closes what is no longer asked for.
public final class Proxy: SnapshotSink {
    private let configuration: ProxyConfiguration
    private let registry: MetricsRegistry
    private let group: MultiThreadedEventLoopGroup
    private let workers: [NIOLoopBound<Worker>]
    private let loops: [any EventLoop]
    private let sharedClusters = SharedClusters()
    private let sharedLimiters: SharedRouteLimiters
    /// The TLS contexts of the current snapshot, for the next one.
    private let tls = Mutex(TLSContexts())
    /// The addresses that are open.
    private let open = Mutex<[ListenerAddress: OpenListener]>([:])

    /// A listening address that is open.
    public struct OpenListener: Hashable, Sendable {
        /// The interface.
        public var address: String
        /// The port as the plan has it.
        public var port: Int
        /// The port that is really listened on: after the port map, and the system's choice where that says 0.
        public var localPort: Int
    }

    /// A proxy that listens nowhere yet.
    public init(configuration: ProxyConfiguration, registry: MetricsRegistry, accessLog: AccessLogWriter) async throws {
        self.configuration = configuration
        self.registry = registry
        let group = MultiThreadedEventLoopGroup(numberOfThreads: max(1, configuration.threads))
        self.group = group
        let sharedClusters = self.sharedClusters
        var seeds = SystemRandomNumberGenerator()
        self.sharedLimiters = SharedRouteLimiters(seed: seeds.next())
        let gate = ConnectionGate(limit: configuration.limits.maxConnections)
        var loops: [any EventLoop] = []
        var workers: [NIOLoopBound<Worker>] = []
        for loop in group.makeIterator() {
            let seed = (seeds.next() as UInt64, seeds.next() as UInt64)
            let isFirst = loops.isEmpty
            loops.append(loop)
            workers.append(
                try await loop.submit {
                    let worker = Worker(
                        loop: loop, configuration: configuration, registry: registry,
                        accessLog: AccessLogBuffer(writer: accessLog, format: configuration.accessLogFormat),
                        gate: gate, sharedClusters: sharedClusters, checksHealth: isFirst, seed: seed)
                    worker.start()
                    return NIOLoopBound(worker, eventLoop: loop)
                }.get())
        }
        self.loops = loops
        self.workers = workers
    }

    // MARK: Publication

    /// Serves `snapshot` from now on: binds what is new, hands it to every worker, closes what is no longer asked for.
    public func publish(_ snapshot: Snapshot, endpoints: [String: EndpointSet]) async -> [ListenerFailure] {
        var failures: [ListenerFailure] = []
        var wanted: [ListenerAddress: CompiledListener] = [:]
        for listener in snapshot.listeners {
            let address = self.address(of: listener)
            if let other = wanted[address] {
                failures.append(
                    ListenerFailure(
                        bind: listener.bind, port: listener.port,
                        message: "local port \(address.port) already serves port \(other.port)"))
            } else {
                wanted[address] = listener
            }
        }
        let current = self.open.withLock { $0 }
        var bound: [(address: ListenerAddress, channels: [any Channel])] = []
        for (address, listener) in wanted where current[address] == nil {
            let isOwnPort = (current.keys + bound.map(\.address)).contains { $0.port == address.port }
            switch await self.bind(address, mayBeShared: isOwnPort || self.configuration.sharesPorts) {
            case .success(let channels): bound.append((address, channels))
            case .failure(let error):
                wanted[address] = nil
                failures.append(ListenerFailure(bind: listener.bind, port: listener.port, message: "\(error)"))
            }
        }
        let contents = wanted.mapValues(\.content)
        let tls = TLSContexts(snapshot, reusing: self.tls.withLock { $0 })
        self.tls.withLock { $0 = tls }
        let limiters = self.sharedLimiters.limiters(for: snapshot.rateLimits)
        for index in self.workers.indices {
            let sockets = bound.map { (address: $0.address, channel: $0.channels[index]) }
            await self.onWorker(index) { worker in
                worker.adopt(snapshot, tls: tls, limiters: limiters, endpoints: endpoints, listeners: contents)
                for (address, channel) in sockets {
                    if let content = contents[address] { worker.open(channel, at: address, content: content) }
                }
            }
        }
        self.sharedClusters.keep(Set(snapshot.clusters.map(\.plan.name)))
        var opened: [ListenerAddress: OpenListener] = [:]
        for (address, listener) in wanted {
            let channel = bound.first { $0.address == address }?.channels.first
            let localPort = channel?.localAddress?.port ?? current[address]?.localPort ?? address.port
            opened[address] = OpenListener(address: address.address, port: listener.port, localPort: localPort)
        }
        self.open.withLock { [opened] in $0 = opened }
        self.reportListeners(before: current, now: opened, failures: failures)
        return failures
    }

    /// Replaces the endpoints of the named clusters on every worker.
    public func publish(endpoints: [String: EndpointSet]) async {
        for index in self.workers.indices {
            await self.onWorker(index) { $0.adopt(endpoints: endpoints) }
        }
    }

    /// The local addresses that are open, in order.
    public func openListeners() -> [OpenListener] {
        self.open.withLock { Array($0.values) }.sorted { ($0.address, $0.localPort) < ($1.address, $1.localPort) }
    }

    private func address(of listener: CompiledListener) -> ListenerAddress {
        let port = self.configuration.portMap[listener.port] ?? listener.port
        return ListenerAddress(
            address: listener.bind ?? self.configuration.address, port: port, pickedFor: port == 0 ? listener.port : 0)
    }

    private func bind(
        _ address: ListenerAddress, mayBeShared: Bool
    ) async -> Result<[any Channel], any Error> {
        var channels: [any Channel] = []
        do {
            if !mayBeShared { try ListenerBinding.checkIsFree(address) }
        } catch { return .failure(error) }
        for (loop, worker) in zip(self.loops, self.workers) {
            do {
                channels.append(try await ListenerBinding.bind(address, on: loop, worker: worker))
            } catch {
                for channel in channels { try? await channel.close().get() }
                return .failure(error)
            }
        }
        return .success(channels)
    }

    private func reportListeners(
        before: [ListenerAddress: OpenListener], now: [ListenerAddress: OpenListener], failures: [ListenerFailure]
    ) {
        for address in before.keys where now[address] == nil {
            self.registry.remove(.listenerUp(address: address.address, port: address.port))
        }
        for address in now.keys {
            self.registry.set(.listenerUp(address: address.address, port: address.port), to: 1)
        }
        for failure in failures {
            let port = self.configuration.portMap[failure.port] ?? failure.port
            self.registry.set(
                .listenerUp(address: failure.bind ?? self.configuration.address, port: port), to: 0)
        }
    }

    // MARK: Observation

    /// The clusters with their endpoints and load, summed over the workers.
    public func clusterStates() async -> [ClusterState] {
        var merged: [String: ClusterState] = [:]
        var order: [String] = []
        for index in self.workers.indices {
            for state in await self.onWorker(index, { $0.clusterStates() }) ?? [] {
                if merged[state.name] == nil { order.append(state.name) }
                merged[state.name, default: ClusterState(name: state.name, endpoints: [])].merge(state)
            }
        }
        return order.compactMap { merged[$0] }
    }

    // MARK: The end

    /// Lets every connection end after its current exchange. Listeners stay open meanwhile, because whoever sends the
    /// traffic learns of the drain later than the gateway; each new connection is good for one exchange.
    ///
    /// - Returns: true when all have ended within `limit`.
    public func drain(within limit: Duration) async -> Bool {
        await withTaskGroup(of: Bool.self) { group in
            group.addTask {
                await withDiscardingTaskGroup { workers in
                    for index in self.workers.indices { workers.addTask { await self.drainWorker(index) } }
                }
                return !Task.isCancelled
            }
            group.addTask {
                try? await Task.sleep(for: limit)
                return false
            }
            let isDrained = await group.next() ?? true
            group.cancelAll()
            return isDrained
        }
    }

    private func drainWorker(_ index: Int) async {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        await self.onWorker(index) { worker in worker.drain { continuation.finish() } }
        for await _ in stream {}
    }

    /// Closes everything and ends the workers.
    public func shutdown() async {
        for index in self.workers.indices { await self.onWorker(index) { $0.stop() } }
        try? await self.group.shutdownGracefully()
    }

    @discardableResult
    private func onWorker<Value: Sendable>(_ index: Int, _ body: @escaping @Sendable (Worker) -> Value) async -> Value?
    {
        let worker = self.workers[index]
        return try? await self.loops[index].submit { body(worker.value) }.get()
    }
}

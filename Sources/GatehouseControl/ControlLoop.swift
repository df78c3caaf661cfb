public import GatehouseRouting
public import GatehouseStore
public import GatehouseTelemetry
public import GatehouseTranslation
public import Logging
import GatehouseModel
import GatehousePlan
import Synchronization

/// Keeps the data plane in step with the store: translate, compile, publish.
///
/// A set of resources that translates to the plan that is being served publishes nothing; one that differs in its
/// endpoints only goes by their own lane. Sockets that can't be opened are tried again. Files with certificates are read
/// when they change, if `lookAtFiles` is called from time to time.
public final class ControlLoop: Sendable {
    /// Waits; injected so that tests need not.
    public typealias Sleep = @Sendable (Duration) async throws -> Void
    /// Is told which names are to be resolved, whenever they may have changed, and answers by `resolved`, or by
    /// `unanswered` where the first try finds nothing out.
    public typealias Resolve = @Sendable (Set<String>) -> Void
    /// Tells the time, in seconds since 1970 in UTC.
    public typealias Clock = @Sendable () -> Int

    private let store: Store
    private let pipeline: Pipeline
    private let sink: any SnapshotSink
    private let addresses: ListenerAddresses
    private let metrics: MetricsRegistry?
    private let logger: Logger
    private let sleep: Sleep
    private let surroundings: SurroundingsWatch
    private let resolve: Resolve?
    private let names = NameTable()
    private let state = Mutex<Published?>(nil)
    private let wakeups: AsyncStream<Void>
    private let wakeup: AsyncStream<Void>.Continuation
    /// The number of the retry that is due; 0 while none is.
    private let dueRetry = Mutex(0)

    /// A loop that has not begun.
    public init(
        store: Store, options: TranslationOptions, sink: any SnapshotSink,
        addresses: ListenerAddresses = ListenerAddresses(), metrics: MetricsRegistry? = nil, logger: Logger,
        resolve: Resolve? = nil, clock: @escaping Clock,
        sleep: @escaping Sleep = { try await Task.sleep(for: $0) }
    ) {
        self.store = store
        self.pipeline = Pipeline(options: options)
        self.sink = sink
        self.addresses = addresses
        self.metrics = metrics
        self.logger = logger
        self.sleep = sleep
        self.resolve = resolve
        self.surroundings = SurroundingsWatch(clock: clock)
        (self.wakeups, self.wakeup) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// What is being served; nil before the first publication.
    public var published: Published? { self.state.withLock { $0 } }

    /// Takes in what has changed of the files with certificates, and what time has made of the certificates. Cheap; meant
    /// to be called about once a second.
    public func lookAtFiles() {
        if self.surroundings.haveChanged() { self.wakeup.yield() }
    }

    /// The longest that a change is held back for the first answers to the names that it brings.
    public static let longestWaitForNames = Duration.seconds(5)
    /// The longest that another change, which comes meanwhile, is held back for them.
    public static let longestWaitBehindNames = Duration.milliseconds(500)

    /// Nobody has answered for a name, of which nothing is known yet.
    public func unanswered(_ name: String) { self.names.unanswered(name) }

    /// The addresses of a name are these from now on.
    public func resolved(_ name: String, to addresses: [String]) {
        if self.names.resolved(name, to: addresses) { self.wakeup.yield() }
    }

    /// Publishes what the store holds, and every change to it, until the task is cancelled.
    ///
    /// - Parameter onPublished: called after everything that came of one version of the store is in effect, whether or
    ///   not it made a difference to the data plane.
    public func run(onPublished: @Sendable (Published) -> Void = { _ in }) async {
        await withDiscardingTaskGroup { group in
            group.addTask {
                for await version in self.store.versions() where version > 0 { self.wakeup.yield() }
            }
            var diagnostics = DiagnosticLog(logger: self.logger)
            var listeners = ListenerLog(logger: self.logger, addresses: self.addresses)
            var retries = Retries()
            var memory = PipelineMemory()
            var gauges = CertificateGauges()
            for await _ in self.wakeups {
                var published = await self.update(self.published, memory: &memory)
                if retries.isDue(self.dueRetry.withLock { $0 }) { published = await self.publish(published) }
                self.state.withLock { $0 = published }
                listeners.update(published)
                diagnostics.update(published.diagnostics)
                self.measure(published)
                if let metrics = self.metrics { gauges.update(published.certificates, in: metrics) }
                onPublished(published)
                if let wait = retries.wait(for: published.listenerFailures) {
                    let number = retries.number
                    group.addTask {
                        guard (try? await self.sleep(wait)) != nil else { return }
                        // An older one that waited for longer must not take its place.
                        self.dueRetry.withLock { $0 = max($0, number) }
                        self.wakeup.yield()
                    }
                }
            }
            group.cancelAll()
        }
    }

    /// Brings the data plane in step with the store.
    private func update(_ before: Published?, memory: inout PipelineMemory) async -> Published {
        let contents = self.store.contents()
        let paths = CredentialFiles.paths(namedBy: contents.resources, options: self.pipeline.options)
        let (surroundings, isNew) = self.surroundings.take(paths)
        if let before, before.version == contents.version, !isNew {
            let (addresses, areOthers) = self.names.take()
            return areOthers ? await self.publish(addresses, in: before) : before
        }
        var settled = self.pipeline.translate(contents, surroundings, memory: &memory)
        let names = settled.translation.plan.names
        self.names.keep(names)
        await self.resolveNames(names, of: contents.version)
        let addresses = self.names.take().addresses
        let stated = settled.translation.endpoints
        settled.translation.endpoints = settled.translation.plan.endpoints(stated: stated, addresses: addresses)
        guard let before, before.plan == settled.translation.plan else {
            let generation = (before?.generation ?? 0) &+ 1
            var next = self.pipeline.compile(
                settled, of: contents, generation: generation, reusing: before?.snapshot)
            next.statedEndpoints = stated
            return await self.publish(next)
        }
        await self.publish(settled.translation.endpoints, inPlaceOf: before.endpoints)
        var next = self.pipeline.keep(before, settled, of: contents)
        next.statedEndpoints = stated
        self.note(before.listenerFailures, in: &next)
        return next
    }

    /// Has names resolved, and waits a little for the first answers: a cluster that is served before them answers 503 UH,
    /// where it could have been served a moment later. Envoy warms new clusters for the same reason.
    private func resolveNames(_ names: Set<String>, of version: Int) async {
        guard let resolve = self.resolve else { return }
        resolve(names)
        await self.names.settle(names) { [sleep = self.sleep, store = self.store] in
            await withTaskGroup(of: Void.self) { group in
                group.addTask { try? await sleep(Self.longestWaitForNames) }
                group.addTask {
                    for await newer in store.versions() where newer > version {
                        try? await sleep(Self.longestWaitBehindNames)
                        return
                    }
                }
                await group.next()
                group.cancelAll()
            }
        }
    }

    /// Nothing but the addresses of names has changed.
    private func publish(_ addresses: [String: [String]], in before: Published) async -> Published {
        var next = before
        next.endpoints = before.plan.endpoints(stated: before.statedEndpoints, addresses: addresses)
        await self.publish(next.endpoints, inPlaceOf: before.endpoints)
        return next
    }

    /// Hands the endpoints that are others than before to the data plane.
    private func publish(
        _ endpoints: [String: EndpointSet], inPlaceOf before: [String: EndpointSet]
    ) async {
        let changed = endpoints.filter { before[$0.key] != $0.value }
        if !changed.isEmpty { await self.sink.publish(endpoints: changed) }
    }

    /// Hands the snapshot to the data plane. Doing so again with the same one opens the sockets that are missing.
    private func publish(_ next: Published) async -> Published {
        var next = next
        self.note(await self.sink.publish(next.snapshot, endpoints: next.endpoints), in: &next)
        return next
    }

    private func note(_ failures: [ListenerFailure], in published: inout Published) {
        published.listenerFailures = failures
        published.listenerDiagnostics = failures.map { [plan = published.plan, resources = published.resources] in
            Diagnostic($0, plan: plan, addresses: self.addresses, resources: resources)
        }
    }

    private func measure(_ published: Published) {
        guard let metrics = self.metrics else { return }
        metrics.set(.configGeneration, to: Int(clamping: published.generation))
        var counts: [Diagnostic.Level: Int] = [.error: 0, .warning: 0, .info: 0]
        for diagnostic in published.diagnostics { counts[diagnostic.level, default: 0] += 1 }
        for (level, count) in counts { metrics.set(.configDiagnostics(level: level.rawValue), to: count) }
    }
}

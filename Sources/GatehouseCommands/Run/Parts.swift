import GatehouseAdmin
import GatehouseControl
import GatehouseDNS
import GatehouseHTTP
import GatehouseManifest
import GatehouseProxy
import GatehouseStore
import GatehouseTelemetry
import Logging

/// The parts of a running gateway, wired to one another.
struct Parts: Sendable {
    let source: FileSource
    let loop: ControlLoop
    let proxy: Proxy
    let readiness = ReadinessState()
    let registry: MetricsRegistry
    let threshold: LogThreshold
    let edge: EdgeOptions
    let logger: Logger
    /// Resolves the names that stand for endpoints.
    let names: NameResolution
    private let store = Store()
    private let stops: AsyncStream<Void>
    private let stop: AsyncStream<Void>.Continuation
    private let drainRequests: AsyncStream<Void>
    private let drainRequest: AsyncStream<Void>.Continuation

    init(
        _ command: RunCommand, proxy: Proxy, registry: MetricsRegistry, threshold: LogThreshold, logger: Logger
    ) {
        self.proxy = proxy
        self.registry = registry
        self.threshold = threshold
        self.edge = command.edge.edge
        self.logger = logger
        let manifests = ManifestOptions(defaultNamespace: command.resources.defaultNamespace, unknownFields: .warning)
        self.source = FileSource(paths: command.resources.paths, reader: .validating(options: manifests))
        let names = NameResolution(logger: logger)
        self.names = names
        self.loop = ControlLoop(
            store: self.store, options: command.gateway.translationOptions(command.resources), sink: proxy,
            addresses: command.listening.addresses, metrics: registry, logger: logger,
            resolve: { names.setNames($0) }, clock: { WallClock.now() })
        names.begin(
            NameResolution.Listener(
                onChange: { [loop = self.loop] in loop.resolved($0, to: $1) },
                onUnanswered: { [loop = self.loop] in loop.unanswered($0) }))
        (self.stops, self.stop) = AsyncStream.makeStream(of: Void.self)
        (self.drainRequests, self.drainRequest) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// Keeps the data plane in step with the files until `stopControl` or the end of the task.
    func control() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.source.run(into: self.store) }
            group.addTask { await self.loop.run { _ in self.readiness.configurationPublished() } }
            group.addTask { await self.watchCertificates() }
            for await _ in self.stops {}
            group.cancelAll()
        }
    }

    /// Looks at the files with certificates once a second, so that a renewed certificate is shown without a restart.
    private func watchCertificates() async {
        while (try? await Task.sleep(for: .seconds(1))) != nil { self.loop.lookAtFiles() }
    }

    /// From now on no change on disk goes live: sockets that are drained must not be opened again.
    func stopControl() { self.stop.finish() }

    /// Begins to drain on behalf of the admin API; the process stays until it is told to end.
    func requestDrain() {
        guard self.readiness.drainBegun() else { return }
        self.logger.notice("draining, as the admin API was asked to")
        self.stopControl()
        self.drainRequest.yield()
    }

    /// Drains when asked by the admin API.
    func drainWhenRequested(within limit: Duration) async {
        for await _ in self.drainRequests { _ = await self.proxy.drain(within: limit) }
    }
}

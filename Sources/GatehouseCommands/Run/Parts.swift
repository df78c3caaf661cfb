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
    /// Where the resources come from.
    let sources: [ResourceSource]
    let loop: ControlLoop
    let proxy: Proxy
    let readiness: ReadinessState
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

    /// What else is to know of every publication.
    private let onPublished: @Sendable (Published) -> Void

    init(
        _ options: ServingOptions, extending extensions: GatewayProcess.Extensions, proxy: Proxy,
        registry: MetricsRegistry, threshold: LogThreshold, logger: Logger
    ) {
        self.proxy = proxy
        self.registry = registry
        self.threshold = threshold
        self.edge = options.edge.edge
        self.logger = logger
        let manifests = ManifestOptions(defaultNamespace: options.resources.defaultNamespace, unknownFields: .warning)
        let paths = options.resources.paths
        self.sources =
            (paths.isEmpty ? [] : [.files(FileSource(paths: paths, reader: .validating(options: manifests)))])
            + extensions.sources
        self.onPublished = extensions.onPublished
        self.readiness = ReadinessState(detail: extensions.detail)
        let names = NameResolution(logger: logger)
        self.names = names
        self.loop = ControlLoop(
            store: self.store, options: options.gateway.translationOptions(options.resources), sink: proxy,
            addresses: options.listening.addresses, metrics: registry, logger: logger,
            resolve: { names.setNames($0) }, clock: { WallClock.now() })
        names.begin(
            NameResolution.Listener(
                onChange: { [loop = self.loop] in loop.resolved($0, to: $1) },
                onUnanswered: { [loop = self.loop] in loop.unanswered($0) }))
        (self.stops, self.stop) = AsyncStream.makeStream(of: Void.self)
        (self.drainRequests, self.drainRequest) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// Keeps the data plane in step with the sources until `stopControl` or the end of the task. Nothing is served before
    /// every source has told all that it has: half a configuration would answer 404 for the rest.
    func control() async {
        await withDiscardingTaskGroup { group in
            let (loads, load) = AsyncStream.makeStream(of: Void.self)
            for source in self.sources {
                group.addTask { await source.run(self.store) { load.yield() } }
            }
            group.addTask {
                var missing = self.sources.count
                for await _ in loads {
                    missing -= 1
                    if missing == 0 { break }
                }
                guard !Task.isCancelled else { return }
                await self.loop.run { published in
                    self.readiness.configurationPublished()
                    self.onPublished(published)
                }
            }
            group.addTask { await self.watchCertificates() }
            for await _ in self.stops {}
            group.cancelAll()
        }
    }

    /// Looks at the files with certificates once a second, so that a renewed certificate is shown without a restart.
    private func watchCertificates() async {
        while (try? await Task.sleep(for: .seconds(1))) != nil { self.loop.lookAtFiles() }
    }

    /// From now on no change goes live: sockets that are drained must not be opened again.
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

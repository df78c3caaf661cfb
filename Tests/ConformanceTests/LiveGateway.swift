import GatehouseAnalysis
import GatehouseHTTP
import GatehouseManifest
import GatehouseModel
import GatehousePlan
import GatehouseProxy
import GatehouseRouting
import GatehouseTelemetry
import GatehouseTestSupport
import GatehouseTranslation

/// Resources brought to life the way the gateway does it: read, validated, translated, compiled, and served on
/// 127.0.0.1 by a proxy with an echoing origin behind every service.
struct LiveGateway {
    let diagnostics: [Diagnostic]
    let snapshot: Snapshot
    let endpoints: [String: EndpointSet]
    let proxy: Proxy
    private let origins: [TestOrigin]

    /// Starts a gateway for `manifest`. Each of `backends` is `host` or `host,label=value`; its origin goes by that name.
    static func start(_ manifest: String, backends: [String], edge: EdgeOptions = EdgeOptions()) async throws
        -> LiveGateway
    {
        let read = ManifestReader().read(bytes: Array(manifest.utf8), file: "input.yaml")
        var origins: [TestOrigin] = []
        var endpoints: [ExplicitEndpoint] = []
        for backend in backends {
            let origin = try await TestOrigin.start(name: backend)
            origins.append(origin)
            let parts = backend.split(separator: ",").map(String.init)
            let labels = parts.dropFirst().map { $0.split(separator: "=").map(String.init) }
            endpoints.append(
                ExplicitEndpoint(
                    host: parts[0], address: "127.0.0.1", endpointPort: origin.port,
                    labels: Dictionary(labels.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })))
        }
        let result = Translation.translate(
            ResourceSet(read.resources), options: TranslationOptions(endpoints: endpoints))
        let compiled = Snapshot.compile(result.plan, generation: 1)
        let ports = Dictionary(result.plan.listeners.map { ($0.port, 0) }, uniquingKeysWith: { first, _ in first })
        let proxy = try await Proxy(
            configuration: ProxyConfiguration(address: "127.0.0.1", portMap: ports, threads: 1, edge: edge),
            registry: MetricsRegistry(), accessLog: try AccessLogWriter(destination: .off))
        _ = await proxy.publish(compiled.snapshot, endpoints: result.endpoints)
        return LiveGateway(
            diagnostics: read.diagnostics + read.resources.flatMap { Validation.diagnostics(for: $0) }
                + result.diagnostics,
            snapshot: compiled.snapshot, endpoints: result.endpoints, proxy: proxy, origins: origins)
    }

    /// Where the listener of a plan's port really is; nil when nothing listens.
    func localPort(of port: Int) -> Int? { self.proxy.openListeners().first { $0.port == port }?.localPort }

    func stop() async {
        await self.proxy.shutdown()
        for origin in self.origins { await origin.stop() }
    }
}

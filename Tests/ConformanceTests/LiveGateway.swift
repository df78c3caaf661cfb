import Foundation
import GatehouseAnalysis
import GatehouseHTTP
import GatehouseManifest
import GatehouseModel
import GatehousePlan
import GatehouseProxy
import GatehouseRouting
import GatehouseTelemetry
import GatehouseTestSupport
import NIOCore
import GatehouseTranslation

/// Resources brought to life the way the gateway does it: read, validated, translated, compiled, and served on
/// 127.0.0.1 by a proxy with an echoing origin behind every service.
struct LiveGateway {
    let diagnostics: [Diagnostic]
    let snapshot: Snapshot
    let endpoints: [String: EndpointSet]
    let proxy: Proxy
    private let edge: EdgeOptions
    private let origins: [LiveOrigin]
    private let accessLog: AccessLogWriter
    private let logFile: URL

    /// Starts a gateway for a fixture.
    static func start(_ fixture: Fixture) async throws -> LiveGateway {
        try await self.start(
            fixture.manifest, backends: fixture.backends, secrets: fixture.secrets ?? [], edge: fixture.edge)
    }

    /// Starts a gateway for `manifest`. Each of `backends` is `host` or `host,label=value`, and speaks HTTP/2 if it begins
    /// with `h2:`; its origin goes by the rest. `secrets` are made in the gateway's namespace. A resource that validation
    /// rejects is not served.
    static func start(
        _ manifest: String, backends: [String], secrets: [String] = [], edge: EdgeOptions = EdgeOptions()
    ) async throws -> LiveGateway {
        let manifest = try manifest + secrets.map { try Backend.secret($0) }.joined()
        let read = ManifestReader().read(bytes: Array(manifest.utf8), file: "input.yaml")
        let judged = read.resources.map { ($0, Validation.diagnostics(for: $0)) }
        let admitted = judged.filter { Validation.verdict($0.1) == .admitted }.map(\.0)

        var origins: [LiveOrigin] = []
        for backend in backends { origins.append(try await LiveOrigin.start(backend)) }
        let result = Translation.translate(
            ResourceSet(admitted), options: TranslationOptions(endpoints: origins.map { Backend.endpoint(of: $0) }))
        let compiled = Snapshot.compile(result.plan, generation: 1)

        let logFile = FileManager.default.temporaryDirectory.appendingPathComponent("gatehouse-\(UUID()).log")
        let accessLog = try AccessLogWriter(destination: .file(logFile.path))
        let ports = Dictionary(result.plan.listeners.map { ($0.port, 0) }, uniquingKeysWith: { first, _ in first })
        let proxy = try await Proxy(
            configuration: ProxyConfiguration(
                address: "127.0.0.1", portMap: ports, threads: 1,
                // A machine with much to do is no slow client.
                limits: ProxyConfiguration.Limits(headerTimeout: .minutes(5), handshakeTimeout: .minutes(5)),
                edge: edge, accessLogFormat: .json),
            registry: MetricsRegistry(), accessLog: accessLog)
        _ = await proxy.publish(compiled.snapshot, endpoints: result.endpoints)
        return LiveGateway(
            diagnostics: read.diagnostics + judged.flatMap(\.1) + result.diagnostics, snapshot: compiled.snapshot,
            endpoints: result.endpoints, proxy: proxy, edge: edge, origins: origins, accessLog: accessLog,
            logFile: logFile)
    }

    /// What the simulator says of a call.
    func simulate(_ call: Call) -> Explanation {
        Simulation.simulate(
            self.snapshot, endpoints: self.endpoints,
            call: SimulatedCall(
                port: call.port ?? 80, host: call.host, target: call.path ?? "/", method: call.method ?? "GET",
                headers: call.fields.map { .init(name: $0.name, value: $0.value) }, isSecure: call.tls == true,
                serverName: call.tls == true ? call.serverName : nil, sourceAddress: "127.0.0.1"),
            edge: self.edge)
    }

    /// What the proxy does with a call; nil when nothing listens on the port.
    func send(_ call: Call) async throws -> LiveAnswer? {
        guard let port = self.localPort(of: call.port ?? 80) else { return nil }
        let before = self.origins.map(\.requests.count)
        let response = try await Self.response(to: call, from: port)
        let received = zip(self.origins, before).flatMap { origin, count in origin.requests.dropFirst(count) }
        return LiveAnswer(response: response, requests: received)
    }

    private static func response(to call: Call, from port: Int) async throws -> RawResponse {
        guard call.protocol == .h2 else {
            return try await RawClient.response(from: port, to: call.message, tls: call.clientTLS)
        }
        let client = try await HTTP2Peer.connect(to: port, tls: call.clientTLS)
        do {
            let response = try await client.response(
                call.path ?? "/", method: call.method ?? "GET", host: call.host,
                headers: call.fields.map { ($0.name, $0.value) })
            await client.close()
            return response
        } catch {
            await client.close()
            throw error
        }
    }

    /// Where the listener of a plan's port really is; nil when nothing listens.
    func localPort(of port: Int) -> Int? { self.proxy.openListeners().first { $0.port == port }?.localPort }

    /// Ends everything and returns what was logged.
    @discardableResult
    func stop() async -> [LoggedExchange] {
        await self.proxy.shutdown()
        for origin in self.origins { await origin.stop() }
        self.accessLog.close()
        defer { try? FileManager.default.removeItem(at: self.logFile) }
        return LoggedExchange.read(self.logFile)
    }
}

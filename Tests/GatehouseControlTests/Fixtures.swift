import Foundation
import GatehouseControl
import GatehouseManifest
import GatehousePlan
import GatehouseRouting
import GatehouseStore
import Logging
import Synchronization

/// Manifests to serve, and changes to them.
enum Manifests {
    static let gateway = """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {name: gw}
        spec:
          selector: {istio: ingressgateway}
          servers:
          - port: {number: 80, name: http, protocol: HTTP}
            hosts: ["*"]

        """

    static func virtualService(_ uri: String = "/a", host: String = "a") -> String {
        """
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {name: vs}
        spec:
          hosts: ["*"]
          gateways: [gw]
          http:
          - match: [{uri: {prefix: \(uri)}}]
            route: [{destination: {host: \(host), port: {number: 80}}}]

        """
    }

    static func serviceEntry(address: String = "10.0.0.1") -> String {
        """
        ---
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: a}
        spec:
          hosts: [a.default.svc.cluster.local]
          ports: [{number: 80, name: http, protocol: HTTP}]
          resolution: STATIC
          endpoints: [{address: \(address)}]

        """
    }

    static func serviceEntry(names: [String]) -> String {
        """
        ---
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {name: a}
        spec:
          hosts: [a.default.svc.cluster.local]
          ports: [{number: 80, name: http, protocol: HTTP}]
          resolution: DNS
          endpoints: [\(names.map { "{address: \($0)}" }.joined(separator: ", "))]

        """
    }

    static var all: String { self.gateway + self.virtualService() + self.serviceEntry() }
}

/// A store that is fed from one file.
final class FileFeed {
    let store = Store()
    private let path = FileManager.default.temporaryDirectory.appendingPathComponent("gatehouse-\(UUID()).yaml").path
    private var scanner: FileScanner

    init() { self.scanner = FileScanner(paths: [self.path], reader: .validating(options: ManifestOptions())) }

    deinit { try? FileManager.default.removeItem(atPath: self.path) }

    func write(_ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: self.path))
        self.store.apply(self.scanner.scan())
    }
}

/// Records what is published, and fails to open the ports that it is told to.
final class RecordingSink: SnapshotSink {
    struct State {
        var generations: [UInt64] = []
        var endpoints: [[String: EndpointSet]] = []
        var endpointUpdates: [[String: EndpointSet]] = []
        var failures: [ListenerFailure] = []
    }

    private let state = Mutex(State())

    var record: State { self.state.withLock { $0 } }

    func fail(_ failures: [ListenerFailure]) { self.state.withLock { $0.failures = failures } }

    func publish(_ snapshot: Snapshot, endpoints: [String: EndpointSet]) async -> [ListenerFailure] {
        self.state.withLock { state in
            state.generations.append(snapshot.generation)
            state.endpoints.append(endpoints)
            return state.failures
        }
    }

    func publish(endpoints: [String: EndpointSet]) async {
        self.state.withLock { $0.endpointUpdates.append(endpoints) }
    }
}

/// Keeps what is logged.
struct RecordingLog: LogHandler {
    let lines: Lines

    final class Lines: Sendable {
        private let stored = Mutex<[String]>([])

        var all: [String] { self.stored.withLock { $0 } }

        func append(_ line: String) { self.stored.withLock { $0.append(line) } }
    }

    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    init(lines: Lines) { self.lines = lines }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { self.metadata[key] }
        set { self.metadata[key] = newValue }
    }

    func log(event: LogEvent) { self.lines.append("\(event.level): \(event.message)") }
}

/// Waiting that ends when the test says so.
final class ManualSleep: Sendable {
    private let begun: AsyncStream<Duration>
    private let beginning: AsyncStream<Duration>.Continuation
    private let ended: AsyncStream<Void>
    private let ending: AsyncStream<Void>.Continuation

    init() {
        (self.begun, self.beginning) = AsyncStream.makeStream(of: Duration.self)
        (self.ended, self.ending) = AsyncStream.makeStream(of: Void.self)
    }

    func sleep(_ duration: Duration) async throws {
        self.beginning.yield(duration)
        for await _ in self.ended { return }
        throw CancellationError()
    }

    /// The next wait that begins.
    func next() async -> Duration? {
        for await duration in self.begun { return duration }
        return nil
    }

    /// Ends the wait that goes on.
    func wake() { self.ending.yield() }
}

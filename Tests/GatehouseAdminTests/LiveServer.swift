import GatehousePlan
import Foundation
import GatehouseAdmin
import GatehousePlan
import GatehouseTelemetry
import GatehouseTestSupport
import Logging
import Synchronization
import Testing

/// What the sources of a server under test were asked to do.
final class Recorder: Sendable {
    let drains = Mutex(0)
    let levels = Mutex<[Logger.Level]>([])
    let queries = Mutex<[ExplainQuery]>([])
}

extension AdminSources {
    /// Sources that give fixed answers and record what they are told.
    static func fixed(
        recorder: Recorder = Recorder(), readiness: Readiness = .ready(detail: nil),
        metrics: MetricsRegistry = MetricsRegistry(),
        plan: GatehousePlan.JSONValue? = .object(present: ["listeners": .array([])])
    ) -> AdminSources {
        AdminSources(
            metrics: metrics,
            readiness: { readiness },
            plan: { plan },
            clusters: { .array([.object(present: ["name": "outbound|80||a.default.svc.cluster.local"])]) },
            explain: { query in
                recorder.queries.withLock { $0.append(query) }
                return .object(present: ["outcome": "no_route"])
            },
            drain: { recorder.drains.withLock { $0 += 1 } },
            setLogLevel: { level in recorder.levels.withLock { $0.append(level) } })
    }
}

/// A logger that says nothing.
let silent = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

/// Runs an admin server on a free port while `body` runs.
func withAdminServer(
    _ sources: AdminSources, allowedHosts: Set<String> = [], _ body: @escaping @Sendable (Int) async throws -> Void
) async throws {
    let server = AdminServer(
        address: ListenAddress(host: "127.0.0.1", port: 0), sources: sources, allowedHosts: allowedHosts, logger: silent
    )
    try await withServer({ try await server.run(onListening: $0) }, body)
}

/// Runs a status server on a free port while `body` runs.
func withStatusServer(_ readiness: Readiness, _ body: @escaping @Sendable (Int) async throws -> Void) async throws {
    let server = StatusServer(
        address: ListenAddress(host: "127.0.0.1", port: 0), readiness: { readiness }, logger: silent)
    try await withServer({ try await server.run(onListening: $0) }, body)
}

private func withServer(
    _ run: @escaping @Sendable (@escaping @Sendable (Int) async -> Void) async throws -> Void,
    _ body: @escaping @Sendable (Int) async throws -> Void
) async throws {
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
            defer { continuation.finish() }
            try await run { continuation.yield($0) }
        }
        var iterator = ports.makeAsyncIterator()
        if let port = await iterator.next() {
            try await body(port)
        } else {
            Issue.record("the server did not listen")
        }
        group.cancelAll()
        try await group.waitForAll()
    }
}

/// Sends a request with a method of its own on a fresh connection.
func send(
    _ method: String, _ target: String, to port: Int, host: String = "127.0.0.1", headers: [String] = []
) async throws -> RawResponse {
    let fields = headers.map { $0 + "\r\n" }.joined()
    let request = "\(method) \(target) HTTP/1.1\r\nHost: \(host)\r\n\(fields)Connection: close\r\n\r\n"
    return try await RawClient.response(from: port, to: request)
}

extension RawResponse {
    /// The body as JSON.
    func json() throws -> GatehouseTestSupport.JSONValue {
        try JSONDecoder().decode(GatehouseTestSupport.JSONValue.self, from: Data(self.body))
    }
}

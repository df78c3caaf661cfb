import GatehouseManifest
import GatehouseModel
import GatehouseStore
import GatehouseTestSupport
import Logging

@testable import GatehouseKubernetes

extension DocumentReader {
    /// A reader that takes everything that can be read.
    static var lenient: DocumentReader {
        DocumentReader(options: ManifestOptions()) { _ in Judgement(isServable: true, diagnostics: []) }
    }
}

extension Store {
    /// Returns once the contents are as a test wants them.
    func until(
        within limit: Duration = .seconds(20), _ condition: @escaping @Sendable (Store.Contents) -> Bool
    ) async throws {
        try await withDeadline(limit) {
            for await _ in self.versions() where condition(self.contents()) { return }
        }
    }
}

extension ResourceSet {
    /// Namespaces and names of VirtualServices.
    var virtualServiceNames: Set<String> {
        Set(self.virtualServices.map { "\($0.metadata.namespace)/\($0.metadata.name)" })
    }
}

extension Logger {
    static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}

/// Keeps what is logged, for tests to wait for.
struct RecordedLog: LogHandler {
    let lines = Watched<[String]>([])
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.trace

    var logger: Logger { Logger(label: "test") { _ in self } }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { self.metadata[key] }
        set { self.metadata[key] = newValue }
    }

    func log(event: LogEvent) { self.lines.change { $0.append(event.message.description) } }
}

/// Runs `background` for as long as `body` takes.
func running(
    _ background: @escaping @Sendable () async -> Void, _ body: @escaping @Sendable () async throws -> Void
) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { await background() }
        try await body()
        group.cancelAll()
    }
}

import GatehouseStore
import Logging
import Synchronization

/// The least severe level that is logged; can be changed while the process runs.
final class LogThreshold: Sendable {
    private let stored: Mutex<Logger.Level>

    init(_ level: Logger.Level) { self.stored = Mutex(level) }

    var level: Logger.Level {
        get { self.stored.withLock { $0 } }
        set { self.stored.withLock { $0 = newValue } }
    }
}

/// Writes one line per message to the standard error: time, level, message, metadata.
struct StandardErrorLog: LogHandler {
    let threshold: LogThreshold
    var metadata: Logger.Metadata = [:]

    init(threshold: LogThreshold) { self.threshold = threshold }

    /// What is logged at all. Copies of a logger may ask for less, never for more.
    var logLevel: Logger.Level {
        get { max(self.threshold.level, self.own) }
        set { self.own = newValue }
    }
    private var own = Logger.Level.trace

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { self.metadata[key] }
        set { self.metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let metadata = self.metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
        let details = metadata.map { " \($0.key)=\($0.value)" }.joined()
        StandardError.print("\(WallTime.now().milliText) \(event.level.rawValue) \(event.message)\(details)")
    }
}

import Logging
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

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
        StandardError.print("\(Self.now()) \(event.level.rawValue) \(event.message)\(details)")
    }

    /// The time as the access log writes it, `2026-01-02T03:04:05.678Z`.
    private static func now() -> String {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        var parts = tm()
        gmtime_r(&time.tv_sec, &parts)
        func digits(_ number: Int32, _ count: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(count - text.count, 0)) + text
        }
        let date = "\(digits(parts.tm_year + 1900, 4))-\(digits(parts.tm_mon + 1, 2))-\(digits(parts.tm_mday, 2))"
        let clock = "\(digits(parts.tm_hour, 2)):\(digits(parts.tm_min, 2)):\(digits(parts.tm_sec, 2))"
        return "\(date)T\(clock).\(digits(Int32(time.tv_nsec / 1_000_000), 3))Z"
    }
}

import Synchronization

/// How often to look at the files by the clock: once a second, and less where a look takes so long that it would cost
/// more than a fiftieth of a core.
final class ScanPace: Sendable {
    private let lastScan = Mutex(Duration.zero)

    /// The time until the next look.
    var interval: Duration {
        max(FileSource.pollInterval, self.lastScan.withLock { $0 } * 50)
    }

    /// Runs a scan and keeps how long it took.
    func timed<Result>(_ scan: () -> Result) -> Result {
        let start = ContinuousClock.now
        let result = scan()
        let duration = ContinuousClock.now - start
        self.lastScan.withLock { $0 = duration }
        return result
    }
}

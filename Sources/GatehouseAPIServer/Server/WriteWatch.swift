import NIOCore
import Synchronization

/// Since when a write has been under way.
///
/// What is written goes in parts, so that a client that is slow and takes some of them is told from one that takes none.
final class WriteWatch: Sendable {
    /// How many bytes a part has at most. A connection takes no more before less than half of 64 KiB waits in it (NIO's
    /// marks), so smaller ones would not tell more.
    static let part = 32 * 1024

    private let start = Mutex<ContinuousClock.Instant?>(nil)

    /// The parts of what is to be written.
    static func parts(of bytes: [UInt8]) -> some Sequence<ArraySlice<UInt8>> {
        stride(from: 0, to: bytes.count, by: Self.part).lazy.map { bytes[$0...].prefix(Self.part) }
    }

    /// A part is handed over from now on.
    func begin() { self.start.withLock { $0 = .now } }

    /// The client has taken enough of it.
    func end() { self.start.withLock { $0 = nil } }

    /// Whether a part has been under way for so long.
    func isStalled(since time: Duration) -> Bool {
        self.start.withLock { start in start.map { $0.duration(to: .now) >= time } ?? false }
    }

    /// Closes a connection once a part has been under way for `patience`, and for twice that at most. Returns then, or when
    /// it is cancelled.
    func close(_ channel: any Channel, whenStalledFor patience: Duration) async {
        while !Task.isCancelled {
            do { try await Task.sleep(for: patience) } catch { return }
            if self.isStalled(since: patience) { return channel.close(promise: nil) }
        }
    }
}

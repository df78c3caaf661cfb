import NIOCore
import NIOPosix

/// The event loop that something works on: one that it was given, or one of its own with a thread of its own.
struct WorkLoop: Sendable {
    /// Where the work is done.
    let loop: any EventLoop
    /// The group of a loop that is nobody else's.
    private let ownGroup: MultiThreadedEventLoopGroup?

    /// - Parameter loop: the loop to work on; nil for one of its own.
    init(_ loop: (any EventLoop)?) {
        if let loop {
            self.loop = loop
            self.ownGroup = nil
        } else {
            let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
            self.loop = group.next()
            self.ownGroup = group
        }
    }

    /// Ends a loop of one's own, with its thread; returns when they are gone.
    func shutdown() async { try? await self.ownGroup?.shutdownGracefully() }

    /// Ends a loop of one's own, with its thread, some time soon. May be called on it.
    func beginShutdown() { self.ownGroup?.shutdownGracefully { _ in } }
}

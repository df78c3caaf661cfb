import NIOCore

/// How a peer ended a connection.
public enum ConnectionEnd: Sendable, Hashable {
    /// An orderly end of stream (FIN).
    case finished
    /// A reset (RST).
    case reset
}

/// Why a wait on a ``RawConnection`` failed. The text is what had been received and not taken.
public enum RawConnectionError: Error, Hashable {
    /// Nothing satisfied the wait in time.
    case deadlinePassed(received: String)
    /// The peer finished before what was waited for had come.
    case ended(received: String)
    /// The peer reset the connection.
    case reset(received: String)
    /// Nothing listens on the port.
    case refused
    /// Two waits at once on one connection.
    case busy
}

extension EventLoopFuture where Value: Sendable {
    /// The value, or the error `failure` when it takes longer than `limit`.
    func value(within limit: Duration, orFailWith failure: RawConnectionError) async throws -> Value {
        let promise = self.eventLoop.makePromise(of: Value.self)
        let deadline = self.eventLoop.scheduleTask(in: limit.timeAmount) { promise.fail(failure) }
        self.whenComplete { result in
            deadline.cancel()
            promise.completeWith(result)
        }
        return try await promise.futureResult.get()
    }
}

extension Duration {
    var timeAmount: TimeAmount {
        let (seconds, attoseconds) = self.components
        return .seconds(seconds) + .nanoseconds(attoseconds / 1_000_000_000)
    }
}

import NIOCore
import NIOPosix
import Synchronization

/// A value that one side changes and a test waits on, until it has become what the test wants, with a deadline.
public final class Watched<Value: Sendable>: Sendable {
    private struct Wait: Sendable {
        var number: Int
        var attempt: @Sendable (inout Value) -> Bool
        var fail: @Sendable (any Error) -> Void
    }

    private struct State: Sendable {
        var value: Value
        var waits: [Wait] = []
        var next = 0
    }

    private let state: Mutex<State>

    /// A value to begin with.
    public init(_ value: Value) { self.state = Mutex(State(value: value)) }

    /// The value now.
    public var current: Value { self.state.withLock { $0.value } }

    /// Changes the value, and lets those see it who wait.
    public func change(_ body: (inout Value) -> Void) {
        self.state.withLock { state in
            body(&state.value)
            let waits = state.waits
            state.waits = waits.filter { !$0.attempt(&state.value) }
        }
    }

    /// What `extract` finds in the value, as soon as it finds something; it may change the value, to take out what it
    /// found.
    public func wait<Found: Sendable>(
        within limit: Duration = RawConnection.patience,
        _ extract: @escaping @Sendable (inout Value) throws -> Found?
    ) async throws -> Found {
        let loop = MultiThreadedEventLoopGroup.singleton.any()
        let promise = loop.makePromise(of: Found.self)
        let number = self.state.withLock { state in
            state.next += 1
            let wait = Wait(
                number: state.next,
                attempt: { value in
                    do {
                        guard let found = try extract(&value) else { return false }
                        promise.succeed(found)
                    } catch {
                        promise.fail(error)
                    }
                    return true
                }, fail: { promise.fail($0) })
            if !wait.attempt(&state.value) { state.waits.append(wait) }
            return state.next
        }
        let deadline = loop.scheduleTask(in: limit.timeAmount) { self.expire(number) }
        defer { deadline.cancel() }
        return try await promise.futureResult.get()
    }

    /// Returns once `condition` holds.
    public func until(
        within limit: Duration = RawConnection.patience, _ condition: @escaping @Sendable (Value) -> Bool
    ) async throws {
        try await self.wait(within: limit) { condition($0) ? () : nil }
    }

    private func expire(_ number: Int) {
        let (wait, value) = self.state.withLock { state in
            let wait = state.waits.first { $0.number == number }
            state.waits.removeAll { $0.number == number }
            return (wait, state.value)
        }
        wait?.fail(RawConnectionError.deadlinePassed(received: String("\(value)".prefix(4096))))
    }
}

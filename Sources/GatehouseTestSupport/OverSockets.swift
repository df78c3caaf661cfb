public import Testing
import Synchronization

/// Lets only a few tests over sockets run at a time.
///
/// All of them at once keep every core busy, and then what should take a millisecond takes seconds: time limits of the
/// gateway pass that a test did not mean, and those of the tests themselves.
public struct OverSockets: TestTrait, SuiteTrait, TestScoping {
    private static let turnstile = Turnstile(places: 16)

    /// Every test of a suite waits for itself.
    public var isRecursive: Bool { true }

    /// Runs a test case once there is a place for it.
    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        guard testCase != nil else { return try await function() }
        await Self.turnstile.enter()
        defer { Self.turnstile.leave() }
        try await function()
    }
}

extension Trait where Self == OverSockets {
    /// The tests take turns with all others that have this trait.
    public static var overSockets: Self { Self() }
}

/// So many places; who finds none waits, first come first served.
private final class Turnstile: Sendable {
    private struct State {
        var places: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    init(places: Int) { self.state = Mutex(State(places: places)) }

    func enter() async {
        await withCheckedContinuation { continuation in
            let hasPlace = self.state.withLock { state in
                if state.places > 0 {
                    state.places -= 1
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if hasPlace { continuation.resume() }
        }
    }

    func leave() {
        let next = self.state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard !state.waiting.isEmpty else {
                state.places += 1
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.resume()
    }
}

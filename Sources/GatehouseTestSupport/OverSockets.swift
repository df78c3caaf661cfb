public import Testing

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

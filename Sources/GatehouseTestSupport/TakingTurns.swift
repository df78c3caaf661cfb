public import Testing

/// Lets only so many tests with the same turnstile run at a time.
public struct TakingTurns: TestTrait, SuiteTrait, TestScoping {
    let turnstile: Turnstile

    fileprivate static let sockets = Turnstile(places: 16)
    fileprivate static let apiServer = Turnstile(places: 1)

    /// Every test of a suite waits for itself.
    public var isRecursive: Bool { true }

    /// Runs a test case once there is a place for it.
    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        guard testCase != nil else { return try await function() }
        await self.turnstile.enter()
        defer { self.turnstile.leave() }
        try await function()
    }
}

extension Trait where Self == TakingTurns {
    /// Tests over sockets, a few at a time. All of them at once keep every core busy, and then what should take a
    /// millisecond takes seconds: time limits of the gateway pass that a test did not mean, and those of the tests
    /// themselves.
    public static var overSockets: Self { Self(turnstile: Self.sockets) }

    /// Tests that use the API server that GATEHOUSE_TEST_KUBECONFIG names, one at a time: there is one for all suites, and
    /// some tests stop it, list it as a whole or empty it.
    public static var onTheAPIServer: Self { Self(turnstile: Self.apiServer) }
}

public import Testing

/// Lets one test at a time use the API server that GATEHOUSE_TEST_KUBECONFIG names.
///
/// There is one for all suites, and some tests stop it, list it as a whole or empty it.
public struct OnTheAPIServer: TestTrait, SuiteTrait, TestScoping {
    private static let turnstile = Turnstile(places: 1)

    /// Every test of a suite waits for itself.
    public var isRecursive: Bool { true }

    /// Runs a test case once the server is free.
    public func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        guard testCase != nil else { return try await function() }
        await Self.turnstile.enter()
        defer { Self.turnstile.leave() }
        try await function()
    }
}

extension Trait where Self == OnTheAPIServer {
    /// The tests have the API server for themselves.
    public static var onTheAPIServer: Self { Self() }
}

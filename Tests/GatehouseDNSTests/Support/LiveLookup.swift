import NIOCore
import NIOPosix

@testable import GatehouseDNS

/// Looks a name up once, over real sockets.
func lookUp(_ name: String, _ configuration: ResolverConfiguration) async throws -> LookupResult {
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let promise = loop.makePromise(of: LookupResult.self)
    loop.execute {
        let resolver = Resolver(loop: loop, configuration: configuration)
        resolver.resolve(name) { result in
            promise.succeed(result)
            resolver.shutdown()
        }
    }
    return try await promise.futureResult.get()
}

extension ResolverConfiguration {
    /// Asks these servers, and waits for as long as a loaded machine may need unless a test is about waiting.
    static func live(
        _ servers: ServerAddress..., timeout: Duration = .seconds(20), _ body: (inout Self) -> Void = { _ in }
    ) -> Self {
        var configuration = ResolverConfiguration(servers: servers)
        configuration.timeout = timeout
        configuration.attempts = 1
        body(&configuration)
        return configuration
    }
}

extension LookupResult {
    /// An answer as the test's servers give it: one address of each family.
    static let addressed = LookupResult(
        v4: .addresses([ip("198.51.100.1")], timeToLive: .seconds(30)),
        v6: .addresses([ip("2001:db8::1")], timeToLive: .seconds(30)))
}

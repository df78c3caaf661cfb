public import Logging

/// The admin API: what the gateway does and why, its metrics, and the few things that can be told it while it runs.
///
/// It has no passwords. What guards it is its address, the loopback interface by default, and `BrowserGuard`.
public struct AdminServer: Sendable {
    private let server: EndpointServer

    /// A server that does not listen yet. Requests must name it by an IP address, by `localhost` or by one of
    /// `allowedHosts`.
    public init(address: ListenAddress, sources: AdminSources, allowedHosts: Set<String> = [], logger: Logger) {
        let endpoints = EndpointTable(
            Endpoint.admin(sources), guardedBy: BrowserGuard(allowedHosts: allowedHosts), hasIndex: true)
        self.server = EndpointServer(name: "admin", address: address, endpoints: endpoints, logger: logger)
    }

    /// Listens and answers until the task is cancelled or the process is to shut down. Throws when the address cannot be
    /// bound. `onListening` is called with the port once it is.
    public func run(onListening: @escaping @Sendable (Int) async -> Void = { _ in }) async throws {
        try await self.server.run(onListening: onListening)
    }
}

/// Health for load balancers and kubelets, on an address of its own because it is open to the network.
public struct StatusServer: Sendable {
    private let server: EndpointServer

    /// A server that does not listen yet.
    public init(
        address: ListenAddress, readiness: @escaping @Sendable () async -> Readiness, logger: Logger
    ) {
        let endpoints = EndpointTable(Endpoint.status(readiness), guardedBy: nil, hasIndex: false)
        self.server = EndpointServer(name: "status", address: address, endpoints: endpoints, logger: logger)
    }

    /// Listens and answers until the task is cancelled or the process is to shut down. Throws when the address cannot be
    /// bound. `onListening` is called with the port once it is.
    public func run(onListening: @escaping @Sendable (Int) async -> Void = { _ in }) async throws {
        try await self.server.run(onListening: onListening)
    }
}

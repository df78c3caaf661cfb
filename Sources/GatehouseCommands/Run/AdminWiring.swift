import GatehouseModel
import GatehousePlan
import GatehouseAdmin
import GatehouseControl
import GatehouseProxy
import Logging

extension Parts {
    /// The servers beside the data plane that the command line asks for.
    func servers(_ options: ListeningOptions) -> [@Sendable () async throws -> Void] {
        var servers: [@Sendable () async throws -> Void] = []
        // What keeps a server from working is thrown; what it logs besides is that it was cancelled at the end.
        var quiet = self.logger
        quiet.logLevel = .critical
        if let socket = options.admin.socket {
            let server = AdminServer(
                address: ListenAddress(host: socket.address, port: socket.port), sources: self.adminSources,
                logger: quiet)
            servers.append {
                try await Self.explainingFailure(of: "the admin API", at: socket, option: "--admin") {
                    try await server.run { port in
                        let socket = SocketAddressText(address: socket.address, port: port)
                        self.logger.notice("admin API at http://\(socket.description)")
                    }
                }
            }
        }
        if let socket = options.status.socket {
            let server = StatusServer(
                address: ListenAddress(host: socket.address, port: socket.port),
                readiness: { self.readiness.readiness }, logger: quiet)
            servers.append {
                try await Self.explainingFailure(of: "the status server", at: socket, option: "--status") {
                    try await server.run { port in
                        let socket = SocketAddressText(address: socket.address, port: port)
                        self.logger.notice("health at http://\(socket.description)/healthz/ready")
                    }
                }
            }
        }
        return servers
    }

    private var adminSources: AdminSources {
        AdminSources(
            metrics: self.registry, readiness: { self.readiness.readiness },
            plan: { self.loop.published?.json },
            clusters: { JSONValue.array(await self.proxy.clusterStates().map(\.json)) },
            explain: { self.explain($0) }, drain: { self.requestDrain() },
            setLogLevel: { level in
                self.threshold.level = level
                self.logger.notice("the log level is \(level.rawValue) now")
            })
    }

    private static func explainingFailure(
        of name: String, at socket: SocketAddressText, option: String, _ run: () async throws -> Void
    ) async throws {
        do {
            try await run()
        } catch {
            if error is CancellationError || Task.isCancelled { throw error }
            let reason = SystemReason.plain("\(error)")
            throw CommandFailure.failed(
                "\(name) cannot listen on \(socket.description): \(reason). Pass \(option) with another ADDRESS:PORT, or off."
            )
        }
    }
}

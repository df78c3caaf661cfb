import GatehouseControl
import GatehouseDNS
import GatehouseModel
import GatehousePlan
import GatehouseTranslation
import Logging

/// Answers DNS queries for the hosts of live Gateways with the gateway's address.
struct IngressZone: Sendable {
    let socket: SocketAddressText
    /// Where clients reach the gateway.
    let address: String
    let logger: Logger
    private let server = ZoneServer()

    init(_ socket: SocketAddressText, address: String, logger: Logger) {
        self.socket = socket
        self.address = address
        self.logger = logger
    }

    /// Listens until the task is cancelled.
    func run() async throws {
        guard var address = ServerAddress(self.socket.address) else { return }
        address.port = UInt16(clamping: self.socket.port)
        do {
            let bound = try await self.server.start(on: address)
            let socket = SocketAddressText(address: self.socket.address, port: Int(bound.port))
            self.logger.notice("DNS at \(socket.description), for the hosts of the Gateways")
        } catch {
            throw CommandFailure.failed("--dns: \(SystemReason.plain(error.description))")
        }
        // Nothing is yielded: this waits for the end.
        let (ends, _) = AsyncStream.makeStream(of: Void.self)
        for await _ in ends {}
        await self.server.shutdown()
    }

    /// Answers for these Gateways from now on.
    func update(_ published: Published) {
        self.server.update(
            hosts: ClaimedHosts(published.claimedHosts),
            addresses: ResolvedAddresses([IPAddress(self.address)].compactMap(\.self)))
    }
}

extension Published {
    /// The hosts of the servers that are listened for, without the namespaces that may bind to them.
    var claimedHosts: Set<String> {
        var bound: Set<Origin> = []
        for server in self.status.servers {
            if case .bound = server.outcome { bound.insert(server.origin) }
        }
        var hosts: Set<String> = []
        for gateway in self.resources.gateways {
            for (index, server) in gateway.spec.servers.enumerated() {
                let origin = Origin(
                    kind: gateway.key.kind, namespace: gateway.key.namespace, name: gateway.key.name,
                    path: "spec.servers[\(index)]")
                guard bound.contains(origin) else { continue }
                for host in server.hosts { hosts.insert(host.split(separator: "/").last.map(String.init) ?? host) }
            }
        }
        return hosts
    }
}

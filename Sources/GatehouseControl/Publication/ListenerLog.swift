import GatehousePlan
import GatehouseRouting
import Logging

/// Says which sockets were opened and closed, and which Gateway asked for them.
struct ListenerLog {
    private struct Socket: Hashable, Comparable {
        var bind: String?
        var port: Int

        static func < (left: Socket, right: Socket) -> Bool {
            (left.bind ?? "", left.port) < (right.bind ?? "", right.port)
        }
    }

    private var open: [Socket: String] = [:]
    private let logger: Logger
    private let addresses: ListenerAddresses

    init(logger: Logger, addresses: ListenerAddresses) {
        self.logger = logger
        self.addresses = addresses
    }

    /// Takes in what is served now.
    mutating func update(_ published: Published) {
        let failed = Set(published.listenerFailures.map { Socket(bind: $0.bind, port: $0.port) })
        var current: [Socket: String] = [:]
        for listener in published.plan.listeners {
            let socket = Socket(bind: listener.bind, port: listener.port)
            if !failed.contains(socket) { current[socket] = self.text(listener) }
        }
        for (socket, text) in self.open.sorted(by: { $0.key < $1.key }) where current[socket] == nil {
            self.logger.notice("closed \(text)")
        }
        for (socket, text) in current.sorted(by: { $0.key < $1.key }) where self.open[socket] == nil {
            self.logger.notice("listening on \(text)")
        }
        self.open = current
    }

    private func text(_ listener: ListenerPlan) -> String {
        let place = self.addresses.text(bind: listener.bind, port: listener.port)
        let port = self.addresses.localPort(of: listener.port) == listener.port ? "" : "port \(listener.port), "
        let origins = listener.origins.map(\.description).joined(separator: ", ")
        return "\(place) (\(port)\(listener.protocolName)) for \(origins)"
    }
}

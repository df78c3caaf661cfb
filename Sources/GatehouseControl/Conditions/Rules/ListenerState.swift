import GatehouseModel
import GatehousePlan
import GatehouseRouting

/// A listener of the plan, and whether its socket is open.
struct ListenerState {
    /// Why a socket is not open.
    struct Failure {
        /// Why, as one word.
        var reason: ConditionReason
        /// Why, and what to do about it.
        var message: String
    }

    /// As translation's status names it, `0.0.0.0_80`.
    let name: String
    /// Where it is on this machine, `0.0.0.0:8080 (HTTP)`.
    let text: String
    /// Why the socket is not open; nil where it is.
    let failure: Failure?
    /// The servers whose TLS handshakes fail because there is no certificate to show.
    let serversWithoutCertificate: Set<Origin>
    /// The names of its route tables.
    let routeTables: [String]
    /// Those of them that belong to such servers.
    let routeTablesWithoutCertificate: Set<String>

    /// A listener's state.
    init(_ listener: ListenerPlan, in published: Published, addresses: ListenerAddresses) {
        self.name = "\(listener.bind ?? "0.0.0.0")_\(listener.port)"
        self.text = "\(addresses.text(bind: listener.bind, port: listener.port)) (\(listener.protocolName))"
        self.failure = published.listenerFailures.first { $0.bind == listener.bind && $0.port == listener.port }.map {
            let diagnostic = Diagnostic(
                $0, plan: published.plan, addresses: addresses, resources: published.resources)
            return Failure(
                reason: ConditionReason(listenFailure: SystemReason.plain($0.message)), message: diagnostic.message)
        }
        var withoutCertificate: Set<Origin> = []
        var tables: [String] = []
        var closedTables: Set<String> = []
        switch listener.content {
        case .http(let table): tables = [table.name]
        case .tcp: break
        case .tls(let tls):
            for chain in tls.chains {
                let isClosed = chain.tls?.identities.isEmpty == true
                if isClosed { withoutCertificate.formUnion(chain.origins) }
                guard case .http(let table, _) = chain.content else { continue }
                tables.append(table.name)
                if isClosed { closedTables.insert(table.name) }
            }
        }
        self.routeTables = tables
        self.serversWithoutCertificate = withoutCertificate
        self.routeTablesWithoutCertificate = closedTables
    }
}

extension ConditionReason {
    /// The word for the system's reason why a socket can't be opened.
    fileprivate init(listenFailure reason: String) {
        if reason.contains("in use") {
            self = .addressInUse
        } else if reason.contains("permission") {
            self = .permissionDenied
        } else if reason.contains("assign requested address") {
            self = .addressNotAvailable
        } else {
            self = .listenFailed
        }
    }
}

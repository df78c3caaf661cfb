import GatehousePlan
import GatehouseRouting
import GatehouseTLS

/// The TLS contexts that a snapshot needs, made before it is published so that no worker ever waits for one. Those of the
/// snapshot before are used again where nothing has changed, and with them the sessions that clients can resume.
struct TLSContexts: Sendable {
    private(set) var servers: [ServerTLSPlan: ServerTLSContext] = [:]
    private(set) var clients: [ClientKey: ClientTLSContext] = [:]

    /// What makes two contexts for upstreams different.
    struct ClientKey: Hashable, Sendable {
        var plan: ClientTLSPlan
        var isHTTP2: Bool
    }

    /// No contexts.
    init() {}

    /// The contexts for a snapshot. What can't be made is missing, and its handshakes fail.
    init(_ snapshot: Snapshot, reusing previous: TLSContexts) {
        for listener in snapshot.listeners {
            guard case .tls(let chains) = listener.content else { continue }
            for plan in chains.chains.compactMap(\.tls) where self.servers[plan] == nil {
                self.servers[plan] = previous.servers[plan] ?? (try? ServerTLSContext(plan))
            }
        }
        for cluster in snapshot.clusters {
            guard let plan = cluster.plan.tls else { continue }
            for isHTTP2 in [false, true] where cluster.plan.maySpeak(http2: isHTTP2) {
                let key = ClientKey(plan: plan, isHTTP2: isHTTP2)
                guard self.clients[key] == nil else { continue }
                self.clients[key] =
                    previous.clients[key]
                    ?? (try? ClientTLSContext(plan, applicationProtocols: isHTTP2 ? ["h2"] : ["http/1.1"]))
            }
        }
    }
}

extension ClusterPlan {
    fileprivate func maySpeak(http2: Bool) -> Bool {
        switch self.upstreamProtocol {
        case .http1: !http2
        case .http2: http2
        case .client: true
        }
    }
}

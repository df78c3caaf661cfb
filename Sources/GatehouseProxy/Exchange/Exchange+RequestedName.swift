import GatehouseHTTP
import GatehouseRouting
import GatehouseUpstream

/// Resolve: where the request itself names the host that it goes to (semantics S1, DYNAMIC_DNS).
extension Exchange {
    /// Picks an endpoint of the host that the request names, as the upstream would see it; waits for it to be resolved
    /// if need be.
    func beginTry(of hosts: RequestedHosts, _ cluster: UpstreamCluster) {
        guard let name = self.request.withBytes(self.request.authority, { hosts.names.name(in: $0) }) else {
            return self.fail(.nameNotResolved(.notCovered))
        }
        let ticket = self.ticket
        let tries = self.retry.tries
        let finding = hosts.find(name, cluster, worker: self.worker) {
            if self.isWaiting(ticket: ticket, tries: tries) { self.beginTry() }
        }
        switch finding {
        case .later: break
        case .failure(let failure): self.fail(failure)
        case .endpoints(let endpoints):
            let tried = self.tried.endpoints
            let fresh = endpoints.first { endpoint in !tried.contains { $0 === endpoint } }
            guard let endpoint = fresh ?? endpoints.first else { return self.fail(.noHealthyEndpoint) }
            self.beginTry(at: endpoint, cluster)
        }
    }
}

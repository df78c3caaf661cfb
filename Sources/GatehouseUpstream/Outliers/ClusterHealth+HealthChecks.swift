import Synchronization

extension ClusterHealth {
    /// Whether an endpoint counts as well before its first health check is answered, for `EndpointHealth.init` and
    /// `HealthCheckState.init`.
    ///
    /// As in Envoy, an endpoint that joins has to pass a check first. But that holds only once anything is known of the
    /// cluster: as long as no check at all was answered, that is after the start and when health checks are new, its
    /// endpoints count as well each until its own first answer, so that a start does not answer 503.
    public var presumesWell: Bool { !self.isChecked.load(ordering: .relaxed) }

    /// A health check was answered, or was not in time; `isWell` is what the checker makes of the endpoint now.
    ///
    /// A good answer of an endpoint that is well lets it in as well if it was ejected, as in Envoy
    /// (`successful_active_health_check_uneject_host`, on by default).
    public func checked(
        _ endpoint: EndpointHealth, answer: HealthAnswer, isWell: Bool, now: UInt64
    ) -> EjectionEvent? {
        if self.presumesWell { self.isChecked.store(true, ordering: .relaxed) }
        self.set(endpoint, isWell: isWell)
        guard isWell, answer.isGood else { return nil }
        return self.letIn(endpoint, because: .healthCheckPassed) { $0.letIn(at: now) }
    }

    /// The cluster has no health checks any more: every endpoint counts as well, and nothing is known.
    public func endHealthChecks(_ endpoints: some Sequence<EndpointHealth>) {
        self.isChecked.store(false, ordering: .relaxed)
        for endpoint in endpoints { self.set(endpoint, isWell: true) }
    }

    private func set(_ endpoint: EndpointHealth, isWell: Bool) {
        let change = endpoint.change { condition in
            guard condition.isWell != isWell else { return nil }
            var next = condition
            next.isWell = isWell
            return next
        }
        if change != nil { self.publishChange() }
    }
}

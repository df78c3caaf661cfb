import GatehouseHTTP
import GatehousePlan
import GatehouseUpstream
import NIOCore

/// Active health checks: one worker asks on behalf of all. Times hold to a quarter of a second, as the worker looks at
/// them that often.
extension UpstreamCluster {
    /// Asks the endpoints whose turn it is.
    func checkHealth(now: NIODeadline, worker: Worker) {
        guard let plan = self.plan.healthCheck, worker.checksHealth else { return }
        for endpoint in self.endpoints where endpoint.isReady {
            self.checkHealth(of: endpoint, plan, now: now.uptimeNanoseconds, worker: worker)
        }
    }

    private func checkHealth(of endpoint: UpstreamEndpoint, _ plan: HealthCheckPlan, now: UInt64, worker: Worker) {
        let tenth = UInt64(max(1, TimeAmount(plan.interval).nanoseconds / 10))
        let jitter = worker.random.next().multipliedFullWidth(by: tenth).high
        var state =
            endpoint.check ?? HealthCheckState(isPresumedWell: endpoint.health.isWell, now: now, jitter: jitter)
        let step = state.timePassed(to: now, under: plan, jitter: jitter)
        endpoint.check = state
        switch step {
        case .wait: break
        case .ask(let number):
            let probe = HealthProbe(plan) { answer in
                endpoint.probe = nil
                let now = NIODeadline.now().uptimeNanoseconds
                let change = endpoint.check?.answered(answer, check: number, now: now, under: plan, jitter: jitter)
                self.answered(answer, by: endpoint, change ?? nil, now: now, worker: worker)
            }
            endpoint.probe = probe
            probe.ask(endpoint, of: self, worker: worker)
        case .abandon(_, let change):
            endpoint.probe?.abandon()
            endpoint.probe = nil
            self.answered(.timedOut, by: endpoint, change, now: now, worker: worker)
        }
    }

    private func answered(
        _ answer: HealthAnswer, by endpoint: UpstreamEndpoint, _ change: HealthCheckState.Change?, now: UInt64,
        worker: Worker
    ) {
        let isWell = endpoint.check?.isWell ?? true
        let event = self.shared.health.checked(endpoint.health, answer: answer, isWell: isWell, now: now)
        if let event { worker.configuration.onEndpointEvent(EndpointEvent(cluster: self, endpoint, event)) }
        if let change {
            worker.configuration.onEndpointEvent(EndpointEvent(cluster: self, endpoint, change, answer))
        }
    }
}

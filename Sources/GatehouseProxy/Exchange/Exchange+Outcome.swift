import GatehousePlan
import GatehouseTelemetry
import GatehouseUpstream
import NIOCore

/// What becomes of a try, as far as it says something of the endpoint (outlier detection).
extension Exchange {
    /// Notes what came of the try, and ejects the endpoint if that is the failure too many.
    func note(_ outcome: TryOutcome) {
        guard let cluster, let endpoint, let plan = cluster.plan.outlierDetection else { return }
        guard let reason = endpoint.health.record(outcome, under: plan) else { return }
        cluster.eject(endpoint, for: reason, plan, worker: self.worker)
    }

    /// Notes that the try failed.
    func note(_ failure: RequestFailure) {
        switch failure {
        case .connectFailed: self.note(.connectFailed)
        case .connectTimedOut, .responseTimedOut, .perTryTimedOut: self.note(.timedOut)
        case .upstreamClosed, .upstreamReset, .upstreamProtocolError: self.note(.connectionLost)
        case .malformed, .malformedGRPCWeb, .lowVersion, .upgradeRefused, .noRoute, .misdirected, .noCluster,
            .noHealthyEndpoint, .nameNotResolved, .streamIdle, .headerTimedOut, .faultInjected, .overflow,
            .rateLimited, .bodyTooLarge, .requestTimedOut, .downstreamClosed:
            break
        }
    }
}

extension UpstreamCluster {
    /// Ejects an endpoint, unless as many are out as may be.
    func eject(
        _ endpoint: UpstreamEndpoint, for reason: EjectionReason, _ plan: OutlierDetectionPlan, worker: Worker
    ) {
        let event = self.shared.health.eject(
            endpoint.health, for: reason, now: NIODeadline.now().uptimeNanoseconds, plan: plan,
            endpointCount: self.endpoints.count)
        guard let event else { return }
        self.counters.add(.ejectionsTotal)
        worker.configuration.onEndpointEvent(EndpointEvent(cluster: self, endpoint, event))
    }

    /// Lets endpoints in again whose time is over. Called now and then by every worker; one of them does the work.
    func sweep(now: NIODeadline, worker: Worker) {
        let events = self.shared.health.sweep(
            self.endpoints.lazy.map(\.health), now: now.uptimeNanoseconds, plan: self.plan.outlierDetection)
        for (place, event) in events where self.endpoints.indices.contains(place) {
            worker.configuration.onEndpointEvent(EndpointEvent(cluster: self, self.endpoints[place], event))
        }
    }
}

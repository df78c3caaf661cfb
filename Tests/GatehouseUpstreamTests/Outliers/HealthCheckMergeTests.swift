import GatehousePlan
import Testing

@testable import GatehouseUpstream

@Suite("Health checks and ejections together say whether an endpoint is usable")
struct HealthCheckMergeTests {
    private static func eject(_ endpoint: EndpointHealth, of cluster: ClusterHealth) {
        _ = cluster.eject(
            endpoint, for: .consecutive5xx, now: 0, plan: OutlierDetectionPlan(), endpointCount: 1)
    }

    @Test(
        "usable is neither ejected nor unwell",
        arguments: [(false, true, true), (true, true, false), (false, false, false), (true, false, false)])
    func usable(isEjected: Bool, isWell: Bool, isUsable: Bool) {
        let cluster = ClusterHealth()
        let endpoint = EndpointHealth(isWell: isWell)
        if isEjected { Self.eject(endpoint, of: cluster) }
        #expect(endpoint.isUsable == isUsable)
        #expect(endpoint.isWell == isWell)
        #expect(endpoint.isEjected == isEjected)
    }

    @Test("the generation goes up when health checks change their mind, and only then")
    func generation() {
        let cluster = ClusterHealth()
        let endpoint = EndpointHealth()
        var seen = cluster.generation
        #expect(cluster.checked(endpoint, answer: .good, isWell: true, now: 0) == nil)
        #expect(!cluster.hasChanged(since: &seen))
        _ = cluster.checked(endpoint, answer: .timedOut, isWell: false, now: 0)
        #expect(cluster.hasChanged(since: &seen))
        #expect(!endpoint.isUsable)
        _ = cluster.checked(endpoint, answer: .good, isWell: false, now: 0)
        #expect(!cluster.hasChanged(since: &seen))
        _ = cluster.checked(endpoint, answer: .good, isWell: true, now: 0)
        #expect(cluster.hasChanged(since: &seen))
        #expect(endpoint.isUsable)
    }

    @Test("a good answer of a well endpoint lets it in, as in Envoy")
    func letIn() {
        let cluster = ClusterHealth()
        let endpoint = EndpointHealth()
        for _ in 0..<4 { _ = endpoint.record(.answered(status: 500), under: OutlierDetectionPlan()) }
        Self.eject(endpoint, of: cluster)
        #expect(
            cluster.checked(endpoint, answer: .good, isWell: true, now: 1)
                == EjectionEvent(change: .letIn(.healthCheckPassed), ejections: 1, active: 0))
        #expect(endpoint.isUsable)
        #expect(cluster.activeEjections == 0)
        #expect(endpoint.record(.answered(status: 500), under: OutlierDetectionPlan()) == nil)
        #expect(cluster.checked(endpoint, answer: .good, isWell: true, now: 2) == nil)
    }

    @Test(
        "neither a good answer that is not enough yet, nor a bad one that is not too much yet, lets it in",
        arguments: [(HealthAnswer.good, false), (.timedOut, true), (.badStatus(503), false)])
    func staysOut(answer: HealthAnswer, isWell: Bool) {
        let cluster = ClusterHealth()
        let endpoint = EndpointHealth()
        Self.eject(endpoint, of: cluster)
        #expect(cluster.checked(endpoint, answer: answer, isWell: isWell, now: 1) == nil)
        #expect(endpoint.isEjected)
        #expect(cluster.activeEjections == 1)
    }

    @Test("an endpoint that was let in, ejected or left keeps what health checks say of it")
    func independent() {
        let cluster = ClusterHealth()
        let endpoint = EndpointHealth()
        _ = cluster.checked(endpoint, answer: .timedOut, isWell: false, now: 0)
        Self.eject(endpoint, of: cluster)
        #expect(!endpoint.isWell)
        _ = cluster.sweep([endpoint], now: 1, plan: nil)
        #expect(!endpoint.isEjected)
        #expect(!endpoint.isWell)
        cluster.leave(endpoint)
        #expect(!endpoint.isWell)
    }

    @Test("endpoints are presumed well until anything of the cluster is known, and again when the checks are gone")
    func presumption() {
        let cluster = ClusterHealth()
        let endpoints = [EndpointHealth(), EndpointHealth()]
        #expect(cluster.presumesWell)
        _ = cluster.checked(endpoints[0], answer: .unreachable, isWell: false, now: 0)
        #expect(!cluster.presumesWell)
        // The other one keeps what it was presumed until its own answer.
        #expect(endpoints[1].isUsable)
        cluster.endHealthChecks(endpoints)
        #expect(endpoints.map(\.isUsable) == endpoints.map { _ in true })
        #expect(cluster.presumesWell)
    }
}

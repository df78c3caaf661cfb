import GatehousePlan
import Testing

@testable import GatehouseUpstream

@Suite("outlierDetection: which failures count")
struct ConsecutiveFailuresTests {
    /// A plan that counts 3 of each kind that is named.
    private static func plan(
        serverErrors: Int = 0, gatewayErrors: Int = 0, isSplit: Bool = false, localOrigin: Int = 3
    ) -> OutlierDetectionPlan {
        OutlierDetectionPlan(
            consecutive5xx: serverErrors, consecutiveGatewayErrors: gatewayErrors, splitsLocalOrigin: isSplit,
            consecutiveLocalOriginFailures: localOrigin)
    }

    private static func reasons(_ outcomes: [TryOutcome], _ plan: OutlierDetectionPlan) -> [EjectionReason?] {
        let endpoint = EndpointHealth()
        return outcomes.map { endpoint.record($0, under: plan) }
    }

    private static func status(_ codes: Int...) -> [TryOutcome] { codes.map { .answered(status: $0) } }

    @Test(
        "any 5xx counts, and nothing else does",
        arguments: [
            (500, true), (501, true), (502, true), (503, true), (504, true), (599, true), (499, false), (600, false),
            (200, false), (404, false), (429, false), (0, false), (-1, false),
        ])
    func serverErrors(status: Int, counts: Bool) {
        let reasons = Self.reasons(Self.status(500, 500, status), Self.plan(serverErrors: 3))
        #expect(reasons == [nil, nil, counts ? .consecutive5xx : nil])
    }

    @Test(
        "502, 503 and 504 are gateway errors; another 5xx ends their row",
        arguments: [
            (Self.status(502, 503, 504), true), (Self.status(502, 502, 500), false),
            (Self.status(502, 502, 500, 502, 502), false), (Self.status(502, 502, 500, 502, 502, 502), true),
            (Self.status(502, 502, 200, 502, 502), false), (Self.status(501, 505, 500), false),
            (Self.status(502, 502, 501), false), (Self.status(502, 502, 505), false),
            (Self.status(502, 502, 404, 502), false),
        ])
    func gatewayErrors(outcomes: [TryOutcome], ejects: Bool) {
        let reasons = Self.reasons(outcomes, Self.plan(gatewayErrors: 3))
        #expect(reasons.dropLast().compactMap(\.self).isEmpty)
        #expect(reasons.last == .some(ejects ? .consecutiveGatewayErrors : nil))
    }

    @Test("a gateway error counts as 5xx, too")
    func gatewayErrorIsServerError() {
        #expect(
            Self.reasons(Self.status(500, 502, 504), Self.plan(serverErrors: 3, gatewayErrors: 3))
                == [nil, nil, .consecutive5xx])
    }

    @Test("when both rows are full at once, the reason is gateway errors, and both begin anew")
    func bothFull() {
        let plan = Self.plan(serverErrors: 3, gatewayErrors: 3)
        #expect(
            Self.reasons(Self.status(502, 502, 502, 502, 502, 502), plan)
                == [nil, nil, .consecutiveGatewayErrors, nil, nil, .consecutiveGatewayErrors])
    }

    @Test("a full row of gateway errors leaves a longer row of 5xx as it is")
    func shorterRow() {
        let plan = Self.plan(serverErrors: 5, gatewayErrors: 3)
        #expect(
            Self.reasons(Self.status(502, 502, 502, 500, 500), plan)
                == [nil, nil, .consecutiveGatewayErrors, nil, .consecutive5xx])
    }

    @Test("a response below 500 ends both rows", arguments: [100, 200, 302, 404, 499])
    func success(status: Int) {
        let plan = Self.plan(serverErrors: 3, gatewayErrors: 3)
        let reasons = Self.reasons(Self.status(502, 502, status, 502, 502, 502), plan)
        #expect(reasons == [nil, nil, nil, nil, nil, .consecutiveGatewayErrors])
    }

    @Test("each full row is reported, because the ceiling may have been in the way of the first")
    func rows() {
        #expect(
            Self.reasons(Self.status(500, 500, 500, 500), Self.plan(serverErrors: 2))
                == [nil, .consecutive5xx, nil, .consecutive5xx])
        #expect(Self.reasons(Self.status(500, 500), Self.plan(serverErrors: 1)) == [.consecutive5xx, .consecutive5xx])
    }

    @Test("a threshold of 0, or less, is never reached", arguments: [0, -1])
    func off(threshold: Int) {
        let plan = Self.plan(serverErrors: threshold, gatewayErrors: threshold, localOrigin: threshold)
        var split = plan
        split.splitsLocalOrigin = true
        let outcomes = Array(repeating: TryOutcome.connectFailed, count: 20) + Self.status(500, 502, 503)
        #expect(Self.reasons(outcomes, plan).compactMap(\.self).isEmpty)
        #expect(Self.reasons(outcomes, split).compactMap(\.self).isEmpty)
    }

    @Test(
        "not split, failures to reach an endpoint count as 5xx and as gateway errors",
        arguments: [TryOutcome.connectFailed, .connectionLost, .timedOut])
    func notSplit(outcome: TryOutcome) {
        let outcomes = Array(repeating: outcome, count: 3)
        #expect(Self.reasons(outcomes, Self.plan(serverErrors: 3)).last == .consecutive5xx)
        #expect(Self.reasons(outcomes, Self.plan(gatewayErrors: 3)).last == .consecutiveGatewayErrors)
        #expect(Self.reasons(outcomes, Self.plan(localOrigin: 1)).compactMap(\.self).isEmpty)
    }

    @Test("not split, a connection ends no row")
    func connectedNotSplit() {
        let outcomes: [TryOutcome] = [.connectFailed, .connected, .connectFailed, .connected, .connectFailed]
        #expect(Self.reasons(outcomes, Self.plan(serverErrors: 3)).last == .consecutive5xx)
    }

    @Test(
        "split, they count only for themselves",
        arguments: [TryOutcome.connectFailed, .connectionLost, .timedOut])
    func split(outcome: TryOutcome) {
        let plan = Self.plan(serverErrors: 1, gatewayErrors: 1, isSplit: true)
        #expect(
            Self.reasons(Array(repeating: outcome, count: 4), plan)
                == [nil, nil, .consecutiveLocalOriginFailures, nil])
    }

    @Test(
        "split, a connection or an answer ends the row, whatever the answer is",
        arguments: [TryOutcome.connected, .answered(status: 200), .answered(status: 500)])
    func splitSuccess(outcome: TryOutcome) {
        let plan = Self.plan(isSplit: true)
        let outcomes: [TryOutcome] = [.connectFailed, .timedOut, outcome, .connectFailed, .connectFailed]
        #expect(Self.reasons(outcomes, plan).compactMap(\.self).isEmpty)
    }

    @Test("split, failures to reach it leave the rows of statuses as they are, and so do connections")
    func splitStatuses() {
        let plan = Self.plan(serverErrors: 3, isSplit: true)
        let outcomes: [TryOutcome] = [
            .answered(status: 500), .connectFailed, .connected, .answered(status: 500), .timedOut, .connected,
            .answered(status: 500),
        ]
        #expect(Self.reasons(outcomes, plan) == [nil, nil, nil, nil, nil, nil, .consecutive5xx])
    }

    @Test("a reload that lowers the threshold below what was counted ejects with the next failure")
    func lowered() {
        let endpoint = EndpointHealth()
        for _ in 0..<7 {
            #expect(endpoint.record(.answered(status: 500), under: Self.plan(serverErrors: 10)) == nil)
        }
        #expect(endpoint.record(.answered(status: 500), under: Self.plan(serverErrors: 5)) == .consecutive5xx)
    }

    @Test("what is counted ends at 2^21 - 1, which a greater threshold counts as")
    func ceiling() {
        var failures = ConsecutiveFailures(rawValue: 0)
        failures.serverErrors = ConsecutiveFailures.ceiling - 1
        failures.gatewayErrors = 7
        #expect(
            failures.record(.answered(status: 500), under: Self.plan(serverErrors: .max, gatewayErrors: 9))
                == .consecutive5xx)
        #expect(failures.serverErrors == 0)
        #expect(failures.gatewayErrors == 0)
        #expect(failures.localOriginFailures == 0)
    }

    @Test(
        "the kinds do not touch each other's bits",
        arguments: [0, 1, ConsecutiveFailures.ceiling], [0, 1, ConsecutiveFailures.ceiling])
    func bits(first: Int, second: Int) {
        var failures = ConsecutiveFailures(rawValue: 0)
        failures.gatewayErrors = first
        failures.serverErrors = second
        failures.localOriginFailures = first
        failures.gatewayErrors = second
        #expect(failures.serverErrors == second)
        #expect(failures.gatewayErrors == second)
        #expect(failures.localOriginFailures == first)
    }
}

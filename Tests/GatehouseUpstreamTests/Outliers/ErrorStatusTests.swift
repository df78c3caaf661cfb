import GatehousePlan
import GatehouseUpstream
import Testing

@Suite("outlierDetection: statuses that count in place of 5xx")
struct ErrorStatusTests {
    private static func reason(
        _ codes: [Int], serverErrors: Int = 0, gatewayErrors: Int = 0, errorStatuses: [Int]
    ) -> EjectionReason? {
        let plan = OutlierDetectionPlan(
            consecutive5xx: serverErrors, consecutiveGatewayErrors: gatewayErrors, errorStatuses: errorStatuses)
        let endpoint = EndpointHealth()
        return codes.map { endpoint.record(.answered(status: $0), under: plan) }.last ?? nil
    }

    @Test(
        "a status that is named counts, any other ends the row",
        arguments: [
            ([429, 429], true), ([429, 503], true), ([500, 500], false), ([429, 500, 429], false), ([429, 200], false),
            ([429, 500, 429, 429], true),
        ])
    func statuses(codes: [Int], isEjected: Bool) {
        let reason = Self.reason(codes, serverErrors: 2, errorStatuses: [429, 503])
        #expect(reason == (isEjected ? .consecutive5xx : nil))
    }

    @Test("only those of them that are gateway errors count as such")
    func gatewayErrors() {
        #expect(Self.reason([503, 503], gatewayErrors: 2, errorStatuses: [429, 503]) == .consecutiveGatewayErrors)
        #expect(Self.reason([503, 429], gatewayErrors: 2, errorStatuses: [429, 503]) == nil)
        #expect(Self.reason([502, 502], gatewayErrors: 2, errorStatuses: [429, 503]) == nil)
    }

    @Test("a failure to reach the endpoint counts whatever is named")
    func unreached() {
        let plan = OutlierDetectionPlan(consecutive5xx: 2, errorStatuses: [429])
        let endpoint = EndpointHealth()
        #expect(endpoint.record(.timedOut, under: plan) == nil)
        #expect(endpoint.record(.connectFailed, under: plan) == .consecutive5xx)
    }
}

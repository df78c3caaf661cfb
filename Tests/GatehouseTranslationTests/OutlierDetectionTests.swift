import GatehousePlan
import GatehouseTranslation
import Testing

@Suite struct OutlierDetectionTests {
    @Test(
        "outlier detection, with Istio's defaults for what is not said",
        arguments: [
            ("{}", OutlierDetectionPlan()),
            (
                """
                {consecutive5xxErrors: 7, consecutiveGatewayErrors: 3, interval: 5s, baseEjectionTime: 1m,
                 maxEjectionPercent: 50, minHealthPercent: 40}
                """,
                OutlierDetectionPlan(
                    consecutive5xx: 7, consecutiveGatewayErrors: 3, interval: .seconds(5),
                    baseEjectionTime: .seconds(60), maxEjectionPercent: 50, minHealthPercent: 40)
            ),
            ("{consecutive5xxErrors: 0}", OutlierDetectionPlan(consecutive5xx: 0)),
            ("{maxEjectionPercent: 0}", OutlierDetectionPlan(maxEjectionPercent: 10)),
            ("{maxEjectionPercent: 100}", OutlierDetectionPlan(maxEjectionPercent: 100)),
            (
                "{splitExternalLocalOriginErrors: true}",
                OutlierDetectionPlan(splitsLocalOrigin: true, consecutiveLocalOriginFailures: 5)
            ),
            (
                "{splitExternalLocalOriginErrors: true, consecutiveLocalOriginFailures: 2}",
                OutlierDetectionPlan(splitsLocalOrigin: true, consecutiveLocalOriginFailures: 2)
            ),
            (
                "{splitExternalLocalOriginErrors: true, consecutiveLocalOriginFailures: 0}",
                OutlierDetectionPlan(splitsLocalOrigin: true, consecutiveLocalOriginFailures: 5)
            ),
        ])
    func plan(given: String, expected: OutlierDetectionPlan) {
        #expect(cluster(under: "outlierDetection: \(given)")?.outlierDetection == expected)
    }

    @Test(
        "the outdated consecutiveErrors counts gateway errors alone, where nothing newer is set",
        arguments: [
            ("{consecutiveErrors: 4}", OutlierDetectionPlan(consecutive5xx: 0, consecutiveGatewayErrors: 4)),
            ("{consecutiveErrors: 0}", OutlierDetectionPlan()),
            ("{consecutiveErrors: 4, consecutive5xxErrors: 6}", OutlierDetectionPlan(consecutive5xx: 6)),
            ("{consecutiveErrors: 4, consecutiveGatewayErrors: 2}", OutlierDetectionPlan(consecutiveGatewayErrors: 2)),
        ])
    func outdated(given: String, expected: OutlierDetectionPlan) {
        #expect(cluster(under: "outlierDetection: \(given)")?.outlierDetection == expected)
    }

    @Test("statuses that count as errors, each once and in order")
    func statuses() {
        #expect(
            cluster(under: "outlierDetection: {outlierDetectionHttpErrorCodes: [503, 429, 503]}")?.outlierDetection
                == OutlierDetectionPlan(errorStatuses: [429, 503]))
    }

    @Test("R3: a port's settings without it turn it off, a subset's block replaces it")
    func effective() {
        let rule = destinationRule(
            """
            trafficPolicy: {outlierDetection: {consecutive5xxErrors: 1},
              portLevelSettings: [{port: {number: 81}, loadBalancer: {simple: RANDOM}}]},
            subsets: [{name: v1, trafficPolicy: {outlierDetection: {consecutive5xxErrors: 2}}}]
            """)
        let ports = document(
            "Service", "b", spec: "spec: {ports: [{name: http, port: 80}, {name: http-other, port: 81}]}")
        func count(_ destination: String) -> Int? {
            routed(to: destination, ports, rule).plan.clusters.first?.outlierDetection?.consecutive5xx
        }
        #expect(count("{host: b, port: {number: 80}}") == 1)
        #expect(count("{host: b, port: {number: 81}}") == nil)
        #expect(count("{host: b, port: {number: 80}, subset: v1}") == 2)
    }
}

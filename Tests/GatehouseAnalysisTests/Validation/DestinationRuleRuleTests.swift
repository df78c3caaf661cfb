import GatehouseAnalysis
import GatehouseModel
import Testing

private let base = Resource.edge(DestinationRule(host: "reviews"))

private func rule(
    _ text: String, at field: String, code: String = "IST0106", broken: (inout DestinationRule) -> Void,
    fixed: (inout DestinationRule) -> Void = { _ in }
) -> RuleCase<DestinationRule> {
    RuleCase(text, at: field, code: code, of: base, broken: { broken(&$0.spec) }, fixed: { fixed(&$0.spec) })
}

/// A rule about the traffic policy; `at` is below it.
private func policyRule(
    _ text: String, at field: String, code: String = "IST0106", broken: TrafficPolicy, fixed: TrafficPolicy
) -> RuleCase<DestinationRule> {
    rule(
        text, at: "spec.trafficPolicy" + field, code: code, broken: { $0.trafficPolicy = broken },
        fixed: { $0.trafficPolicy = fixed })
}

private func balancer(_ change: (inout LoadBalancerSettings) -> Void) -> TrafficPolicy {
    var settings = LoadBalancerSettings()
    change(&settings)
    return TrafficPolicy(loadBalancer: settings, outlierDetection: OutlierDetection(interval: .seconds(1)))
}

@Suite("What a DestinationRule may say")
struct DestinationRuleRuleTests {
    private static let shape: [RuleCase<DestinationRule>] = [
        rule("R1: there is a host", at: "spec.host", broken: { $0.host = nil }),
        rule(
            "R1: subsets have different names", at: "spec.subsets[1].name",
            broken: { $0.subsets = [Subset(name: "a"), Subset(name: "a")] },
            fixed: { $0.subsets = [Subset(name: "a"), Subset(name: "b")] }),
        rule(
            "R1: a subset has a name", at: "spec.subsets[0].name", broken: { $0.subsets = [Subset()] },
            fixed: { $0.subsets = [Subset(name: "v1")] }),
        rule(
            "R1: a subset's labels are labels", at: "spec.subsets[0].labels.version",
            broken: { $0.subsets = [Subset(name: "a", labels: ["version": "v 1"])] },
            fixed: { $0.subsets = [Subset(name: "a", labels: ["version": "v1"])] }),
        rule(
            "R1: a subset's policy is not empty", at: "spec.subsets[0].trafficPolicy",
            broken: { $0.subsets = [Subset(name: "a", trafficPolicy: TrafficPolicy())] },
            fixed: { $0.subsets = [Subset(name: "a", trafficPolicy: TrafficPolicy(tls: .init(mode: .disable)))] }),
        rule(
            "V2: a selecting rule stays in its namespace", at: "spec.exportTo",
            broken: {
                $0.exportTo = ["*"]; $0.workloadSelector = .init(matchLabels: ["a": "b"])
            },
            fixed: {
                $0.exportTo = ["."]; $0.workloadSelector = .init(matchLabels: ["a": "b"])
            }),
        rule(
            "a selector has no wildcards", at: "spec.workloadSelector.matchLabels.a",
            broken: { $0.workloadSelector = .init(matchLabels: ["a": "b*"]) },
            fixed: { $0.workloadSelector = .init(matchLabels: ["a": "b"]) }),
        rule(
            "a selector has labels", at: "spec.workloadSelector", code: "IST0133",
            broken: { $0.workloadSelector = .init() }, fixed: { $0.workloadSelector = .init(matchLabels: ["a": "b"]) }),
    ]

    private static let policies: [RuleCase<DestinationRule>] = [
        policyRule("R2: a policy is not empty", at: "", broken: TrafficPolicy(), fixed: TrafficPolicy(tls: .init())),
        policyRule(
            "a tunnel excludes the PROXY protocol", at: ".tunnel",
            broken: TrafficPolicy(tunnel: .init(targetHost: "a", targetPort: 1), proxyProtocol: .init()),
            fixed: TrafficPolicy(tunnel: .init(targetHost: "a", targetPort: 1))),
        policyRule(
            "a tunnel leads to a port", at: ".tunnel.targetPort",
            broken: TrafficPolicy(tunnel: .init(targetHost: "a")),
            fixed: TrafficPolicy(tunnel: .init(targetHost: "1.1.1.1", targetPort: 1))),
        policyRule(
            "a tunnel is CONNECT or POST", at: ".tunnel.protocol",
            broken: TrafficPolicy(tunnel: .init(protocol: "GET", targetHost: "a", targetPort: 1)),
            fixed: TrafficPolicy(tunnel: .init(protocol: "POST", targetHost: "a", targetPort: 1))),
        policyRule(
            "R3: settings of a port name it", at: ".portLevelSettings[0].port",
            broken: TrafficPolicy(portLevelSettings: [.init(tls: .init())]),
            fixed: TrafficPolicy(portLevelSettings: [.init(port: .init(number: 80), tls: .init())])),
        policyRule(
            "R3: settings of a port set something", at: ".portLevelSettings[0]",
            broken: TrafficPolicy(portLevelSettings: [.init(port: .init(number: 80))]),
            fixed: TrafficPolicy(portLevelSettings: [.init(port: .init(number: 80), tls: .init())])),
        policyRule(
            "a connection pool sets something", at: ".connectionPool", broken: TrafficPolicy(connectionPool: .init()),
            fixed: TrafficPolicy(connectionPool: .init(tcp: .init()))),
        policyRule(
            "a limit is not negative", at: ".connectionPool.http.maxRetries",
            broken: TrafficPolicy(connectionPool: .init(http: .init(maxRetries: -1))),
            fixed: TrafficPolicy(connectionPool: .init(http: .init(maxRetries: 0)))),
        policyRule(
            "the protocol is chosen once", at: ".connectionPool.http.useClientProtocol",
            broken: TrafficPolicy(
                connectionPool: .init(http: .init(h2UpgradePolicy: .upgrade, useClientProtocol: true))),
            fixed: TrafficPolicy(connectionPool: .init(http: .init(h2UpgradePolicy: .default, useClientProtocol: true)))
        ),
        policyRule(
            "keepalive has an interval", at: ".connectionPool.http.http2KeepAlive.interval",
            broken: TrafficPolicy(connectionPool: .init(http: .init(http2KeepAlive: .init(timeout: .seconds(1))))),
            fixed: TrafficPolicy(
                connectionPool: .init(http: .init(http2KeepAlive: .init(interval: .seconds(1), timeout: .seconds(1)))))),
        policyRule(
            "an HTTP idle timeout is not zero", at: ".connectionPool.http.idleTimeout",
            broken: TrafficPolicy(connectionPool: .init(http: .init(idleTimeout: .zero))),
            fixed: TrafficPolicy(connectionPool: .init(tcp: .init(idleTimeout: .zero)))),
        policyRule(
            "B2: a hash has a key", at: ".loadBalancer.consistentHash", code: "IST0133",
            broken: balancer { $0.consistentHash = .init(useSourceIp: false, ringHash: .init()) },
            fixed: balancer { $0.consistentHash = .init(useSourceIp: true, ringHash: .init()) }),
        policyRule(
            "a hashed cookie has a name", at: ".loadBalancer.consistentHash.httpCookie.name",
            broken: balancer { $0.consistentHash = .init(httpCookie: .init()) },
            fixed: balancer { $0.consistentHash = .init(httpCookie: .init(name: "a")) }),
        policyRule(
            "cookie attributes have different names", at: ".loadBalancer.consistentHash.httpCookie.attributes[1].name",
            broken: balancer {
                $0.consistentHash = .init(
                    httpCookie: .init(name: "a", attributes: [.init(name: "b"), .init(name: "b")]))
            },
            fixed: balancer {
                $0.consistentHash = .init(
                    httpCookie: .init(name: "a", attributes: [.init(name: "b"), .init(name: "c")]))
            }),
        policyRule(
            "a Maglev table has a prime size", at: ".loadBalancer.consistentHash.maglev.tableSize",
            broken: balancer { $0.consistentHash = .init(maglev: .init(tableSize: 65536)) },
            fixed: balancer { $0.consistentHash = .init(maglev: .init(tableSize: 65537)) }),
        policyRule(
            "a Maglev table has fewer than 5000011 entries", at: ".loadBalancer.consistentHash.maglev.tableSize",
            broken: balancer { $0.consistentHash = .init(maglev: .init(tableSize: 5_000_011)) },
            fixed: balancer { $0.consistentHash = .init(maglev: .init(tableSize: 4_999_999)) }),
        policyRule(
            "the older ring size is deprecated", at: ".loadBalancer.consistentHash.minimumRingSize", code: "IST0002",
            broken: balancer { $0.consistentHash = .init(minimumRingSize: 1024) },
            fixed: balancer { $0.consistentHash = .init(ringHash: .init(minimumRingSize: 1024)) }),
        policyRule(
            "LEAST_CONN is deprecated", at: ".loadBalancer.simple", code: "IST0002",
            broken: balancer { $0.simple = .leastConn }, fixed: balancer { $0.simple = .leastRequest }),
        policyRule(
            "a warm-up has a duration", at: ".loadBalancer.warmup.duration",
            broken: balancer { $0.warmup = .init() }, fixed: balancer { $0.warmup = .init(duration: .seconds(1)) }),
        policyRule(
            "a warm-up's aggression is above 0", at: ".loadBalancer.warmup.aggression",
            broken: balancer { $0.warmup = .init(duration: .seconds(1), aggression: 0) },
            fixed: balancer { $0.warmup = .init(duration: .seconds(1), aggression: 0.1) }),
        policyRule(
            "C4: not verifying excludes a CA", at: ".tls.caCertificates",
            broken: TrafficPolicy(tls: .init(mode: .simple, caCertificates: "a", insecureSkipVerify: true)),
            fixed: TrafficPolicy(tls: .init(mode: .simple, caCertificates: "a", insecureSkipVerify: false))),
        policyRule(
            "C1: MUTUAL presents a certificate", at: ".tls.clientCertificate",
            broken: TrafficPolicy(tls: .init(mode: .mutual, privateKey: "a")),
            fixed: TrafficPolicy(tls: .init(mode: .mutual, credentialName: "a"))),
        policyRule(
            "C4: a Secret excludes files", at: ".tls.caCertificates",
            broken: TrafficPolicy(tls: .init(mode: .simple, caCertificates: "a", credentialName: "b")),
            fixed: TrafficPolicy(tls: .init(mode: .istioMutual, caCertificates: "a", credentialName: "b"))),
        policyRule(
            "T1: a ConfigMap is of the own namespace", at: ".tls.credentialName",
            broken: TrafficPolicy(tls: .init(mode: .simple, credentialName: "configmap://other/ca")),
            fixed: TrafficPolicy(tls: .init(mode: .simple, credentialName: "configmap://shop/ca"))),
        policyRule(
            "outlier detection takes percentages", at: ".outlierDetection.maxEjectionPercent",
            broken: TrafficPolicy(outlierDetection: .init(maxEjectionPercent: 101)),
            fixed: TrafficPolicy(outlierDetection: .init(maxEjectionPercent: 100))),
        policyRule(
            "local failures count when split", at: ".outlierDetection.consecutiveLocalOriginFailures",
            broken: TrafficPolicy(outlierDetection: .init(consecutiveLocalOriginFailures: 5)),
            fixed: TrafficPolicy(
                outlierDetection: .init(splitExternalLocalOriginErrors: true, consecutiveLocalOriginFailures: 5))),
        policyRule(
            "consecutiveErrors is deprecated", at: ".outlierDetection.consecutiveErrors", code: "IST0002",
            broken: TrafficPolicy(outlierDetection: .init(consecutiveErrors: 5)),
            fixed: TrafficPolicy(outlierDetection: .init(consecutive5xxErrors: 5))),
        policyRule(
            "a retry budget is a percentage", at: ".retryBudget.percent",
            broken: TrafficPolicy(retryBudget: .init(percent: 101)),
            fixed: TrafficPolicy(retryBudget: .init(percent: 100))),
    ]

    private static let localities: [RuleCase<DestinationRule>] = [
        policyRule(
            "B1: distribution excludes failover", at: ".loadBalancer.localityLbSetting.failover",
            broken: balancer {
                $0.localityLbSetting = .init(
                    distribute: [.init(from: "a", to: ["a": 100])], failover: [.init(from: "a", to: "b")])
            },
            fixed: balancer { $0.localityLbSetting = .init(failover: [.init(from: "a", to: "b")]) }),
        policyRule(
            "B1: distributed weights add up to 100", at: ".loadBalancer.localityLbSetting.distribute[0].to",
            broken: balancer { $0.localityLbSetting = .init(distribute: [.init(from: "a", to: ["a": 99])]) },
            fixed: balancer { $0.localityLbSetting = .init(distribute: [.init(from: "a", to: ["a": 99, "b": 1])]) }),
        policyRule(
            "B1: sources do not cover each other", at: ".loadBalancer.localityLbSetting.distribute[1].from",
            broken: balancer {
                $0.localityLbSetting = .init(distribute: [
                    .init(from: "a/b", to: ["a": 100]), .init(from: "a/b/c", to: ["a": 100]),
                ])
            },
            fixed: balancer {
                $0.localityLbSetting = .init(distribute: [
                    .init(from: "a/b", to: ["a": 100]), .init(from: "a/c/c", to: ["a": 100]),
                ])
            }),
        policyRule(
            "B1: a wildcard ends a locality", at: ".loadBalancer.localityLbSetting.distribute[0].from",
            broken: balancer { $0.localityLbSetting = .init(distribute: [.init(from: "*/a", to: ["a": 100])]) },
            fixed: balancer { $0.localityLbSetting = .init(distribute: [.init(from: "a/*", to: ["a": 100])]) }),
        policyRule(
            "B2: failover leads to another region", at: ".loadBalancer.localityLbSetting.failover[0]",
            broken: balancer { $0.localityLbSetting = .init(failover: [.init(from: "a", to: "a")]) },
            fixed: balancer { $0.localityLbSetting = .init(failover: [.init(from: "a", to: "b")]) }),
        policyRule(
            "B2: failover names regions", at: ".loadBalancer.localityLbSetting.failover[0].to",
            broken: balancer { $0.localityLbSetting = .init(failover: [.init(from: "a", to: "b/c")]) },
            fixed: balancer { $0.localityLbSetting = .init(failover: [.init(from: "a", to: "b")]) }),
        policyRule(
            "B2: failover excludes topology priorities", at: ".loadBalancer.localityLbSetting.failoverPriority[0]",
            broken: balancer {
                $0.localityLbSetting = .init(
                    failover: [.init(from: "a", to: "b")], failoverPriority: ["topology.kubernetes.io/zone"])
            },
            fixed: balancer { $0.localityLbSetting = .init(failoverPriority: ["topology.kubernetes.io/zone"]) }),
        policyRule(
            "B4: failover needs outlier detection", at: ".outlierDetection", code: "IST0133",
            broken: TrafficPolicy(loadBalancer: .init(localityLbSetting: .init(failover: [.init(from: "a", to: "b")]))),
            fixed: balancer { $0.localityLbSetting = .init(failover: [.init(from: "a", to: "b")]) }),
        policyRule(
            "B2: zone awareness excludes locality settings", at: ".loadBalancer.zoneAwareLbSetting",
            broken: balancer {
                $0.localityLbSetting = .init(); $0.zoneAwareLbSetting = .init()
            },
            fixed: balancer { $0.zoneAwareLbSetting = .init() }),
        policyRule(
            "B2: zone awareness orders zones itself", at: ".loadBalancer.zoneAwareLbSetting.failoverPriority[0]",
            broken: balancer { $0.zoneAwareLbSetting = .init(failoverPriority: ["topology.kubernetes.io/zone"]) },
            fixed: balancer { $0.zoneAwareLbSetting = .init(failoverPriority: ["rack"]) }),
    ]

    @Test(
        "a broken rule is reported where it is broken, its neighbour is not", arguments: shape + policies + localities)
    fileprivate func rules(_ rule: RuleCase<DestinationRule>) { rule.verify(AnyResource.destinationRule) }
}

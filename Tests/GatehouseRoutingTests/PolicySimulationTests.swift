import GatehousePlan
import Testing

@testable import GatehouseRouting

/// What explanations say of policies.
@Suite struct PolicySimulationTests {
    private static let ready: [String: EndpointSet] = [
        "outbound|80||a": EndpointSet(endpoints: [Endpoint(address: "10.0.0.1", port: 80)])
    ]

    private static func explain(
        _ policy: RoutePolicy = RoutePolicy(), _ call: SimulatedCall = SimulatedCall(host: "h"),
        action: RouteAction = .forward(), endpoints: [String: EndpointSet] = ready, areNamesResolved: Bool = true,
        cluster change: (inout ClusterPlan) -> Void = { _ in }
    ) -> Explanation {
        var plan = GatewayPlan.serving([.host("*", [RoutePlan(action: action, policy: policy, origin: .rule())])])
        change(&plan.clusters[0])
        return Simulation.simulate(
            Snapshot.compile(plan, generation: 1).snapshot, endpoints: endpoints, call: call,
            areNamesResolved: areNamesResolved)
    }

    private static func json(_ explanation: Explanation, _ member: String) -> String? {
        explanation.json["policies"]?[member]?.text()
    }

    @Test("A7 to A10: timeout and retries")
    func retries() {
        let explanation = Self.explain(
            RoutePolicy(
                timeout: .milliseconds(1500),
                retry: RetryPolicy(
                    attempts: 3, conditions: ["5xx"], statusCodes: [409], perTryTimeout: .milliseconds(250),
                    backOff: .milliseconds(100), avoidsTriedEndpoints: false, avoidsTriedPriorities: true)))
        #expect(Self.json(explanation, "timeout") == #""1.5s""#)
        #expect(
            Self.json(explanation, "retries")
                == #"{"attempts":3,"on":["5xx","409"],"perTryTimeout":"250ms","backOff":"100ms","avoidsTriedEndpoints":false,"avoidsTriedPriorities":true}"#
        )
        for sentence in [
            "The whole response may take 1.5s.", "A failed try is repeated up to 3 times, on 5xx and 409.",
            "Each try may take 250ms.", "The waits before them begin at 100ms at most, and grow.",
            "They may go to endpoints that were tried before.",
            "After two failed tries they leave the priorities that were tried.",
        ] { #expect(explanation.because.contains(sentence)) }
    }

    @Test("A13: mirrors, those without a cluster too")
    func mirrors() {
        func mirror(_ name: String, _ cluster: ClusterID?, share: UInt32) -> MirrorPolicy {
            MirrorPolicy(
                destination: WeightedDestination(host: name, port: 80, clusterName: name, cluster: cluster, weight: 0),
                share: share)
        }
        let explanation = Self.explain(
            RoutePolicy(mirrors: [mirror("m", ClusterID(0), share: 125_000), mirror("n", nil, share: 1_000_000)]))
        #expect(
            Self.json(explanation, "mirrors")
                == #"[{"cluster":"m","exists":true,"percent":12.5},{"cluster":"n","exists":false,"percent":100.0}]"#)
        #expect(
            explanation.because.contains(
                "12.5 % of requests are copied to `m`; what comes of the copies is nobody's concern."))
        #expect(explanation.because.contains("Every request is to be copied to `n`, but there is no such cluster."))
    }

    @Test(
        "rate limits, by whatever they count, and whatever the route does",
        arguments: [
            (RateLimitPolicy.Key.everything, "all", ""), (.clientAddress, "client-address", " from one client address"),
            (.header("x-user"), "header:x-user", " with one value of `x-user`, here `jo`"),
            (.header("x-other"), "header:x-other", " with one value of `x-other`, of which this request has none"),
        ])
    func rateLimits(key: RateLimitPolicy.Key, name: String, scope: String) {
        let limit = RateLimitPolicy(requests: 100, unit: .seconds(60), burst: 20, key: key, name: "n")
        let call = SimulatedCall(host: "h", headers: [.init(name: "x-user", value: "jo")])
        for action in [RouteAction.forward(), .says("hi")] {
            let explanation = Self.explain(RoutePolicy(rateLimits: [limit]), call, action: action)
            #expect(
                Self.json(explanation, "rateLimits")
                    == #"[{"name":"n","requests":100,"unit":"60s","burst":20,"key":"\#(name)"}]"#)
            #expect(
                explanation.because.contains(
                    "At most 100 requests in 60s may come, 20 at once\(scope); more are answered 429 (response flag RL)."
                ))
        }
    }

    @Test("what a client may send, and how long it may take")
    func requests() {
        let policy = RoutePolicy(maxRequestBytes: 10, requestTimeout: .seconds(30))
        let explanation = Self.explain(policy)
        #expect(Self.json(explanation, "maxRequestBytes") == "10")
        #expect(Self.json(explanation, "requestTimeout") == #""30s""#)
        #expect(explanation.because.contains("A body of more than 10 bytes is answered 413."))
        #expect(explanation.because.contains("The request has to be complete within 30s, or it is answered 408."))
        func post(_ length: Int) -> Explanation {
            Self.explain(
                policy,
                SimulatedCall(
                    host: "h", method: "POST", headers: [.init(name: "content-length", value: String(length))]))
        }
        #expect(post(10).outcome == .forward)
        let large = post(11)
        #expect((large.outcome, large.status, large.responseFlag) == (.badRequest, 413, nil))
    }

    @Test(
        "B1: how an endpoint is picked",
        arguments: [
            (
                ClusterPlan.Balancing.leastRequest, "LEAST_REQUEST",
                "Of two random endpoints, the one with fewer requests under way is picked."
            ),
            (.roundRobin, "ROUND_ROBIN", "Endpoints are picked in turn."),
            (.random, "RANDOM", "Endpoints are picked at random."),
        ])
    func balancing(balancing: ClusterPlan.Balancing, name: String, sentence: String) {
        let explanation = Self.explain { $0.balancing = balancing }
        #expect(Self.json(explanation, "balancer") == #"{"policy":"\#(name)"}"#)
        #expect(explanation.because.contains(sentence))
    }

    @Test(
        "B2: the key of a hash, and the request's value",
        arguments: [
            (ConsistentHashPlan.Key.header("x-user"), "header:x-user", "the header `x-user`, here `jo`."),
            (
                .header("x-other"), "header:x-other",
                "the header `x-other`, which the request lacks: any endpoint is picked."
            ),
            (.queryParameter("q"), "query:q", "the query parameter `q`, here `1`."),
            (.sourceAddress, "client-address", "the client's address, here `192.0.2.1`."),
            (.cookie(HashCookiePlan(name: "c")), "cookie:c", "the cookie `c`, here `v`."),
            (
                .cookie(HashCookiePlan(name: "d")), "cookie:d",
                "the cookie `d`, which the request lacks: any endpoint is picked."
            ),
            (
                .cookie(HashCookiePlan(name: "d", lifetime: .zero)), "cookie:d",
                "the cookie `d`; the request has none, so that the client is given one."
            ),
        ])
    func hash(key: ConsistentHashPlan.Key, name: String, sentence: String) {
        let call = SimulatedCall(
            host: "h", target: "/?q=1",
            headers: [.init(name: "x-user", value: "jo"), .init(name: "cookie", value: "c=v")])
        let explanation = Self.explain(RoutePolicy(), call) {
            $0.balancing = .consistentHash(ConsistentHashPlan(key: key, table: .maglev(size: 251)))
        }
        #expect(Self.json(explanation, "balancer") == #"{"policy":"MAGLEV","key":"\#(name)","tableSize":251}"#)
        #expect(explanation.because.contains("The endpoint is picked by a hash of \(sentence)"))
    }

    @Test("B3, outlier detection, health checks and limits of the cluster")
    func cluster() {
        let explanation = Self.explain { cluster in
            cluster.warmup = WarmupPlan(duration: .seconds(30))
            cluster.outlierDetection = OutlierDetectionPlan(consecutiveGatewayErrors: 3, errorStatuses: [429, 500])
            cluster.healthCheck = HealthCheckPlan(question: .http(path: "/healthz", host: nil))
            cluster.limits = ConnectionLimits(
                maxConnections: 1, maxRequests: 2, maxRetries: 1, retryBudget: RetryBudgetPlan())
        }
        #expect(Self.json(explanation, "balancer") == #"{"policy":"LEAST_REQUEST","warmup":"30s"}"#)
        #expect(
            Self.json(explanation, "outlierDetection")
                == #"{"consecutive5xx":5,"consecutiveGatewayErrors":3,"errorStatuses":[429,500],"interval":"10s","baseEjectionTime":"30s","maxEjectionPercent":10,"minHealthPercent":0}"#
        )
        #expect(
            Self.json(explanation, "healthCheck")
                == #"{"protocol":"http","subject":"/healthz","interval":"10s","timeout":"2s","healthyThreshold":2,"unhealthyThreshold":3}"#
        )
        #expect(
            Self.json(explanation, "limits")
                == #"{"maxConnections":1,"maxRequests":2,"maxRetries":1,"retryBudget":{"percent":20.0,"minimum":3}}"#)
        for sentence in [
            "A new endpoint comes to its full share within 30s.",
            "An endpoint that has 5 times 429 and 500 in a row, or 3 times 502, 503 or 504 in a row is left out for 30s and longer; at most 10 % of them are.",
            "Endpoints are asked every 10s by GET `/healthz` whether they are well.",
            "At most 1 connection, 2 requests and 1 retry may be under way at a time; what is beyond is answered 503 (response flag UO).",
            "Retries may be 20 % of the requests under way, and 3 in any case.",
        ] { #expect(explanation.because.contains(sentence)) }
    }

    @Test("B4: priorities and shares of places")
    func localities() {
        func endpoints(_ endpoints: Endpoint...) -> [String: EndpointSet] {
            ["outbound|80||a": EndpointSet(endpoints: endpoints)]
        }
        let near = Self.explain(
            endpoints: endpoints(
                Endpoint(address: "10.0.0.1", port: 80), Endpoint(address: "10.0.0.2", port: 80, priority: 1),
                Endpoint(address: "10.0.0.3", port: 80, priority: 1)))
        #expect(
            near.because.contains(
                "Of them, 1 in priority 0 and 2 in priority 1; the first gets everything for as long as enough of it are well."
            ))
        let shared = Self.explain(
            endpoints: endpoints(
                Endpoint(address: "10.0.0.1", port: 80, locality: "r1", localityWeight: 80),
                Endpoint(address: "10.0.0.2", port: 80, locality: "r2", localityWeight: 20)))
        #expect(shared.because.contains("Places have shares of their own: 80 for `r1` and 20 for `r2`."))
    }

    @Test("S1: a cluster of names has endpoints as far as is known, unless their addresses would be known")
    func names() {
        func explain(areNamesResolved: Bool) -> Explanation {
            Self.explain(endpoints: [:], areNamesResolved: areNamesResolved) {
                $0.resolvedNames = ResolvedNames(names: [Endpoint(address: "api.example", port: 80)])
            }
        }
        let unknown = explain(areNamesResolved: false)
        #expect(unknown.outcome == .forward)
        #expect(unknown.destinations.map(\.names) == [["api.example"]])
        #expect(unknown.because.contains("`api.example` stands for its endpoints; DNS is not asked here."))
        #expect(unknown.text.contains("outbound|80||a, weight 100, api.example\n"))
        #expect(unknown.json["destinations"]?.text().contains(#""endpoints":0,"names":["api.example"]"#) == true)
        let lost = explain(areNamesResolved: true)
        #expect((lost.outcome, lost.status, lost.responseFlag) == (.noEndpoints, 503, "UH"))
    }

    @Test(
        "durations are written as they are typed",
        arguments: [
            (Duration.seconds(30), "30s"), (.milliseconds(250), "250ms"), (.milliseconds(1500), "1.5s"),
            (.microseconds(1), "0.000001s"), (.zero, "0s"), (.milliseconds(-1500), "-1.5s"),
        ])
    func durations(duration: Duration, text: String) { #expect(Prose.duration(duration) == text) }
}

import GatehousePlan
import Testing

@testable import GatehouseRouting

@Suite struct SimulationTests {
    private static let ready: [String: EndpointSet] = [
        "outbound|80||a": EndpointSet(endpoints: [
            Endpoint(address: "10.0.0.1", port: 80), Endpoint(address: "10.0.0.2", port: 80, isReady: false),
        ])
    ]

    private static func explain(
        _ hosts: [VirtualHostPlan], _ call: SimulatedCall, endpoints: [String: EndpointSet] = ready
    ) -> Explanation {
        Simulation.simulate(Snapshot.compile(.serving(hosts), generation: 1).snapshot, endpoints: endpoints, call: call)
    }

    @Test("A forwarded request: the route, the endpoints and the request as the upstream sees it")
    func forward() {
        let policy = RoutePolicy(requestHeaders: [.set(name: "x-a", value: "1")], timeout: .seconds(2))
        let plan = RoutePlan(
            name: "r", condition: RouteCondition(path: PathCondition(.prefix("/api"))),
            action: .forward(pathRewrite: .matched("/v1")), policy: policy, origin: .rule("spec.http[1]"),
            matchPath: "spec.http[1].match[0]")
        let first = RoutePlan.to(
            "first", RouteCondition(headers: [HeaderCondition(name: "x-env", value: .exact("dev"))]))
        let explanation = Self.explain(
            [.host("a.com", [first, plan]), .host("*.com", [])],
            SimulatedCall(host: "a.com", target: "/api/x?q=1", headers: [.init(name: "X-Env", value: "prod")]))
        #expect(explanation.outcome == .forward)
        #expect(explanation.virtualHost == "a.com:80")
        #expect(explanation.route?.match == "spec.http[1].match[0]")
        #expect(explanation.destinations.map(\.endpoints) == [1])
        #expect(explanation.destinations.map(\.weight) == [100])
        #expect(explanation.request?.path == "/v1/x?q=1")
        let headers = explanation.request?.headers ?? []
        #expect(headers.contains(.init(name: "x-a", value: "1")))
        #expect(headers.contains(.init(name: "x-forwarded-for", value: "192.0.2.1")))
        #expect(headers.contains(.init(name: "x-envoy-expected-rq-timeout-ms", value: "2000")))
        let because = explanation.because.joined(separator: "\n")
        #expect(because.contains("the header `x-env`, `prod`, is not `dev`"))
        #expect(because.contains("`*.com` would match as well"))
    }

    @Test("Answers that need no upstream")
    func answers() {
        let redirect = RoutePlan(action: .redirect(RedirectAction(path: "/n", serverPort: 80)), origin: .rule())
        let moved = Self.explain([.host("*", [redirect])], SimulatedCall(host: "a"))
        #expect((moved.outcome, moved.status, moved.location) == (.redirect, 301, "http://a/n"))
        let direct = Self.explain([.host("*", [.to("hi")])], SimulatedCall(host: "a"))
        #expect((direct.outcome, direct.status, direct.responseFlag) == (.directResponse, 200, nil))
        let secured = Self.explain([.host("*", requiresTLS: true, [])], SimulatedCall(host: "a", target: "/x"))
        #expect((secured.outcome, secured.status, secured.location) == (.redirect, 301, "https://a/x"))
    }

    @Test(
        "Failures name their status and flag",
        arguments: [
            (SimulatedCall(port: 81, host: "a"), Explanation.Outcome.noListener, nil, nil),
            (SimulatedCall(host: "a", isSecure: true), .tlsRefused, nil, nil),
            (SimulatedCall(host: "b"), .noRoute, 404, "NR"),
            (SimulatedCall(host: "a", target: "/none"), .noRoute, 404, "NR"),
            (SimulatedCall(host: "a", target: "/%00"), .badRequest, 400, "DPE"),
            (SimulatedCall(host: "a", target: "/nowhere"), .noCluster, 503, "NC"),
            (SimulatedCall(host: "a", target: "/fault"), .fault, 503, "FI"),
        ] as [(SimulatedCall, Explanation.Outcome, Int?, String?)])
    func failures(call: SimulatedCall, outcome: Explanation.Outcome, status: Int?, flag: String?) {
        let lost = WeightedDestination(host: "b", port: 80, clusterName: "outbound|80||b", cluster: nil, weight: 0)
        let explanation = Self.explain(
            [
                .host(
                    "a",
                    [
                        RoutePlan(
                            condition: RouteCondition(path: PathCondition(.exact("/nowhere"))),
                            action: .forward(ForwardAction(destinations: [lost])), origin: .rule()),
                        RoutePlan(
                            condition: RouteCondition(path: PathCondition(.exact("/fault"))), action: .forward(),
                            policy: RoutePolicy(fault: FaultPolicy(abortGRPCStatus: 14, abortShare: 1_000_000)),
                            origin: .rule()),
                    ])
            ], call)
        #expect(explanation.outcome == outcome)
        #expect(explanation.status == status)
        #expect(explanation.responseFlag == flag)
        #expect(!explanation.because.isEmpty)
    }

    @Test("B5: endpoints that are not ready are as good as none")
    func noEndpoints() {
        let unready = [
            "outbound|80||a": EndpointSet(endpoints: [Endpoint(address: "10.0.0.1", port: 80, isReady: false)])
        ]
        let hosts = [VirtualHostPlan.host("*", [RoutePlan(action: .forward(), origin: .rule())])]
        for endpoints in [unready, [:]] {
            let explanation = Self.explain(hosts, SimulatedCall(host: "a"), endpoints: endpoints)
            #expect((explanation.outcome, explanation.status, explanation.responseFlag) == (.noEndpoints, 503, "UH"))
        }
    }

    @Test("The JSON form leaves out what is not known and keeps its order")
    func json() {
        let explanation = Self.explain([.host("*", [.to("hi")])], SimulatedCall(host: "a"))
        var json = explanation.json
        if case .object(var members) = json {
            members.removeLast()
            json = .object(members)
        }
        #expect(
            json.text()
                == #"{"outcome":"direct_response","status":200,"listener":{"address":"0.0.0.0","port":80,"protocol":"HTTP"},"#
                + #""virtualHost":"*:80","route":{"virtualService":"default/vs","rule":"spec.http[0]","name":"hi"}}"#)
    }

    @Test("The text form begins with the outcome and ends with the reasons")
    func text() {
        let text = Self.explain([.host("*", [.to("hi")])], SimulatedCall(host: "a")).text
        #expect(text.hasPrefix("direct response: 200\n  listener      0.0.0.0:80 HTTP\n"))
        #expect(text.contains("\nBecause:\n  - "))
        #expect(text.hasSuffix("\n"))
    }
}

import GatehousePlan
import Testing

@testable import GatehouseRouting

@Suite("Simulating connections") struct ConnectionSimulationTests {
    private static let ready: [String: EndpointSet] = [
        "outbound|80||a": EndpointSet(endpoints: [Endpoint(address: "10.0.0.1", port: 80)])
    ]

    private static func explain(
        _ plan: GatewayPlan, _ call: SimulatedCall, endpoints: [String: EndpointSet] = ready
    ) -> Explanation {
        Simulation.simulate(Snapshot.compile(plan, generation: 1).snapshot, endpoints: endpoints, call: call)
    }

    private static func secure(_ host: String, sni: String? = nil) -> SimulatedCall {
        SimulatedCall(port: 443, host: host, isSecure: true, serverName: sni ?? host)
    }

    private static let servers = GatewayPlan.chains(
        .terminating("a.example", tls: .showing("Secret istio-system/a")),
        .terminating("b.example", tls: .showing("Secret istio-system/b")),
        .terminating("lost.example", tls: ServerTLSPlan(identities: [], missingCredentials: ["Secret ns/lost"])),
        .chain("pass.example", content: .passthrough(.to())))

    @Test("a handshake is explained, and the request inside is an https request")
    func terminated() {
        var plan = Self.servers
        guard case .tls(var listener) = plan.listeners[0].content else { return }
        listener.chains[0].content = .http(
            RouteTablePlan(
                name: "t",
                virtualHosts: [
                    .host("a.example", [.to("s", RouteCondition(scheme: .exact("https"))), .to("other")])
                ]), .showing("Secret istio-system/a"))
        plan.listeners[0].content = .tls(listener)
        let explanation = Self.explain(plan, Self.secure("a.example"))
        #expect((explanation.outcome, explanation.status) == (.directResponse, 200))
        #expect(explanation.route?.name == "s")
        let because = explanation.because.joined(separator: "\n")
        #expect(because.contains("The client's server name is `a.example`"))
        #expect(because.contains("shows the certificate of Secret istio-system/a"))
    }

    @Test(
        "handshakes that fail",
        arguments: [
            (SimulatedCall(port: 443, host: "a.example"), "a client that begins in plain text", nil),
            (secure("c.example"), "which no server of the listener answers to", "NR"),
            (secure("a.example", sni: ""), "The client sends no server name", "NR"),
            (secure("lost.example"), "What is missing: `Secret ns/lost`", nil),
        ] as [(SimulatedCall, String, String?)])
    func refused(call: SimulatedCall, sentence: String, flag: String?) {
        let explanation = Self.explain(Self.servers, call)
        #expect((explanation.outcome, explanation.status) == (.tlsRefused, nil))
        #expect(explanation.responseFlag == flag)
        #expect(explanation.because.contains { $0.contains(sentence) }, "\(explanation.because)")
    }

    @Test("G12: a request for another server's host is answered 421")
    func misdirected() {
        let explanation = Self.explain(Self.servers, Self.secure("b.example", sni: "a.example"))
        #expect((explanation.outcome, explanation.status, explanation.responseFlag) == (.noRoute, 421, "NR"))
    }

    @Test("L2: TLS that is passed through ends at a destination")
    func passthrough() {
        let explanation = Self.explain(Self.servers, Self.secure("pass.example"))
        #expect((explanation.outcome, explanation.status) == (.tcpForward, nil))
        #expect(explanation.route?.match == "spec.tcp[0].match[0]")
        #expect(explanation.destinations.map(\.cluster) == ["outbound|80||a"])
        #expect(explanation.destinations.map(\.endpoints) == [1])
        #expect(explanation.request == nil)
    }

    @Test("L1: opaque bytes are passed on whether or not they are TLS", arguments: [false, true])
    func opaque(isSecure: Bool) {
        let explanation = Self.explain(
            .secure(.tcp(.to(), .mongo), protocolName: "MONGO"),
            SimulatedCall(port: 443, host: "a", isSecure: isSecure))
        #expect(explanation.outcome == .tcpForward)
        #expect(explanation.listener?.protocolName == "MONGO")
        #expect(explanation.because.contains("MongoDB's operations are counted as they pass."))
    }

    @Test("L1, A6: connections are shared by weight; those for what is not there are closed")
    func failures() {
        func explain(_ route: ConnectionRoutePlan, _ endpoints: [String: EndpointSet]) -> Explanation {
            Self.explain(.secure(.tcp(route, .opaque)), SimulatedCall(port: 443, host: "a"), endpoints: endpoints)
        }
        let shared = explain(.to([("a", 3), ("b", 1), ("c", 0)]), Self.ready)
        #expect(shared.outcome == .tcpForward)
        #expect(shared.destinations.map(\.weight) == [3, 1])
        #expect(shared.because.contains { $0.contains("75 % to `outbound|80||a` and 25 % to `outbound|80||b`") })
        #expect(shared.because.contains { $0.contains("`outbound|80||b` are closed NC") })
        let lost = explain(.to([("b", 1)]), Self.ready)
        #expect((lost.outcome, lost.status, lost.responseFlag) == (.noCluster, nil, "NC"))
        let empty = explain(.to(), [:])
        #expect((empty.outcome, empty.status, empty.responseFlag) == (.noEndpoints, nil, "UH"))
    }

    @Test(
        "A16: an upgrade to websocket goes upstream, any other is refused",
        arguments: [("websocket", true), ("h3", false)])
    func upgrades(name: String, isForwarded: Bool) {
        let explanation = Self.explain(
            .serving([.host("*", [RoutePlan(action: .forward(), origin: .rule())])]),
            SimulatedCall(
                host: "a", headers: [.init(name: "connection", value: "upgrade"), .init(name: "upgrade", value: name)]))
        #expect(explanation.outcome == (isForwarded ? .forward : .badRequest))
        #expect(explanation.status == (isForwarded ? nil : 403))
    }
}

import GatehouseHTTP
import GatehousePlan
import Testing

@testable import GatehouseRouting

@Suite struct HeaderOperationTests {
    private static func applied(
        _ operations: [HeaderOperation], destination: [HeaderOperation] = [], to head: RequestHead,
        _ facts: RequestFacts = .plain()
    ) -> [String] {
        var action = RouteAction.forward()
        if case .forward(var forward) = action {
            forward.destinations[0].requestHeaders = destination
            action = .forward(forward)
        }
        let table = Table([
            RoutePlan(action: action, policy: RoutePolicy(requestHeaders: operations), origin: .rule())
        ])
        #expect(table.compiled.problems.isEmpty)
        var head = head
        guard case .forward(let forward) = table.route.action, let chosen = forward.select(random: 0) else { return [] }
        table.route.applyRequest(to: &head, destination: chosen, facts: facts)
        return head.lines
    }

    @Test("A15: removals, then replacements, then additions, whatever the order they are written in")
    func order() {
        let lines = Self.applied(
            [.add(name: "x-a", value: "3"), .set(name: "x-a", value: "2"), .remove(name: "X-B")],
            to: .get("/", (name: "x-a", value: "1"), (name: "x-b", value: "1"), (name: "x-b", value: "2")))
        #expect(lines == ["x-a: 2", "x-a: 3"])
    }

    @Test("A15: the rule's operations come after a weighted destination's")
    func ruleAfterDestination() {
        let lines = Self.applied(
            [.add(name: "x-o", value: "rule"), .set(name: "x-q", value: "rule")],
            destination: [.set(name: "x-o", value: "dest"), .add(name: "x-q", value: "dest")], to: .get("/"))
        #expect(lines == ["x-o: dest", "x-q: rule", "x-o: rule"])
    }

    @Test("A15: values are worked out after the removals and before the replacements")
    func valuesBeforeEdits() {
        let lines = Self.applied(
            [
                .set(name: "x-b", value: "new"), .set(name: "x-c", value: "%REQ(x-b)%"), .remove(name: "x-gone"),
                .set(name: "x-g", value: "%REQ(x-gone)%."),
            ],
            to: .get("/", (name: "x-b", value: "old"), (name: "x-gone", value: "g")))
        #expect(lines == ["x-b: new", "x-c: old", "x-g: ."])
    }

    @Test("An operation whose value comes out empty does nothing")
    func emptyValue() {
        #expect(
            Self.applied([.set(name: "x-a", value: "%REQ(x-no)%"), .set(name: "x-b", value: "")], to: .get("/")) == [])
    }

    @Test(
        "A15: substitutions",
        arguments: [
            ("%DOWNSTREAM_REMOTE_ADDRESS%", "10.0.0.9:5000"), ("%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%", "10.0.0.9"),
            ("%DOWNSTREAM_REMOTE_PORT%", "5000"), ("%DOWNSTREAM_LOCAL_ADDRESS%", "[fd00::1]:80"),
            ("%DOWNSTREAM_LOCAL_ADDRESS_WITHOUT_PORT%", "fd00::1"), ("%DOWNSTREAM_LOCAL_PORT%", "80"),
            ("%PROTOCOL%", "HTTP/1.1"), ("100%%", "100%"), ("<%REQ(X-B)%>", "<old>"), ("%REQ(x-b):2%", "ol"),
            ("%REQ(x-no?x-b)%", "old"), ("%REQ(x-b?x-no)%", "old"), ("%REQ(:path)%", "/p?q=1"),
            ("%REQ(:method)% %REQ(host)% %REQ(:scheme)%", "GET h http"), ("[%RESP(x)%%UPSTREAM_HOST%]", "[]"),
            ("%START_TIME%", "2026-11-23T09:32:46.109Z"),
            ("%START_TIME(%s %3f %F %T %Y)%", "1795426366 109 2026-11-23 09:32:46 2026"),
            ("%START_TIME(%6f%z)%", "109250+0000"),
        ])
    func substitutions(value: String, expected: String) {
        let head = RequestHead.get("/p?q=1", (name: "x-b", value: "old"))
        #expect(Self.applied([.set(name: "x-v", value: value)], to: head).last == "x-v: \(expected)")
    }

    @Test("H1: behind a trusted proxy the client is whom it names")
    func forwardedAddress() {
        var facts = RequestFacts.plain()
        facts.forwardedAddress = Array("fd00::7".utf8)
        let lines = Self.applied(
            [.set(name: "x-v", value: "%DOWNSTREAM_REMOTE_ADDRESS% %DOWNSTREAM_DIRECT_REMOTE_ADDRESS%")], to: .get("/"),
            facts)
        #expect(lines == ["x-v: [fd00::7]:0 10.0.0.9:5000"])
    }

    @Test(
        "An operation that cannot be honoured is left out and reported",
        arguments: [
            HeaderOperation.set(name: "x-a", value: "%NO_SUCH_THING%"), .set(name: "x-a", value: "50% off"),
            .set(name: "x-a", value: "%REQ%"), .add(name: "x-a", value: "%REQ(a?b?c)%"),
            .add(name: "x-a", value: "%REQ(a):x%"),
            .set(name: "x-a", value: "%REQ(a%"), .set(name: "x-a", value: "%START_TIME(%Q)%"), .remove(name: "Host"),
            .remove(name: ":path"), .set(name: ":method", value: "GET"), .set(name: "x-a", value: "%PROTOCOL(x)%"),
        ])
    func problems(operation: HeaderOperation) {
        let policy = RoutePolicy(requestHeaders: [operation, .set(name: "x-kept", value: "1")])
        let table = Table([
            RoutePlan(action: .forward(), policy: policy, origin: .rule(), matchPath: "spec.http[0].match[0]")
        ])
        #expect(table.compiled.problems.count == 1)
        #expect(table.compiled.problems.first?.matchPath == "spec.http[0].match[0]")
        #expect(table.compiled.problems.first?.message.contains("The operation is left out") == true)
    }

    @Test("A15: response operations see the request and the response")
    func response() {
        let policy = RoutePolicy(responseHeaders: [
            .set(name: "x-r", value: "%REQ(:path)% %RESPONSE_CODE% %RESP(server)%"), .remove(name: "x-gone"),
        ])
        let table = Table([RoutePlan(action: .says("x"), policy: policy, origin: .rule())])
        var response = ResponseHead(201, (name: "server", value: "up"), (name: "x-gone", value: "1"))
        table.route.applyResponse(to: &response, destination: nil, request: .get("/p"), facts: .plain())
        #expect(response.lines == ["server: up", "x-r: /p 201 up"])
    }
}

import GatehouseHTTP
import GatehousePlan
import Testing

@testable import GatehouseRouting

/// One condition against one request, in a table of one route and in one of many others.
@Suite struct ConditionTests {
    private static func matches(_ condition: RouteCondition, _ head: RequestHead) -> Bool {
        let alone = Table([.to("it", condition)]).routeName(head) == "it"
        let others = (0..<20).map { RoutePlan.to("\($0)", RouteCondition(path: PathCondition(.exact("/other/\($0)")))) }
        #expect((Table(others + [.to("it", condition)]).routeName(head) == "it") == alone)
        return alone
    }

    @Test(
        "M2: exact, raw prefix, whole regex; case ignored for the first two only",
        arguments: [
            (PathCondition(.exact("/foo")), "/foo", true), (PathCondition(.exact("/foo")), "/foo?x=1", true),
            (PathCondition(.exact("/foo")), "/foo/", false), (PathCondition(.exact("/foo")), "/Foo", false),
            (PathCondition(.exact("/Foo"), ignoresCase: true), "/fOO", true),
            (PathCondition(.prefix("/foo")), "/foobar", true), (PathCondition(.prefix("/foo/")), "/foo", false),
            (PathCondition(.prefix("/Foo"), ignoresCase: true), "/fOObar", true),
            (PathCondition(.regex("/foo")), "/foobar", false), (PathCondition(.regex("/foo.*")), "/foobar?q", true),
            (PathCondition(.regex("/a|/b")), "/b", true),
        ])
    func path(condition: PathCondition, target: String, expected: Bool) {
        #expect(Self.matches(RouteCondition(path: condition), .get(target)) == expected)
    }

    private static func header(_ value: StringCondition, not isInverted: Bool = false) -> RouteCondition {
        RouteCondition(headers: [HeaderCondition(name: "x-env", value: value, isInverted: isInverted)])
    }

    @Test(
        "M3: values keep their case, repeated fields are joined with a comma",
        arguments: [
            (StringCondition.exact("a"), ["a"], true), (.exact("a"), ["A"], false), (.exact("a"), [], false),
            (.exact("a,b"), ["a", "b"], true), (.exact("a"), ["a", "b"], false), (.prefix("a,"), ["a", "b"], true),
            (.regex("a.b"), ["a", "b"], true), (.regex("a"), ["ab"], false), (.present, [""], true),
            (.present, [], false), (.exact(""), [""], true), (.exact(""), [], false),
        ])
    func headers(value: StringCondition, sent: [String], expected: Bool) {
        let head = RequestHead(
            method: "GET", authority: "h", target: "/", headers: sent.map { (name: "X-Env", value: $0) })
        #expect(Self.matches(Self.header(value), head) == expected)
    }

    @Test(
        "M4: a missing header counts as empty, save in a test for presence",
        arguments: [
            (StringCondition.exact("prod"), nil, true), (.exact("prod"), "prod", false), (.exact("prod"), "dev", true),
            (.exact(""), nil, false), (.regex(".*"), nil, false), (.regex("a+"), nil, true), (.prefix("p"), nil, true),
            (.present, nil, true), (.present, "", false), (.present, "x", false),
        ] as [(StringCondition, String?, Bool)])
    func withoutHeaders(value: StringCondition, sent: String?, expected: Bool) {
        let head = RequestHead(
            method: "GET", authority: "h", target: "/", headers: sent.map { [(name: "x-env", value: $0)] } ?? [])
        #expect(Self.matches(Self.header(value, not: true), head) == expected)
    }

    @Test(
        "M3: pseudo headers and host stand for the request's parts; uri, method and the like are ordinary names",
        arguments: [
            (":method", "GET", true), (":authority", "Host:80", true), ("host", "Host:80", true),
            (":scheme", "http", true),
            (":path", "/p?q=1", true), (":path", "/p", false), ("method", "GET", false), ("uri", "/p", false),
            ("a!#$%&'*+-.^_`|~z", "why", true),
        ])
    func headerNames(name: String, value: String, expected: Bool) {
        let head = RequestHead.get("/p?q=1", host: "Host:80", (name: "a!#$%&'*+-.^_`|~z", value: "why"))
        let condition = RouteCondition(headers: [HeaderCondition(name: name, value: .exact(value))])
        #expect(Self.matches(condition, head) == expected)
    }

    @Test(
        "M5: the first occurrence of a query parameter counts, undecoded",
        arguments: [
            (StringCondition.exact("1"), "/?p=1", true), (.exact("1"), "/?p=2&p=1", false),
            (.exact("1"), "/?xp=1", false),
            (.exact("x y"), "/?p=x%20y", false), (.exact("x%20y"), "/?p=x%20y", true), (.exact("a=b"), "/?p=a=b", true),
            (.present, "/?p", true), (.present, "/?p=", true), (.present, "/", false), (.exact(""), "/?p", true),
            (.regex("[0-9]+"), "/?q&p=17&r", true), (.prefix("a"), "/?p=ab", true),
        ])
    func queryParameters(value: StringCondition, target: String, expected: Bool) {
        let condition = RouteCondition(queryParameters: [QueryCondition(name: "p", value: value)])
        #expect(Self.matches(condition, .get(target)) == expected)
    }

    @Test("M6: method and authority are compared as sent, the port included")
    func methodAndAuthority() {
        #expect(Self.matches(RouteCondition(method: .exact("GET")), .get("/")))
        #expect(!Self.matches(RouteCondition(method: .exact("get")), .get("/")))
        #expect(Self.matches(RouteCondition(authority: .exact("A.com:80")), .get("/", host: "A.com:80")))
        #expect(!Self.matches(RouteCondition(authority: .exact("a.com")), .get("/", host: "a.com:80")))
        #expect(Self.matches(RouteCondition(scheme: .exact("http")), .get("/")))
    }

    @Test("A route whose expression does not compile is left out and reported, and nothing else is")
    func brokenExpression() {
        let table = Table([.to("broken", RouteCondition(path: PathCondition(.regex("(")))), .to("rest")])
        #expect(table.routeName(.get("/")) == "rest")
        #expect(table.compiled.problems.count == 1)
        #expect(table.compiled.problems.first?.message.contains("The route is left out") == true)
    }
}

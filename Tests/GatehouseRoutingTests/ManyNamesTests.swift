import GatehouseHTTP
import GatehousePlan
import Testing

@testable import GatehouseRouting

/// Routes that differ in the names they look at are found by the request's names, not tried one by one.
@Suite struct ManyNamesTests {
    private static let names = (0..<20).map { "n\($0)" }
    private static let parameters = Table(
        names.map { .to($0, RouteCondition(queryParameters: [QueryCondition(name: $0, value: .exact("1"))])) })
    private static let headers = Table(
        names.map { .to($0, RouteCondition(headers: [HeaderCondition(name: $0, value: .exact("1"))])) })

    @Test(
        "M5: the first occurrence of a query parameter counts",
        arguments: [
            ("/?n3=1", "n3"), ("/?n3=0&n3=1", nil), ("/?n3=1&n3=0", "n3"), ("/?n7=1&n3=1", "n3"),
            ("/?n3=0&n7=1&n3=1", "n7"),
            ("/?n=1&n33=1", nil), ("/", nil),
        ])
    func firstParameter(target: String, expected: String?) {
        #expect(Self.parameters.routeName(.get(target)) == expected)
    }

    @Test(
        "M3: repeated headers are joined",
        arguments: [
            ([("n3", "1")], "n3"), ([("n3", "1"), ("n3", "0")], nil), ([("n3", "0"), ("n3", "1")], nil),
            ([("n7", "1"), ("n3", "1")], "n3"), ([("n3", "0"), ("n7", "1"), ("n3", "1")], "n7"), ([("n33", "1")], nil),
        ])
    func joinedHeader(sent: [(String, String)], expected: String?) {
        let head = RequestHead(
            method: "GET", authority: "h", target: "/", headers: sent.map { (name: $0.0, value: $0.1) })
        #expect(Self.headers.routeName(head) == expected)
    }

    @Test("Joined, too, where a route asks for the joined value")
    func askingForJoined() {
        let table = Table(
            Self.names.map { .to($0, RouteCondition(headers: [HeaderCondition(name: $0, value: .exact("1,2"))])) })
        #expect(table.routeName(.get("/", (name: "n5", value: "1"), (name: "n5", value: "2"))) == "n5")
        #expect(table.routeName(.get("/", (name: "n5", value: "2"), (name: "n5", value: "1"))) == nil)
    }
}

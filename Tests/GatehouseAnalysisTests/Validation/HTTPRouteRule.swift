import GatehouseModel

/// A VirtualService with one http route, which is valid.
let httpRouteBase = Resource.edge(
    VirtualService(
        hosts: ["a.example.com"], gateways: ["shop/edge"],
        http: [HTTPRoute(route: [HTTPRouteDestination(destination: Destination(host: "reviews"))])]))

/// A rule about the first http route; `at` is below it.
func httpRule(
    _ text: String, at field: String, code: String = "IST0106", broken: (inout HTTPRoute) -> Void,
    fixed: (inout HTTPRoute) -> Void = { _ in }
) -> RuleCase<VirtualService> {
    RuleCase(
        text, at: "spec.http[0]" + field, code: code, of: httpRouteBase, broken: { broken(&$0.spec.http[0]) },
        fixed: { fixed(&$0.spec.http[0]) })
}

import GatehouseObjects

/// The names that explanations have: a mistyped one, with null behind it, would make a test that can't fail.
enum ExpectedNames {
    /// By the place that they are in.
    private static let known: [String: Set<String>] = [
        "": [
            "outcome", "status", "responseFlag", "listener", "virtualHost", "route", "destinations", "policies",
            "request",
            "location", "because",
        ],
        "listener": ["address", "port", "protocol"],
        "route": ["virtualService", "rule", "match", "name", "delegatedBy"],
        "destinations": ["host", "subset", "port", "weight", "cluster", "endpoints", "names"],
        "policies": [
            "timeout", "retries", "mirrors", "rateLimits", "maxRequestBytes", "requestTimeout", "balancer",
            "outlierDetection", "healthCheck", "limits",
        ],
        "request": ["method", "path", "authority", "headers"],
    ]

    /// Checks the names of what is expected.
    static func check(_ expected: JSON, at place: String) throws(RoutingTestError) {
        let fields = try TestFields(expected, at: place, allowed: self.known[""] ?? [])
        for (name, value) in fields.members.sorted(by: { $0.key < $1.key }) {
            guard let allowed = self.known[name] else { continue }
            for (index, element) in (value.array ?? [value]).enumerated() where element.object != nil {
                let position = value.array == nil ? "" : "[\(index)]"
                _ = try TestFields(element, at: "\(place).\(name)\(position)", allowed: allowed)
            }
        }
    }
}

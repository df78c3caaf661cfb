import GatehouseModel
import GatehousePlan

/// What the annotations of one VirtualService say about its rules for HTTP.
struct RouteAnnotations {
    /// A value, and the rule that it is for.
    private struct Scoped<Value> {
        var value: Value
        /// The rule's name; nil for all rules.
        var route: String?
    }

    /// Why annotations are not applied.
    private(set) var diagnostics: [Diagnostic] = []
    private var rateLimits: [Scoped<RateLimitPolicy>] = []
    private var maxRequestBytes: [Scoped<Int>] = []
    private var requestTimeouts: [Scoped<Duration>] = []

    /// What a VirtualService says. An annotation with anything wrong in it is not applied at all.
    init(_ resource: Resource<VirtualService>) {
        let annotations = resource.metadata.annotations
        guard annotations.keys.contains(where: { $0.hasPrefix(PolicyAnnotation.prefix) }) else { return }
        self.diagnostics = resource.diagnosticsOfUnknownAnnotations()
        self.read(.rateLimit, of: resource) { annotations, entries throws(AnnotationProblem) in
            annotations.rateLimits = try Self.rateLimits(entries, of: resource)
        }
        self.read(.maxRequestBytes, of: resource) { annotations, entries throws(AnnotationProblem) in
            annotations.maxRequestBytes = try Self.values(entries, of: resource, Self.bytes)
        }
        self.read(.requestTimeout, of: resource) { annotations, entries throws(AnnotationProblem) in
            annotations.requestTimeouts = try Self.values(entries, of: resource, Self.duration)
        }
    }

    /// Puts what is said about a rule into its policy, as far as the policy says nothing yet: what a delegate says comes
    /// before what its root says (semantics D3).
    func apply(to policy: inout RoutePolicy, rule name: String?) {
        func values<Value>(_ scoped: [Scoped<Value>]) -> [Value] {
            scoped.filter { $0.route == nil || $0.route == name }.map(\.value)
        }
        /// What is said of the rule by its name comes before what is said of all.
        func value<Value>(_ scoped: [Scoped<Value>]) -> Value? {
            (scoped.first { $0.route != nil && $0.route == name } ?? scoped.first { $0.route == nil })?.value
        }
        if policy.rateLimits.isEmpty { policy.rateLimits = values(self.rateLimits) }
        policy.maxRequestBytes = policy.maxRequestBytes ?? value(self.maxRequestBytes)
        policy.requestTimeout = policy.requestTimeout ?? value(self.requestTimeouts)
    }

    private mutating func read(
        _ annotation: PolicyAnnotation, of resource: Resource<VirtualService>,
        _ body: (inout RouteAnnotations, [AnnotationEntry]) throws(AnnotationProblem) -> Void
    ) {
        guard let text = resource.metadata.annotations[annotation.rawValue] else { return }
        do throws(AnnotationProblem) {
            if resource.spec.http.isEmpty {
                throw AnnotationProblem("is for rules of `spec.http`, and there are none; remove it")
            }
            try body(&self, AnnotationEntry.entries(of: text))
        } catch {
            self.diagnostics.append(error.diagnostic(annotation, of: resource))
        }
    }

    /// Each limit has one bucket for all the rules that it is for, or one for each of its keys.
    private static func rateLimits(
        _ entries: [AnnotationEntry], of resource: Resource<VirtualService>
    ) throws(AnnotationProblem) -> [Scoped<RateLimitPolicy>] {
        var result: [Scoped<RateLimitPolicy>] = []
        for (index, entry) in entries.enumerated() {
            var entry = entry
            let name = "\(resource.key) \(PolicyAnnotation.rateLimit.rawValue)[\(index)]"
            let policy = try RateLimitPolicy(&entry, name: name)
            let route = try Self.route(&entry, of: resource)
            try entry.finish(options: "burst", "key", "route")
            result.append(Scoped(value: policy, route: route))
        }
        return result
    }

    private static func values<Value>(
        _ entries: [AnnotationEntry], of resource: Resource<VirtualService>,
        _ read: (String) throws(AnnotationProblem) -> Value
    ) throws(AnnotationProblem) -> [Scoped<Value>] {
        var result: [Scoped<Value>] = []
        for entry in entries {
            var entry = entry
            let value = try read(entry.head.joined())
            let route = try Self.route(&entry, of: resource)
            try entry.finish(options: "route")
            if result.contains(where: { $0.route == route }) {
                let rules = route.map { "the route \"\($0)\"" } ?? "all routes"
                throw AnnotationProblem("has two values for \(rules); keep one, or name a route with route=NAME")
            }
            result.append(Scoped(value: value, route: route))
        }
        return result
    }

    /// The rule that an entry is for; nil for all.
    private static func route(
        _ entry: inout AnnotationEntry, of resource: Resource<VirtualService>
    ) throws(AnnotationProblem) -> String? {
        guard let route = entry.take("route") else { return nil }
        let names = resource.spec.http.compactMap { stated($0.name) }
        if names.contains(route) { return route }
        let few = names.prefix(5).joined(separator: ", ") + (names.count > 5 ? ", …" : "")
        let advice =
            names.isEmpty ? "no rule of `spec.http` has a `name`" : "the rules of `spec.http` are named \(few)"
        throw AnnotationProblem("has route=\(route); \(advice)")
    }

    private static func bytes(_ text: String) throws(AnnotationProblem) -> Int {
        if let bytes = ByteCount.parse(text) { return bytes }
        throw AnnotationProblem("says \"\(text)\"; write a number of bytes from 1 on, such as 512KiB, 10MiB or 1048576")
    }

    private static func duration(_ text: String) throws(AnnotationProblem) -> Duration {
        if let duration = AnnotationEntry.duration(text) { return duration }
        throw AnnotationProblem("says \"\(text)\"; write a duration of at least 1ms, such as 30s, 500ms or 1m30s")
    }
}

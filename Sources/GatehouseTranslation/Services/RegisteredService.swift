import GatehouseModel
import GatehousePlan

/// A service as routes see it: one host with its ports, whichever resource it comes from.
struct RegisteredService {
    /// A port of a service.
    struct Port: Hashable {
        /// The service port.
        var number: Int
        /// Its name; empty when it has none.
        var name: String
        /// The port of an endpoint that says nothing else; nil when it goes by `targetName`.
        var target: Int?
        /// The name of the endpoint's port.
        var targetName: String?
        /// What is spoken there.
        var upstreamProtocol = ClusterPlan.UpstreamProtocol.http1
    }

    /// Where the endpoints come from.
    enum Source: Hashable {
        /// The Service at this index of the resources.
        case kubernetes(Int)
        /// The ServiceEntry at this index of the resources.
        case serviceEntry(Int)
        /// From DNS, under the service's host: the target of the ExternalName Service at this index of the resources
        /// (semantics S5).
        case externalName(Int)
        /// Nowhere but from the explicit endpoints.
        case explicit
    }

    /// The host that destinations name.
    var host: String
    /// The namespace of its resource.
    var namespace: String
    /// Its resource.
    var origin: Origin
    /// Where the endpoints come from.
    var source: Source
    /// Its ports, in order.
    var ports: [Port]
    /// Whether every port is one of its own (semantics of an explicit endpoint without a port).
    var acceptsAnyPort = false
    /// Where it is visible (semantics S4).
    var visibility: Visibility
    /// The host that stands in its place: the target of an ExternalName Service (semantics S5).
    var aliasOf: String?
    /// The host of the ExternalName Service that it was made of; nil for other services.
    var alias: String?
    /// Which endpoints it would have clients prefer (semantics B4).
    var distribution = TrafficDistribution.any
    /// The names that its certificates carry, where it says so.
    var subjectAltNames: [String] = []
    /// All ServiceEntries of the namespace that have the host, oldest first, this one among them; none where it is alone.
    /// Their endpoints are joined as in Istio, which keeps endpoints by host and namespace, whichever resource has them.
    var joined: [ServiceEntryPart] = []
    /// Endpoints that were given without a resource.
    var explicitEndpoints: [ExplicitEndpoint] = []

    /// The port of this number.
    func port(_ number: Int) -> Port? {
        if let port = self.ports.first(where: { $0.number == number }) { return port }
        if let port = self.joined.lazy.compactMap({ $0.port(number) }).first { return port }
        return self.acceptsAnyPort ? Port(number: number, name: "", target: number) : nil
    }

    /// The port of a route that names none: the only one (semantics A5), 80 where any is accepted, else nil.
    var defaultPort: Int? {
        if self.acceptsAnyPort { return self.ports.first?.number ?? 80 }
        return self.ports.count == 1 ? self.ports.first?.number : nil
    }

    /// What an ExternalName Service is where its target is no service: that host, on every port, resolved by DNS
    /// (semantics S5). Nil for other services.
    var asExternalName: RegisteredService? {
        guard let target = self.aliasOf, case .kubernetes(let index) = self.source else { return nil }
        var service = self
        service.host = target
        service.alias = self.host
        service.aliasOf = nil
        service.source = .externalName(index)
        service.acceptsAnyPort = true
        return service
    }

    /// The name for metrics: the first label of a Kubernetes host, else the whole host.
    var metricsName: String {
        switch self.source {
        case .kubernetes(_), .externalName(_): self.origin.name
        case .serviceEntry(_): self.host
        case .explicit: self.host.prefix { $0 != "." }.isEmpty ? self.host : String(self.host.prefix { $0 != "." })
        }
    }
}

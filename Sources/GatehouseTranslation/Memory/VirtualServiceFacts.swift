import GatehouseModel
import GatehousePlan

/// What a VirtualService says to a gateway by itself, whatever other resources there are.
final class VirtualServiceFacts: Sendable {
    /// The VirtualService.
    let origin: Origin
    /// Its namespace.
    let namespace: String
    /// The Gateways that it names, `namespace/name` or `mesh`, in its order.
    let gateways: [String]
    /// Those of them that are not `mesh`.
    let properGateways: [String]
    /// Its hosts, short names completed.
    let hosts: [String]
    /// Where it is visible (semantics V2).
    let visibility: Visibility
    /// Whether one of its rules is a delegate's.
    let hasDelegates: Bool
    /// Whether a match names Gateways, so that the rules differ from one to the other (semantics M8).
    let dependsOnGateway: Bool
    /// Whether some of its rules are for some kinds of servers only: for a port, or for connections.
    let hasRulesOfSomePorts: Bool
    /// What is to be said of it where its rules are served.
    let findings: [Diagnostic]

    init(_ resource: Resource<VirtualService>, options: TranslationOptions) {
        let metadata = resource.metadata
        let names = ShortNames(namespace: metadata.namespace, clusterDomain: options.clusterDomain)
        self.origin = Origin(kind: VirtualService.kind, namespace: metadata.namespace, name: metadata.name)
        self.namespace = metadata.namespace
        let gateways = resource.spec.gateways.map { names.gateway($0) }
        self.gateways = gateways
        self.properGateways = gateways.contains("mesh") ? gateways.filter { $0 != "mesh" } : gateways
        self.hosts = resource.spec.hosts.map { names.host($0) }
        self.visibility = Visibility(exportTo: resource.spec.exportTo, namespace: metadata.namespace)
        self.hasDelegates = resource.spec.http.contains { $0.delegate != nil }
        self.dependsOnGateway = resource.spec.http.contains { $0.match.contains { !$0.gateways.isEmpty } }
        self.hasRulesOfSomePorts =
            !resource.spec.tcp.isEmpty || !resource.spec.tls.isEmpty
            || resource.spec.http.contains { $0.match.contains { ($0.port ?? 0) != 0 } }
        self.findings =
            UnhonouredFields(resource.spec).diagnostics(of: resource, code: "GH0204")
            + RouteAnnotations(resource).diagnostics
    }
}

import GatehouseModel
import GatehousePlan

extension ClusterCatalog {
    /// Adds a finding about settings, once however many clusters have them.
    mutating func report(settings diagnostic: Diagnostic) {
        if self.reportedSettings.insert(diagnostic).inserted { self.diagnostics.append(diagnostic) }
    }

    /// Says, once for a ServiceEntry, that wildcards are no names to look up.
    mutating func report(wildcards: [String], of service: RegisteredService) {
        guard case .serviceEntry(let index) = service.source,
            self.reported.insert(ResourceKey(service.origin)).inserted
        else { return }
        let entry = self.resources.serviceEntries[index]
        let few = wildcards.prefix(3).joined(separator: ", ") + (wildcards.count > 3 ? ", …" : "")
        let field = FieldPath.spec[entry.spec.endpoints.isEmpty ? "hosts" : "endpoints"]
        self.diagnostics.append(
            entry.diagnostic(
                "GH0206", .warning, .partDropped, at: field,
                "\(few) would have to be looked up anew for the host of each request: there are no endpoints for it."
                    + " List the hosts that are needed, or use `resolution: DYNAMIC_DNS`, which does that."))
    }

    /// Says that none of the endpoints that there are is one of a subset.
    mutating func report(empty subset: Subset, of service: RegisteredService, _ rule: ConsolidatedRule?) {
        let labels = subset.labels.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ",")
        for index in rule?.sources ?? [] {
            let resource = self.resources.destinationRules[index]
            guard let position = resource.spec.subsets.firstIndex(of: subset) else { continue }
            return self.report(
                settings: resource.diagnostic(
                    "IST0173", .warning, .none, at: .spec["subsets"][position]["labels"],
                    "\(service.host) has endpoints, and none of them has \(labels): requests to the subset"
                        + " \(subset.name ?? "") are answered 503 UH. Endpoints have the labels of their Pods, WorkloadEntries"
                        + " and ServiceEntries their own; what Endpoints and EndpointSlices name without a Pod has none."
                ))
        }
    }

    /// Says something of a service's field.
    mutating func report(_ service: RegisteredService, at field: String = "ports", _ predicate: String) {
        let message = "\(service.host) \(predicate)"
        let field = FieldPath.spec[field]
        let diagnostic =
            switch service.source {
            case .serviceEntry(let index):
                self.resources.serviceEntries[index].diagnostic("GH0209", .warning, .none, at: field, message)
            case .kubernetes(let index), .externalName(let index):
                self.resources.services[index].diagnostic("GH0209", .warning, .none, at: field, message)
            case .explicit: Diagnostic(code: "GH0209", level: .warning, effect: .none, message: message)
            }
        self.diagnostics.append(diagnostic)
    }
}

extension ResourceKey {
    /// The key of the resource that a node comes from.
    init(_ origin: Origin) {
        self.init(kind: origin.kind, namespace: origin.namespace, name: origin.name)
    }
}

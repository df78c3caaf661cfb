import GatehouseModel

/// The hosts that destinations can name: those of Services and ServiceEntries, each where it is exported to.
struct KnownHosts {
    /// One resource's host.
    struct Entry {
        var visibility: Visibility
        /// The numbers of its ports; nil where they could not be read, or any will do.
        var ports: [Int]?
    }

    private var exact: [String: [Entry]] = [:]
    private var wildcards: [(suffix: String, entry: Entry)] = []

    init(_ resources: ResourceSet, unread: Set<ResourceKey>, gateway: AnalyzedGateway) {
        func host(_ name: String, _ namespace: String) -> String {
            ShortNames(namespace: namespace, clusterDomain: gateway.clusterDomain).host(name)
        }
        for service in resources.services {
            let metadata = service.metadata
            let exportTo = metadata.annotations["networking.istio.io/exportTo"]?.split(separator: ",").map { entry in
                String(entry.drop { $0 == " " }.prefix { $0 != " " })
            }
            self.append(
                host(metadata.name, metadata.namespace),
                Entry(
                    visibility: Visibility(exportTo: exportTo ?? [], namespace: metadata.namespace),
                    ports: service.spec.ports.compactMap { $0.port.map(Int.init) }))
        }
        for key in unread where key.kind == Service.kind {
            self.append(host(key.name, key.namespace), Entry(visibility: .everywhere, ports: nil))
        }
        for entry in resources.serviceEntries {
            let known = Entry(
                visibility: Visibility(exportTo: entry.spec.exportTo, namespace: entry.metadata.namespace),
                ports: entry.spec.ports.compactMap { $0.number.map(Int.init) })
            for name in entry.spec.hosts { self.append(name, known) }
        }
        for endpoint in gateway.endpoints { self.append(endpoint.host, Entry(visibility: .everywhere, ports: nil)) }
    }

    private mutating func append(_ host: String, _ entry: Entry) {
        self.exact[host, default: []].append(entry)
        if host.hasPrefix("*") { self.wildcards.append((String(host.dropFirst()), entry)) }
    }

    /// The host that one of these namespaces sees; nil for none.
    func find(_ host: String, from namespaces: [String]) -> Entry? {
        func isSeen(_ entry: Entry) -> Bool {
            entry.visibility == .everywhere || namespaces.contains { entry.visibility.includes($0) }
        }
        if let entry = self.exact[host]?.first(where: isSeen) { return entry }
        if host.isEmpty { return nil }
        return self.wildcards.first { host.hasSuffix($0.suffix) && isSeen($0.entry) }?.entry
    }
}

extension [String] {
    /// The namespaces in which `exportTo` has a resource of `namespace` looked at: its own, where it does not say.
    func exportedNamespaces(of namespace: String) -> [String] {
        self.isEmpty ? [namespace] : self.map { $0 == "." ? namespace : $0 }
    }
}

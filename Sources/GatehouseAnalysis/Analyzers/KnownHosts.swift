import GatehouseModel

/// The hosts that destinations can name: those of Services, ServiceEntries and `--endpoint`s, each where it is exported to.
struct KnownHosts {
    /// Where a host comes from.
    enum Source {
        case service
        /// The ServiceEntry's index in the resources.
        case serviceEntry(Int)
        case explicit
    }

    /// One resource's host.
    struct Entry {
        var source: Source
        var visibility: Visibility
        /// The numbers of its TCP ports; nil where they could not be read, or any will do.
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
            let isAlias = service.spec.type == .externalName && service.spec.ports.isEmpty
            let ports = service.spec.ports.filter { $0.protocol == nil || $0.protocol == .tcp }
            self.append(
                host(metadata.name, metadata.namespace),
                Entry(
                    source: .service, visibility: Visibility(ofService: metadata),
                    ports: isAlias ? nil : ports.compactMap { $0.port.map(Int.init) }))
        }
        for key in unread where key.kind == Service.kind {
            self.append(host(key.name, key.namespace), Entry(source: .service, visibility: .everywhere, ports: nil))
        }
        for (index, entry) in resources.serviceEntries.enumerated() {
            let known = Entry(
                source: .serviceEntry(index),
                visibility: Visibility(exportTo: entry.spec.exportTo, namespace: entry.metadata.namespace),
                ports: entry.spec.ports.compactMap { $0.number.map(Int.init) })
            for name in entry.spec.hosts { self.append(name, known) }
        }
        for endpoint in gateway.endpoints {
            self.append(endpoint.host, Entry(source: .explicit, visibility: .everywhere, ports: nil))
        }
    }

    private mutating func append(_ host: String, _ entry: Entry) {
        self.exact[host, default: []].append(entry)
        if host.hasPrefix("*") { self.wildcards.append((String(host.dropFirst()), entry)) }
    }

    /// What one of these namespaces sees under a host; empty for nothing.
    func find(_ host: String, from namespaces: [String]) -> [Entry] {
        func isSeen(_ entry: Entry) -> Bool {
            entry.visibility == .everywhere || namespaces.contains { entry.visibility.includes($0) }
        }
        let found = (self.exact[host] ?? []).filter(isSeen)
        if !found.isEmpty || host.isEmpty { return found }
        return self.wildcards.filter { host.hasSuffix($0.suffix) && isSeen($0.entry) }.map(\.entry)
    }

    /// Whether there is such a host for anybody.
    func contains(_ host: String) -> Bool { self.exact[host] != nil }
}

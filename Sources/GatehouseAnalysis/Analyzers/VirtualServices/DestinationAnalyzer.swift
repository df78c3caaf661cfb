import GatehouseModel

/// Destinations that there are none of: hosts, ports, subsets (IST0101), and those of several ports that name none
/// (IST0112).
enum DestinationAnalyzer {
    @Sendable static func diagnostics(_ configuration: AnalyzedConfiguration) -> [Diagnostic] {
        let subsets = SubsetNames(configuration)
        var diagnostics: [Diagnostic] = []
        for resource in configuration.resources.virtualServices {
            let names = configuration.names(of: resource.metadata.namespace)
            let askers = configuration.namespaces(of: resource.metadata, exportTo: resource.spec.exportTo)
            resource.spec.forEachDestination { path, destination in
                func report(_ code: String, at path: FieldPath, _ message: String) {
                    diagnostics.append(resource.diagnostic(code, .error, .partDropped, at: path, message))
                }
                let host = names.host(destination?.host ?? "")
                let known = configuration.hosts.find(host, from: askers)
                if known.isEmpty {
                    return report("IST0101", at: path, Self.unknown(host, askers, configuration))
                }
                // Resources of one host join their ports.
                let ports = known.reduce(Set<Int>?([])) { union, entry in
                    entry.ports.flatMap { union?.union($0) }
                }
                if let ports {
                    let list = ports.sorted().map(String.init).few
                    if let number = destination?.port?.number {
                        if !ports.contains(Int(number)) {
                            report(
                                "IST0101", at: path["port"],
                                ports.isEmpty
                                    ? "\(host) has no ports." : "\(host) has no port \(number); it has \(list).")
                        }
                    } else if ports.count > 1 {
                        report(
                            "IST0112", at: path,
                            "\(host) has the ports \(list): say in `port.number` which of them is meant.")
                    }
                }
                if let subset = destination?.subset, !subset.isEmpty, !subsets.contains(subset, of: host) {
                    report("IST0101", at: path["subset"], "No DestinationRule defines a subset \(subset) of \(host).")
                }
            }
        }
        return diagnostics
    }

    private static func unknown(_ host: String, _ askers: [String], _ configuration: AnalyzedConfiguration) -> String {
        if host.isEmpty { return "The destination names no host. What is sent there is answered 503." }
        let seen = Set(askers).sorted().joined(separator: ", ")
        // `reviews.prod` is a host of its own, and hardly ever meant.
        let full = host.split(separator: ".").joined(separator: ".") + ".svc." + configuration.gateway.clusterDomain
        let hint = configuration.hosts.contains(full) ? " Do you mean \(full)?" : ""
        return "There is no service \(host): no Service or ServiceEntry that is exported to \(seen) has it."
            + " What is sent there is answered 503.\(hint)"
    }
}

/// The subsets that DestinationRules define, of hosts and of wildcards.
private struct SubsetNames {
    private struct Place: Hashable {
        var host: String
        var subset: String
    }

    private var places: Set<Place> = []
    private var wildcards: [Place] = []

    init(_ configuration: AnalyzedConfiguration) {
        for rule in configuration.resources.destinationRules {
            let host = configuration.names(of: rule.metadata.namespace).host(rule.spec.host ?? "")
            for subset in rule.spec.subsets {
                let place = Place(host: host, subset: subset.name ?? "")
                self.places.insert(place)
                if host.hasPrefix("*") { self.wildcards.append(place) }
            }
        }
    }

    func contains(_ subset: String, of host: String) -> Bool {
        self.places.contains(Place(host: host, subset: subset))
            || self.wildcards.contains { $0.subset == subset && host.hasSuffix($0.host.dropFirst()) }
    }
}

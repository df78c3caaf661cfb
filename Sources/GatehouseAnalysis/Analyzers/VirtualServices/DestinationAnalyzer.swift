import GatehouseModel

/// Destinations that there are none of: hosts, ports, subsets (IST0101), and those of several ports that name none
/// (IST0112).
enum DestinationAnalyzer {
    static func diagnostics(_ configuration: AnalyzedConfiguration) -> [Diagnostic] {
        let subsets = Self.subsets(configuration)
        var diagnostics: [Diagnostic] = []
        for resource in configuration.resources.virtualServices {
            let namespace = resource.metadata.namespace
            let names = configuration.names(of: namespace)
            let lookedAtFrom = resource.spec.exportTo.exportedNamespaces(of: namespace)
            resource.spec.forEachDestination { path, destination in
                func report(_ code: String, at path: FieldPath, _ message: String) {
                    diagnostics.append(resource.diagnostic(code, .error, .partDropped, at: path, message))
                }
                let host = names.host(destination?.host ?? "")
                guard let known = configuration.hosts.find(host, from: lookedAtFrom) else {
                    let what = host.isEmpty ? "The destination names no host" : "There is no service \(host)"
                    return report(
                        "IST0101", at: path,
                        "\(what): no Service or ServiceEntry that namespace \(namespace) sees has it."
                            + " What is sent there is answered 503.")
                }
                if let ports = known.ports {
                    let list = ports.map(String.init).joined(separator: ", ")
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
                if let subset = destination?.subset, !subset.isEmpty,
                    !subsets.contains(Place(host: host, subset: subset))
                {
                    report("IST0101", at: path["subset"], "No DestinationRule defines a subset \(subset) of \(host).")
                }
            }
        }
        return diagnostics
    }

    private struct Place: Hashable {
        var host: String
        var subset: String
    }

    private static func subsets(_ configuration: AnalyzedConfiguration) -> Set<Place> {
        var places: Set<Place> = []
        for rule in configuration.resources.destinationRules {
            let host = configuration.names(of: rule.metadata.namespace).host(rule.spec.host ?? "")
            for subset in rule.spec.subsets { places.insert(Place(host: host, subset: subset.name ?? "")) }
        }
        return places
    }
}

import GatehouseModel

/// ServiceEntries that give a host's port two protocols (IST0177), and ports of theirs that sidecars can't tell from others
/// (IST0134).
enum ServiceEntryAnalyzer {
    private struct Place: Hashable {
        var host: String
        var port: UInt32
    }

    private struct Use {
        var index: Int
        var name: String
    }

    @Sendable static func diagnostics(_ configuration: AnalyzedConfiguration) -> [Diagnostic] {
        let entries = configuration.resources.serviceEntries
        var users: [Place: [Use]] = [:]
        for (index, entry) in entries.enumerated() {
            for host in Set(entry.spec.hosts) {
                for port in entry.spec.ports {
                    guard let number = port.number else { continue }
                    users[Place(host: host, port: number), default: []]
                        .append(Use(index: index, name: (port.protocol ?? "").uppercased()))
                }
            }
        }
        let visibilities = entries.map {
            Visibility(exportTo: $0.spec.exportTo, namespace: $0.metadata.namespace)
        }
        return entries.enumerated().flatMap { index, entry in
            [Self.conflict(of: entry, index, entries, visibilities, users)].compactMap { $0 } + Self.unaddressed(entry)
        }
    }

    private static func conflict(
        of entry: Resource<ServiceEntry>, _ index: Int, _ entries: [Resource<ServiceEntry>],
        _ visibilities: [Visibility],
        _ users: [Place: [Use]]
    ) -> Diagnostic? {
        for host in entry.spec.hosts {
            for (position, port) in entry.spec.ports.enumerated() {
                let own = (port.protocol ?? "").uppercased()
                let other = (users[Place(host: host, port: port.number ?? 0)] ?? []).first { use in
                    use.index != index && use.name != own && Self.meet(visibilities[index], visibilities[use.index])
                }
                guard let other else { continue }
                return entry.diagnostic(
                    "IST0177", .warning, .none, at: .spec["ports"][position]["protocol"],
                    "\(host) has \(own.isEmpty ? "no protocol" : own) on port \(port.number ?? 0) here and"
                        + " \(other.name.isEmpty ? "none" : other.name) in"
                        + " \(entries[other.index].key.name(from: entry.metadata.namespace)): one of them holds for both."
                        + " Let them agree.")
            }
        }
        return nil
    }

    /// Whether some namespace sees both.
    private static func meet(_ one: Visibility, _ other: Visibility) -> Bool {
        switch (one, other) {
        case (.nowhere, _), (_, .nowhere): false
        case (.everywhere, _), (_, .everywhere): true
        case (.namespaces(let first), .namespaces(let second)): !first.isDisjoint(with: second)
        }
    }

    private static func unaddressed(_ entry: Resource<ServiceEntry>) -> [Diagnostic] {
        // Istio writes into the status which addresses it has chosen itself.
        let assigned = FieldPath(components: [.key("status"), .key("addresses"), .index(0)])
        guard entry.spec.addresses.isEmpty, entry.source?.contains(assigned) != true else { return [] }
        return entry.spec.ports.enumerated().compactMap { index, port in
            guard ["", "TCP"].contains((port.protocol ?? "").uppercased()) else { return nil }
            return entry.diagnostic(
                "IST0134", .warning, .none, at: .spec["ports"][index],
                "Port \(port.number ?? 0) is TCP, and the ServiceEntry has no `addresses`: sidecars without DNS capture take"
                    + " whatever goes to this port for it. This gateway is not concerned.")
        }
    }
}

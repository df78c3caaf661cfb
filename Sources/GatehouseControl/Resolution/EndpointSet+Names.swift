import GatehousePlan

extension GatewayPlan {
    /// The names that have to be resolved for its clusters.
    var names: Set<String> {
        Set(self.clusters.flatMap { $0.resolvedNames?.names.map(\.address) ?? [] })
    }

    /// The endpoints of its clusters: those that are stated, and those that names stand for.
    ///
    /// - Parameter addresses: what is known of the names; a name that is not a key has no endpoints yet.
    func endpoints(
        stated: [String: EndpointSet], addresses: [String: [String]]
    ) -> [String: EndpointSet] {
        var result = stated
        for cluster in self.clusters {
            guard let names = cluster.resolvedNames else { continue }
            result[cluster.name, default: EndpointSet()].add(names, addresses: addresses)
        }
        return result
    }
}

extension EndpointSet {
    /// Adds an endpoint for each address of each name, or one for all of them, and keeps the order. An address that is
    /// there already is not added again: what is stated wins, and of several names the first.
    mutating func add(_ names: ResolvedNames, addresses: [String: [String]]) {
        var known = Set(self.endpoints.map { Place(address: $0.address, port: $0.port) })
        for name in names.names {
            for address in addresses[name.address] ?? [] {
                guard known.insert(Place(address: address, port: name.port)).inserted else { continue }
                var endpoint = name
                endpoint.address = address
                endpoint.hostname = name.address
                self.endpoints.append(endpoint)
                if names.use == .oneAddress { return self.sort() }
            }
        }
        self.sort()
    }

    private mutating func sort() {
        self.endpoints.sort { ($0.address, $0.port) < ($1.address, $1.port) }
    }

    private struct Place: Hashable {
        var address: String
        var port: Int
    }
}

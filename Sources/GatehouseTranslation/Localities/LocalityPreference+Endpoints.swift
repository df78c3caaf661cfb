import GatehouseModel
import GatehousePlan

extension LocalityPreference {
    /// Gives endpoints their priorities, or their places their shares; what gets no share is left out.
    func arrange(_ endpoints: [LabelledEndpoint], for gateway: GatewayPlace) -> [LabelledEndpoint] {
        switch self {
        case .none: endpoints
        case .distribute(let rules):
            rules.first { gateway.locality.matches($0.from ?? "") }.map { Self.share(endpoints, by: $0.to) }
                ?? endpoints
        case .failover(let labels, let regions):
            Self.prioritise(endpoints, labels: labels, regions: regions, for: gateway)
        }
    }

    // MARK: Shares

    /// Of the places that one entry means together, each gets a part of its share by the weights of its endpoints,
    /// rounded up as in Istio.
    private static func share(_ endpoints: [LabelledEndpoint], by shares: [String: UInt32]) -> [LabelledEndpoint] {
        var weights: [String: Int] = [:]
        for place in endpoints { weights[place.endpoint.locality, default: 0] += place.endpoint.weight }
        var result: [String: Int] = [:]
        for (rule, share) in shares.sorted(by: { $0.key < $1.key }) {
            let places = weights.keys.filter { result[$0] == nil && Locality($0).matches(rule) }
            let total = places.reduce(0) { $0 + (weights[$1] ?? 0) }
            for place in places {
                let part = Double(share) * Double(weights[place] ?? 0) / Double(max(total, 1))
                result[place] = Int(part.rounded(.up))
            }
        }
        return endpoints.compactMap { endpoint in
            guard let weight = result[endpoint.endpoint.locality], weight > 0 else { return nil }
            var endpoint = endpoint
            endpoint.endpoint.localityWeight = weight
            return endpoint
        }
    }

    // MARK: Priorities

    private static func prioritise(
        _ endpoints: [LabelledEndpoint], labels: [String], regions: [LocalityLoadBalancerSetting.Failover],
        for gateway: GatewayPlace
    ) -> [LabelledEndpoint] {
        let wanted = labels.map { WantedLabel($0, gateway: gateway) }
        let comparesPlaces = (labels.isEmpty || !regions.isEmpty) && gateway.locality.isKnown
        // Distances between places are 0 to 4, so that labels come first.
        let ranks = endpoints.map { endpoint in
            let byLabels = endpoint.disagreement(with: wanted) * 5
            return comparesPlaces ? byLabels + endpoint.distance(to: gateway.locality, regions: regions) : byLabels
        }
        // Priorities count from 0 without gaps.
        let priorities = Dictionary(
            uniqueKeysWithValues: Set(ranks).sorted().enumerated().map { ($0.element, $0.offset) })
        return zip(endpoints, ranks).map { endpoint, rank in
            var endpoint = endpoint
            endpoint.endpoint.priority = priorities[rank] ?? 0
            return endpoint
        }
    }
}

/// A label of `failoverPriority`, and the value that near endpoints have: `name`, for the gateway's own, or `name=value`.
private struct WantedLabel {
    var name: String
    var value: String

    init(_ text: String, gateway: GatewayPlace) {
        let parts = text.split(separator: "=", omittingEmptySubsequences: false)
        self.name = parts.first.map(String.init) ?? ""
        self.value = parts.count == 2 ? String(parts[1]) : gateway.value(of: self.name) ?? ""
    }
}

extension LabelledEndpoint {
    /// How much the endpoint lacks of these labels, of which each counts only while all before it agree: 0 for nothing,
    /// as many as there are if the first one differs. Another network than the gateway's is further away than all of
    /// that, and does not end the comparison.
    fileprivate func disagreement(with labels: [WantedLabel]) -> Int {
        var result = 0
        for (index, label) in labels.enumerated() where (self.value(of: label.name) ?? "") != label.value {
            if index == 0 && label.name == "topology.istio.io/network" {
                result = labels.count
            } else {
                return result + labels.count - index
            }
        }
        return result
    }

    /// How far away the endpoint is. Where a region is named that takes over from the gateway's, the others are one
    /// further.
    fileprivate func distance(to gateway: Locality, regions: [LocalityLoadBalancerSetting.Failover]) -> Int {
        let own = Locality(self.endpoint.locality)
        let distance = gateway.distance(to: own)
        guard distance == 3, let failover = regions.first(where: { $0.from == gateway.region }) else { return distance }
        return own.region == failover.to ? 3 : 4
    }
}

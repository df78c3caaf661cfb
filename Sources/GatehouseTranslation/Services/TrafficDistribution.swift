import GatehouseModel

/// Which endpoints a service itself would have clients prefer (semantics B4).
enum TrafficDistribution {
    /// Any.
    case any
    /// Those of the client's zone, then of its region.
    case sameZone
    /// Those on the client's node, then in its subzone, zone and region.
    case sameNode

    private static let annotation = "networking.istio.io/traffic-distribution"

    /// What a service says: its `trafficDistribution`, else its annotation, else its namespace's. Of these the first that
    /// says anything decides, where it is an annotation even if it can't be understood.
    init(_ field: String?, annotations: [String: String], ofNamespace: [String: String]) {
        switch field {
        case "PreferClose", "PreferSameZone": self = .sameZone
        case "PreferSameNode": self = .sameNode
        default:
            switch (stated(annotations[Self.annotation]) ?? ofNamespace[Self.annotation])?.lowercased() {
            case "preferclose", "prefersamezone": self = .sameZone
            case "prefersamenode": self = .sameNode
            default: self = .any
            }
        }
    }

    /// The labels by which near endpoints are told, in Istio's order.
    var labels: [String] {
        let zone = ["topology.istio.io/network", "topology.kubernetes.io/region", "topology.kubernetes.io/zone"]
        return switch self {
        case .any: []
        case .sameZone: zone
        case .sameNode: zone + ["topology.istio.io/subzone", "kubernetes.io/hostname"]
        }
    }
}

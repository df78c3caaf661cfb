/// Where a gateway or an endpoint is: `region/zone/subzone`, of which later parts may be unknown.
struct Locality: Hashable {
    /// The region; empty when it is not known, as in the others.
    var region = ""
    /// The zone.
    var zone = ""
    /// A part of the zone.
    var subzone = ""

    /// Whether anything is known of it.
    var isKnown: Bool { self != Locality() }

    /// The place that a text spells, `region/zone/subzone`; what follows a third `/` is none of it.
    init(_ text: String = "") {
        let parts = text.split(separator: "/", maxSplits: 3, omittingEmptySubsequences: false)
        if let region = parts.first { self.region = String(region) }
        if parts.count > 1 { self.zone = String(parts[1]) }
        if parts.count > 2 { self.subzone = String(parts[2]) }
    }

    /// The place that a workload's own labels name, nil when they name none. The values of Kubernetes' labels have no
    /// `/`, so that dots stand in their place. Where Istio's labels are absent, the region counts that Kubernetes copies to
    /// a pod from its node, with what is said of the zone beside it.
    init?(labels: [String: String]) {
        let names = ["topology.istio.io/locality", "istio-locality"]
        if let text = names.lazy.compactMap({ stated(labels[$0]) }).first {
            self.init(text.contains("/") ? text : String(text.map { $0 == "." ? "/" : $0 }))
        } else if let region = stated(labels["topology.kubernetes.io/region"]) {
            self.init()
            self.region = region
            self.zone = stated(labels["topology.kubernetes.io/zone"]) ?? ""
            self.subzone = self.zone.isEmpty ? "" : stated(labels["topology.istio.io/subzone"]) ?? ""
        } else {
            return nil
        }
    }

    /// As plans write it: `region/zone/subzone` without the unknown parts at its end.
    var text: String {
        if !self.subzone.isEmpty { return "\(self.region)/\(self.zone)/\(self.subzone)" }
        return self.zone.isEmpty ? self.region : "\(self.region)/\(self.zone)"
    }

    /// How far away another place is: 0 in the same subzone, 1 in the zone, 2 in the region, else 3. What both do not
    /// know counts as the same.
    func distance(to other: Locality) -> Int {
        guard self.region == other.region else { return 3 }
        guard self.zone == other.zone else { return 2 }
        return self.subzone == other.subzone ? 0 : 1
    }

    /// Whether it is one of those that a rule names: `*`, `region`, `region/*`, `region/zone/*` and so on. A zone or
    /// subzone that the rule leaves out may be any.
    func matches(_ rule: String) -> Bool {
        let rule = Locality(rule)
        func holds(_ wanted: String, _ own: String) -> Bool { wanted == "*" || wanted.isEmpty || wanted == own }
        return (rule.region == "*" || rule.region == self.region)
            && holds(rule.zone, self.zone) && holds(rule.subzone, self.subzone)
    }
}

extension Locality {
    /// What it says under one of the names that Istio gives to the parts of a locality; nil under any other name, and
    /// where the part is not known.
    func value(of label: String) -> String? {
        switch label {
        case "topology.kubernetes.io/region": stated(self.region)
        case "topology.kubernetes.io/zone": stated(self.zone)
        case "topology.istio.io/subzone": stated(self.subzone)
        default: nil
        }
    }

    /// Whether a label is one of those.
    static func isPart(_ label: String) -> Bool {
        ["topology.kubernetes.io/region", "topology.kubernetes.io/zone", "topology.istio.io/subzone"].contains(label)
    }
}

import GatehouseModel
import GatehousePlan

extension EffectiveRule {
    /// A service that gets copies of the rule's requests, and where the rule names it.
    private struct Mirror {
        var destination: Destination
        var share: UInt32
        var field: String
    }

    /// Where copies of the rule's requests go (semantics A13), `mirror` before `mirrors`. Without a percentage every
    /// request is copied; with one of 0 none is, which is as good as no mirror.
    func mirrors(serverPort: Int, namespace: String, clusters: inout ClusterCatalog) -> [MirrorPolicy] {
        self.statedMirrors.map { mirror in
            MirrorPolicy(
                destination: self.destination(
                    mirror.destination, serverPort: serverPort, namespace: namespace, clusters: &clusters),
                share: mirror.share)
        }
    }

    /// The fields that name the mirrors, from the rule down, in the order of `mirrors`.
    var mirrorFields: [String] { self.statedMirrors.map(\.field) }

    private var statedMirrors: [Mirror] {
        var result: [Mirror] = []
        if let destination = self.rule.mirror {
            let outdated = self.rule.mirrorPercent.map { Percent(value: Double($0)) }
            let share = (self.rule.mirrorPercentage ?? outdated)?.partsPerMillion ?? 1_000_000
            result.append(Mirror(destination: destination, share: share, field: "mirror"))
        }
        for (index, mirror) in self.rule.mirrors.enumerated() {
            guard let destination = mirror.destination else { continue }
            let share = mirror.percentage?.partsPerMillion ?? 1_000_000
            result.append(Mirror(destination: destination, share: share, field: "mirrors[\(index)].destination"))
        }
        return result.filter { $0.share > 0 }
    }
}

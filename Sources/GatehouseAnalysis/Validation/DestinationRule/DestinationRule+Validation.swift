import GatehouseModel

extension DestinationRule {
    func validate(at: FieldValidator, namespace: String) {
        at["host"].error(is: DomainName.wildcardProblem(in: self.host ?? ""))
        self.trafficPolicy?.validate(at: at["trafficPolicy"], namespace: namespace)

        var names: Set<String> = []
        for (index, subset) in self.subsets.enumerated() {
            let at = at["subsets"][index]
            let name = subset.name ?? ""
            if !names.insert(name).inserted { at["name"].error("is \"\(name)\", which another subset has") }
            at["name"].checkSubsetName(name)
            at["labels"].checkLabels(subset.labels)
            subset.trafficPolicy?.validate(at: at["trafficPolicy"], namespace: namespace)
        }

        at["exportTo"].checkExportTo(self.exportTo, namespace: namespace)
        guard let selector = self.workloadSelector else { return }
        at["exportTo"].checkExportToOfSelectingRule(self.exportTo, namespace: namespace)
        at["workloadSelector"]["matchLabels"].checkSelectorLabels(selector.matchLabels, atMost: 4096)
        if selector.matchLabels.isEmpty {
            at["workloadSelector"].warning("has no `matchLabels`, so it selects every workload; leave it out to say so")
        }
    }
}

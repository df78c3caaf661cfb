import GatehouseModel

extension HTTPRoute {
    func validateDestinations(at: FieldValidator) {
        for (index, entry) in self.route.enumerated() {
            let at = at[index]
            at.checkDestination(entry.destination)
            entry.headers?.validate(at: at["headers"])
            at["weight"].checkWeight(entry.weight)
        }
        at.checkWeights(self.route.map(\.weight))
    }

    /// Mirrors get copies of requests; `mirrorPercent` is the older way of saying how many.
    func validateMirrors(at: FieldValidator) {
        at["mirror"].checkDestinationFields(self.mirror)
        if let percent = self.mirrorPercent {
            at["mirrorPercent"].checkPercentage(percent)
            at["mirrorPercent"].deprecated(use: "mirrorPercentage")
        }
        at["mirrorPercentage"].checkMirrorPercentage(self.mirrorPercentage)
        for (index, mirror) in self.mirrors.enumerated() {
            at["mirrors"][index].checkDestination(mirror.destination)
            at["mirrors"][index]["percentage"].checkMirrorPercentage(mirror.percentage)
        }
    }
}

extension FieldValidator {
    /// The destination of this entry, which has to be there.
    func checkDestination(_ destination: Destination?) {
        guard let destination else { return self["destination"].error("is missing; say where the traffic goes") }
        self["destination"].checkDestinationFields(destination)
    }

    fileprivate func checkDestinationFields(_ destination: Destination?) {
        guard let destination else { return }
        let host = destination.host ?? ""
        if host == "*" {
            self["host"].error("is \"*\"; a destination is one service, or a wildcard below a domain")
        } else {
            self["host"].error(is: DomainName.wildcardProblem(in: host))
        }
        if let subset = destination.subset, !subset.isEmpty { self["subset"].checkSubsetName(subset) }
        if let port = destination.port { self["port"]["number"].checkPort(port.number ?? 0) }
    }

    /// The name of a subset, wherever one is named or declared.
    func checkSubsetName(_ name: String) {
        if name.isEmpty {
            self.error("is empty; a subset has a name")
        } else if !DNSLabel.isValid(name) {
            self.error("is \"\(name)\"; the name of a subset is \(DNSLabel.rule)")
        }
    }

    func checkWeight(_ weight: Int32?) {
        if let weight, weight < 0 { self.error("is \(weight); a weight is 0 or more") }
    }

    /// The weights of all destinations of a rule (semantics A6).
    func checkWeights(_ weights: [Int32?]) {
        if weights.count > 1, weights.reduce(0, { $0 + Int($1 ?? 0) }) == 0 {
            self.error("has weights that add up to 0, so no request could go anywhere; give one destination a weight")
        }
        if weights == [0] {
            self[0]["weight"].info("is 0, but the only destination gets all requests whatever its weight")
        }
    }

    fileprivate func checkMirrorPercentage(_ percentage: Percent?) {
        guard let value = percentage?.value, !(0...100).contains(value) else { return }
        self["value"].error("is \(value); a percentage is 0 to 100")
    }
}

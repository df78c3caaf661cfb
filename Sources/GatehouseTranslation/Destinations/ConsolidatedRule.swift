import GatehouseModel

/// What the DestinationRules of one namespace say together about one host.
struct ConsolidatedRule {
    /// The top-level policy, of the first rule that has one.
    var trafficPolicy: TrafficPolicy?
    /// The subsets of all, the first of each name.
    var subsets: [Subset]
    /// Which workloads it is limited to; nil for all.
    var selector: [String: String]?
    /// The `exportTo` of its rules.
    var exportTo: Set<String>
    /// The indices of its rules in the resources.
    var sources: [Int]

    /// What one rule says.
    init(_ rule: DestinationRule, at index: Int) {
        self.trafficPolicy = rule.trafficPolicy
        self.subsets = rule.subsets
        self.selector = rule.workloadSelector?.matchLabels
        self.exportTo = rule.workloadSelector == nil ? Set(rule.exportTo) : ["."]
        self.sources = [index]
    }

    /// The subset of this name.
    func subset(_ name: String) -> Subset? {
        self.subsets.first { $0.name == name }
    }

    /// Takes a younger rule in, if the two go together (semantics R2): subsets are united, the policy is taken whole.
    mutating func merge(_ other: ConsolidatedRule) -> Bool {
        let goesTogether =
            other.exportTo == self.exportTo || (!self.exportTo.isEmpty && other.exportTo.isSuperset(of: self.exportTo))
        guard goesTogether, other.selector == self.selector else { return false }
        let names = Set(self.subsets.map(\.name))
        self.subsets += other.subsets.filter { !names.contains($0.name) }
        if self.trafficPolicy == nil { self.trafficPolicy = other.trafficPolicy }
        self.sources += other.sources
        return true
    }
}

/// The consolidated rules of one namespace by host.
struct RulePool {
    private var exact: [String: [ConsolidatedRule]] = [:]
    /// By what follows the `*`.
    private var wildcard: [String: [ConsolidatedRule]] = [:]
    /// How many bytes follow the `*` where that is a part of a label, as in `*-api.example.com`, the most first.
    private var partialLengths: [Int] = []

    /// Adds a rule for `host`; rules are added oldest first.
    mutating func add(_ rule: ConsolidatedRule, host: String) {
        func add(to rules: inout [ConsolidatedRule]) {
            // Into all that it goes with; as in Istio, the youngest of the others decides whether it stands alone too.
            var isApart = true
            for index in rules.indices { isApart = !rules[index].merge(rule) }
            if isApart { rules.append(rule) }
        }
        if host.hasPrefix("*") {
            let suffix = String(host.dropFirst())
            let length = suffix.utf8.count
            if length > 0, !suffix.hasPrefix("."), !self.partialLengths.contains(length) {
                self.partialLengths.append(length)
                self.partialLengths.sort(by: >)
            }
            add(to: &self.wildcard[suffix, default: []])
        } else {
            add(to: &self.exact[host, default: []])
        }
    }

    /// The rules for the most specific host that covers `host`: itself, then the longest wildcard.
    func rules(for host: String) -> [ConsolidatedRule] {
        if let rules = self.exact[host] { return rules }
        if self.wildcard.isEmpty { return [] }
        let partial = self.partialSuffix(of: host)
        var rest = host[...]
        while let dot = rest.utf8.firstIndex(of: UInt8(ascii: ".")), rest[dot...].utf8.count > partial?.utf8.count ?? 0
        {
            if let rules = self.wildcard[String(rest[dot...])] { return rules }
            rest = rest[rest.utf8.index(after: dot)...]
        }
        return self.wildcard[partial ?? ""] ?? []
    }

    /// The longest ending of `host` that a rule has after a `*` within a label.
    private func partialSuffix(of host: String) -> String? {
        for length in self.partialLengths where length <= host.utf8.count {
            let suffix = String(decoding: host.utf8.suffix(length), as: UTF8.self)
            if self.wildcard[suffix] != nil { return suffix }
        }
        return nil
    }
}

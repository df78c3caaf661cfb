import GatehouseModel

/// A pod that may be a gateway's, or this gateway itself.
struct Workload: Hashable {
    var namespace: String
    var labels: [String: String]
    /// Whether it is the gateway that is being configured, which needs no Pod to be known.
    var isThisGateway: Bool
}

/// The workloads that each of the Gateways' selectors chooses. Replicas count as one, and selectors are few, however many
/// Gateways have them.
struct WorkloadSelection {
    private let workloads: [Workload]
    private let selected: [[String: String]: [Int]]

    /// - Parameter workloads: the first is this gateway.
    init(_ workloads: [Workload], selectors: [[String: String]]) {
        var seen: Set<Workload> = []
        let workloads = workloads.filter { seen.insert($0).inserted }
        var index = LabelIndex()
        for workload in workloads { index.append(workload.labels) }
        self.workloads = workloads
        self.selected = Dictionary(
            uniqueKeysWithValues: Set(selectors).map { selector in
                // One that is for every workload is for this gateway, as far as this configuration goes.
                (selector, selector.isEmpty ? [0] : index.selected(by: selector))
            })
    }

    /// The numbers of the workloads that a Gateway is for.
    func numbers(of gateway: Resource<Gateway>) -> [Int] { self.selected[gateway.spec.selector] ?? [] }

    /// The workloads that a Gateway is for. Where this gateway is one of them, it is the one that counts.
    func of(_ gateway: Resource<Gateway>) -> [Workload] {
        let numbers = self.numbers(of: gateway)
        if numbers.contains(0) { return [self.workloads[0]] }
        return numbers.map { self.workloads[$0] }
    }
}

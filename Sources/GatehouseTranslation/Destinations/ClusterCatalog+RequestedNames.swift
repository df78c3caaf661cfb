import GatehouseModel
import GatehousePlan

extension ClusterCatalog {
    /// Has a cluster find its endpoints by the hosts that requests name (semantics S1, DYNAMIC_DNS). Policies that compare
    /// endpoints do not hold for it, as there is one host for each request; those that ask for them are told so.
    mutating func request(
        _ names: RequestedNamesPlan, for plan: inout ClusterPlan, under policy: TrafficPolicy?, rule: ConsolidatedRule?
    ) {
        plan.requestedNames = names
        plan.balancing = .random
        plan.warmup = nil
        plan.outlierDetection = nil
        if let settings = policy?.loadBalancer {
            self.report(self.place(of: settings, at: .loadBalancer, in: rule), "there is nothing to choose from")
        }
        if let settings = policy?.outlierDetection {
            self.report(self.place(of: settings, at: .outlierDetection, in: rule), "no address is left out")
        }
        guard plan.healthCheck != nil else { return }
        plan.healthCheck = nil
        let rules = (rule?.sources ?? []).map { self.resources.destinationRules[$0] }
        guard let asking = rules.first(where: { HealthCheckPlan($0) != nil }) else { return }
        self.report((asking, PolicyAnnotation.path(of: PolicyAnnotation.healthCheck.rawValue)), "nobody is asked")
    }

    private mutating func report(_ place: (Resource<DestinationRule>, FieldPath)?, _ consequence: String) {
        guard let (resource, path) = place else { return }
        self.report(
            settings: resource.diagnostic(
                "GH0205", .warning, .fieldIgnored, at: path,
                "`\(path)` does not hold where each request names its host (`resolution: DYNAMIC_DNS`):"
                    + " \(consequence)."))
    }
}

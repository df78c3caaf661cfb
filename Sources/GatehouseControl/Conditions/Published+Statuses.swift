import GatehouseModel
import GatehousePlan
import GatehouseTranslation

extension Published {
    /// What there is to say about the resources that this gateway serves, or should: Gateways that select it, the
    /// VirtualServices of those, and the DestinationRules and ServiceEntries that something was found about; also what is
    /// refused, whosever it is. The order is that of their keys.
    ///
    /// There is none for what is another gateway's, or nobody's: such resources are not this gateway's to write to.
    ///
    /// - Parameters:
    ///   - addresses: where the Gateways' sockets are on this machine.
    ///   - gatewayNamespace: the namespace of this gateway's pod, as it was translated for.
    public func statuses(at addresses: ListenerAddresses, gatewayNamespace: String) -> [ResourceStatus] {
        let basis = StatusBasis(self, addresses: addresses, gatewayNamespace: gatewayNamespace)
        var conditions: [(Metadata, ResourceKey, [Condition])] = []
        for gateway in self.resources.gateways {
            guard let found = basis.conditions(of: gateway) else { continue }
            conditions.append((gateway.metadata, gateway.key, found))
        }
        let virtualServices = VirtualServiceConditions(basis, self)
        for (resource, status) in zip(self.resources.virtualServices, self.status.virtualServices) {
            guard let found = virtualServices.conditions(of: resource, status) else { continue }
            conditions.append((resource.metadata, resource.key, found))
        }
        for rule in self.resources.destinationRules {
            guard let found = basis.acceptance(of: rule) else { continue }
            conditions.append((rule.metadata, rule.key, [found]))
        }
        for entry in self.resources.serviceEntries {
            guard let found = basis.acceptance(of: entry) else { continue }
            conditions.append((entry.metadata, entry.key, [found]))
        }
        let known = Set(conditions.map(\.1))
        for (key, metadata) in self.refused where !known.contains(key) && Self.kindsWithStatus.contains(key.kind) {
            guard let refusal = basis.refusal(of: key) else { continue }
            conditions.append((metadata, key, [refusal]))
        }
        let statuses = conditions.map { metadata, key, conditions in
            // Of what is refused the status speaks of the newest version, not of the one that is still served.
            let metadata = self.refused[key] ?? metadata
            return ResourceStatus(
                key: key, uid: metadata.uid, observedGeneration: metadata.generation, conditions: conditions,
                validationMessages: ValidationMessage.messages(of: basis.findings(about: key)))
        }
        return statuses.sorted { $0.key < $1.key }
    }

    private static let kindsWithStatus: Set = ["Gateway", "VirtualService", "DestinationRule", "ServiceEntry"]
}

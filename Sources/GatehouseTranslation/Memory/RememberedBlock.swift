import GatehouseModel

/// The routes that came of a VirtualService on servers of one port, and what they depend on besides the VirtualService.
///
/// Only blocks that nothing was found about are remembered: findings depend on what was reported before.
struct RememberedBlock {
    /// The server's port.
    var port: Int
    /// The server's Gateway; empty where the routes are the same for every Gateway.
    var gateway: String
    /// The routes.
    var block: RouteBlock
    /// The destinations that were asked for, in order, and the clusters that they had.
    var answers: [ClusterCatalog.Answer]
    /// Whether the translation that is under way has used it.
    var isInUse: Bool
}

extension RouteTranslator {
    /// The block of a VirtualService as it was made before, where it would be made the same again.
    mutating func recall(_ virtualService: EffectiveVirtualService, port: Int, gateway: String) -> RouteBlock? {
        let index = virtualService.index
        guard virtualService.mergedRules == nil,
            let place = self.memory[index].firstIndex(where: { $0.port == port && $0.gateway == gateway })
        else { return nil }
        // Asking again also makes the clusters, in the order in which they are made otherwise.
        for answer in self.memory[index][place].answers where !self.clusters.holds(answer) {
            self.memory[index].remove(at: place)
            return nil
        }
        self.memory[index][place].isInUse = true
        let block = self.memory[index][place].block
        if !block.routes.isEmpty { self.servedResources.insert(index) }
        return block
    }

    /// Remembers a block that was just made of a VirtualService's own rules.
    mutating func remember(
        _ block: RouteBlock, of virtualService: EffectiveVirtualService, port: Int, gateway: String,
        answers: [ClusterCatalog.Answer]
    ) {
        guard virtualService.mergedRules == nil, answers.allSatisfy({ $0.resolution.cluster != nil }) else { return }
        self.memory[virtualService.index].append(
            RememberedBlock(port: port, gateway: gateway, block: block, answers: answers, isInUse: true))
    }
}

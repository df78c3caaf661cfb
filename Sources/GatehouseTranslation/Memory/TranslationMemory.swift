import GatehouseModel

/// What one translation leaves to the next, so that a change costs what it touches.
///
/// It makes no difference to the result: all of it is checked against the resources before it is used. It holds nothing
/// of resources that are gone.
public struct TranslationMemory: Sendable {
    private var options: TranslationOptions?
    private var virtualServices: [Resource<VirtualService>] = []
    private var facts: [VirtualServiceFacts] = []
    private var blocks: [[RememberedBlock]] = []

    /// A memory of nothing.
    public init() {}

    /// What is known of these VirtualServices, in their order; the memory gives it away.
    mutating func recall(
        _ virtualServices: [Resource<VirtualService>], options: TranslationOptions
    ) -> VirtualServiceMemory {
        if options != self.options { self = TranslationMemory() }
        var recalled = VirtualServiceMemory()
        recalled.facts.reserveCapacity(virtualServices.count)
        recalled.blocks.reserveCapacity(virtualServices.count)
        var position = 0
        for index in virtualServices.indices {
            if self.advance(&position, to: index, of: virtualServices) {
                // What was found about it says where it is in its file, which may have moved; routes do not.
                let isInPlace =
                    self.virtualServices.holdsCopy(at: position, of: virtualServices, at: index)
                    || self.virtualServices[position].source == virtualServices[index].source
                recalled.facts.append(
                    isInPlace ? self.facts[position] : VirtualServiceFacts(virtualServices[index], options: options))
                recalled.blocks.append(self.blocks[position])
                position += 1
            } else {
                recalled.facts.append(VirtualServiceFacts(virtualServices[index], options: options))
                recalled.blocks.append([])
            }
        }
        self = TranslationMemory()
        return recalled
    }

    /// Whether a resource is known as it is, wherever in a file; it is at `position` then. Both lists are ordered by age, so
    /// that it can't be before.
    private func advance(
        _ position: inout Int, to index: Int, of virtualServices: [Resource<VirtualService>]
    ) -> Bool {
        while position < self.virtualServices.count {
            if self.virtualServices.holdsCopy(at: position, of: virtualServices, at: index) { return true }
            if self.virtualServices[position].spec == virtualServices[index].spec,
                self.virtualServices[position].metadata == virtualServices[index].metadata
            {
                return true
            }
            guard self.virtualServices[position].metadata.isOlder(than: virtualServices[index].metadata) else {
                return false
            }
            position += 1
        }
        return false
    }

    /// Takes back what is known of these VirtualServices now.
    mutating func keep(
        _ memory: consuming VirtualServiceMemory, of virtualServices: [Resource<VirtualService>],
        options: TranslationOptions
    ) {
        self.options = options
        self.virtualServices = virtualServices
        self.facts = memory.facts
        self.blocks = memory.blocks
        for index in self.blocks.indices {
            self.blocks[index].removeAll { !$0.isInUse }
            for place in self.blocks[index].indices { self.blocks[index][place].isInUse = false }
        }
    }
}

/// What is known of the VirtualServices of one translation, by their indices in the resources.
struct VirtualServiceMemory {
    /// What they say by themselves.
    var facts: [VirtualServiceFacts] = []
    /// The routes that came of them before.
    var blocks: [[RememberedBlock]] = []

    /// Gives the routes away, so that whoever has them can change them in place.
    mutating func takeBlocks() -> [[RememberedBlock]] {
        defer { self.blocks = [] }
        return self.blocks
    }
}

import GatehouseModel

/// The served resources in the order of their age, kept in order as single ones change.
struct OrderedResources: Sendable {
    /// One resource that is served in another version than before.
    struct Replacement {
        var before: AnyResource?
        var after: AnyResource?
    }

    /// Above so many changes at once everything is put in order anew, which costs as much.
    private static let patchLimit = 256

    /// The resources.
    private(set) var set = ResourceSet()

    /// Takes in what changed; `all` are the resources after it.
    mutating func apply(_ replacements: [Replacement], all: () -> [AnyResource]) {
        if replacements.count > Self.patchLimit {
            self.set = ResourceSet(all())
            return
        }
        for replacement in replacements {
            if let before = replacement.before { self.remove(before) }
            if let after = replacement.after { self.insert(after) }
        }
    }

    private mutating func insert(_ resource: AnyResource) {
        switch resource {
        case .gateway(let resource): Self.insert(resource, into: &self.set.gateways)
        case .virtualService(let resource): Self.insert(resource, into: &self.set.virtualServices)
        case .destinationRule(let resource): Self.insert(resource, into: &self.set.destinationRules)
        case .serviceEntry(let resource): Self.insert(resource, into: &self.set.serviceEntries)
        case .workloadEntry(let resource): Self.insert(resource, into: &self.set.workloadEntries)
        case .service(let resource): Self.insert(resource, into: &self.set.services)
        case .endpoints(let resource): Self.insert(resource, into: &self.set.endpoints)
        case .endpointSlice(let resource): Self.insert(resource, into: &self.set.endpointSlices)
        case .secret(let resource): Self.insert(resource, into: &self.set.secrets)
        case .configMap(let resource): Self.insert(resource, into: &self.set.configMaps)
        case .namespace(let resource): Self.insert(resource, into: &self.set.namespaces)
        case .pod(let resource): Self.insert(resource, into: &self.set.pods)
        }
    }

    private mutating func remove(_ resource: AnyResource) {
        switch resource {
        case .gateway(let resource): Self.remove(resource, from: &self.set.gateways)
        case .virtualService(let resource): Self.remove(resource, from: &self.set.virtualServices)
        case .destinationRule(let resource): Self.remove(resource, from: &self.set.destinationRules)
        case .serviceEntry(let resource): Self.remove(resource, from: &self.set.serviceEntries)
        case .workloadEntry(let resource): Self.remove(resource, from: &self.set.workloadEntries)
        case .service(let resource): Self.remove(resource, from: &self.set.services)
        case .endpoints(let resource): Self.remove(resource, from: &self.set.endpoints)
        case .endpointSlice(let resource): Self.remove(resource, from: &self.set.endpointSlices)
        case .secret(let resource): Self.remove(resource, from: &self.set.secrets)
        case .configMap(let resource): Self.remove(resource, from: &self.set.configMaps)
        case .namespace(let resource): Self.remove(resource, from: &self.set.namespaces)
        case .pod(let resource): Self.remove(resource, from: &self.set.pods)
        }
    }

    private static func insert<Spec>(_ resource: Resource<Spec>, into list: inout [Resource<Spec>]) {
        list.insert(resource, at: self.position(of: resource, in: list))
    }

    private static func remove<Spec>(_ resource: Resource<Spec>, from list: inout [Resource<Spec>]) {
        let position = self.position(of: resource, in: list)
        guard position < list.count, list[position].key == resource.key else { return }
        list.remove(at: position)
    }

    /// The place of the first resource that is not older.
    private static func position<Spec>(of resource: Resource<Spec>, in list: [Resource<Spec>]) -> Int {
        var (low, high) = (0, list.count)
        while low < high {
            let middle = low + (high - low) / 2
            if list[middle].metadata.isOlder(than: resource.metadata) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

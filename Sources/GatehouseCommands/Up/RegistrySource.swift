import GatehouseAPIServer
import GatehouseKubernetes
import GatehouseModel
import GatehouseObjects
import GatehouseStore

/// Keeps a store in step with the objects of the embedded API.
struct RegistrySource: Sendable {
    let registry: ObjectRegistry
    let reader: DocumentReader
    /// The objects' place among the sources.
    let rank: Int
    /// What status writing has to know of the objects.
    let observed: ObservedObjects
    /// Is told of objects whose status or metadata alone has changed.
    let onObserved: @Sendable (ResourceKey) -> Void

    /// The kinds that the gateway reads; the others are kept for kubectl alone.
    private static let kinds: [APIResource] = [
        .gateways, .virtualServices, .destinationRules, .serviceEntries, .workloadEntries, .services, .endpoints,
        .endpointSlices, .secrets, .configMaps, .namespaces, .pods,
    ]
    private static let withStatus = Dictionary(
        [APIResource.gateways, .virtualServices, .destinationRules, .serviceEntries].map { (ObjectKind($0), $0) },
        uniquingKeysWith: { first, _ in first })
    private static let kindNames = Dictionary(
        kinds.map { (ObjectKind($0), $0.kind) }, uniquingKeysWith: { first, _ in first })

    /// Fills the store, then follows changes until the task is cancelled.
    func run(into store: Store, onLoaded: @Sendable () -> Void) async {
        var units: Set<SourceUnit> = []
        var isLoaded = false
        while !Task.isCancelled {
            // The watch comes first: what changes while the objects are read is told again.
            guard let watch = try? await self.registry.watch(nil, in: nil, after: nil) else { return }
            var change = SourceChange()
            var keys: Set<ResourceKey> = []
            for kind in Self.kinds {
                for object in await self.registry.objects(of: ObjectKind(kind), in: nil).objects {
                    self.add(object, to: &change)
                    if let key = self.observedKey(of: object.key) { keys.insert(key) }
                }
            }
            self.observed.keep(keys)
            change.removed = units.subtracting(change.replaced.keys)
            units = Set(change.replaced.keys)
            store.apply(change)
            // What happened to statuses meanwhile was not told.
            if isLoaded { keys.forEach(self.onObserved) } else { onLoaded() }
            isLoaded = true
            await self.follow(watch, into: store, units: &units)
        }
    }

    /// Takes in changes until the watch ends, because there were too many at once or at the end of all.
    private func follow(_ watch: Watch, into store: Store, units: inout Set<SourceUnit>) async {
        for await item in watch {
            guard case .event(let event) = item, let unit = self.unit(of: event.object.key) else { continue }
            self.observe(event.object, isGone: event.isRemoval)
            var change = SourceChange()
            if event.isRemoval {
                units.remove(unit)
                change.removed = [unit]
            } else {
                let served = event.object.json.served
                guard event.before?.json.served != served else {
                    if let key = self.observedKey(of: event.object.key) { self.onObserved(key) }
                    continue
                }
                units.insert(unit)
                self.add(event.object, to: &change)
            }
            store.apply(change)
        }
    }

    private func add(_ object: StoredObject, to change: inout SourceChange) {
        guard let unit = self.unit(of: object.key) else { return }
        self.observe(object)
        change.replaced[unit] = [self.reader.document(object.json.served.bytes, name: unit.name)]
    }

    private func observe(_ object: StoredObject, isGone: Bool = false) {
        guard let kind = Self.withStatus[object.key.kind], let key = self.observedKey(of: object.key) else { return }
        if isGone { return self.observed.remove(key) }
        self.observed.put(
            ObservedObject(
                apiVersion: kind.apiVersion("v1"), plural: kind.plural, resourceVersion: "\(object.revision)",
                status: object.json["status"] ?? [:]), at: key)
    }

    /// The key of an object that has a status; nil for others.
    private func observedKey(of key: ObjectKey) -> ResourceKey? {
        Self.withStatus[key.kind].map { ResourceKey(kind: $0.kind, namespace: key.namespace, name: key.name) }
    }

    /// `VirtualService shop/frontend`; nil for kinds that are not read.
    private func unit(of key: ObjectKey) -> SourceUnit? {
        guard let kind = Self.kindNames[key.kind] else { return nil }
        let name = key.namespace.isEmpty ? "\(kind) \(key.name)" : "\(kind) \(key.namespace)/\(key.name)"
        return SourceUnit(rank: self.rank, name: name)
    }
}

extension JSON {
    /// The object without what only says who wrote it and what became of it: two that are the same are served the same.
    var served: JSON {
        var object = self
        object["status"] = Optional.none
        object["metadata"]?["managedFields"] = Optional.none
        object["metadata"]?["resourceVersion"] = Optional.none
        return object
    }
}

import GatehouseModel
import GatehouseObjects

/// Deletes what nobody owns any more that it names as its owners, and sees to what is deleted in the foreground or with
/// its own left behind.
///
/// It follows all changes of the objects and so acts soon after them, as Kubernetes' controller does; nothing that it has
/// to do is lost when the program dies, for it looks at all objects when it starts.
public struct GarbageCollector: Sendable {
    private let registry: ObjectRegistry
    private let rules: GarbageRules
    private let service: APIService

    /// How many objects are seen to with one wait for the disk.
    private static let batch = 100

    /// For the objects of an API.
    public init(for service: APIService) {
        self.registry = service.registry
        self.rules = GarbageRules(catalogue: service.catalogue)
        self.service = service
    }

    /// Collects what there is, and then what comes to be, until the task is cancelled or the registry closed.
    public func run() async {
        while !Task.isCancelled, await !self.registry.isClosed {
            // The watch comes first: what changes while the objects are read is told again.
            guard let watch = try? await self.registry.watch(nil, in: nil, after: nil) else { return }
            var graph = await self.graph()
            await self.settle(&graph)
            var items = watch.makeAsyncIterator()
            // It ends early where there were too many changes at once; then all is read anew.
            while let item = await items.next(isolation: nil) {
                guard case .event(let event) = item else { break }
                graph.note(event)
                await self.settle(&graph)
            }
        }
    }

    /// Collects what there is, and what that makes of others.
    func sweep() async {
        guard let watch = try? await self.registry.watch(nil, in: nil, after: nil) else { return }
        var items = watch.makeAsyncIterator()
        var graph = await self.graph()
        while await self.settle(&graph) {
            await self.registry.bookmark(watch)
            while let item = await items.next(isolation: nil), case .event(let event) = item { graph.note(event) }
        }
    }

    private func graph() async -> OwnerGraph {
        var graph = OwnerGraph()
        for resource in self.rules.catalogue.resources {
            for object in await self.registry.objects(of: ObjectKind(resource), in: nil).objects { graph.note(object) }
        }
        return graph
    }

    /// Sees to the objects that have to be looked at now. What storage does not do is left for the next time.
    ///
    /// - Returns: Whether anything was changed.
    @discardableResult
    private func settle(_ graph: inout OwnerGraph) async -> Bool {
        var hasChanged = false
        var postponed: [OwnerGraph.Candidate] = []
        while true {
            let candidates = graph.next(Self.batch)
            if candidates.isEmpty { break }
            do {
                let events = try await self.collect(candidates)
                if events.isEmpty { continue }
                hasChanged = true
                await self.finishNamespaces(events)
            } catch { postponed += candidates }
        }
        graph.postpone(postponed)
        return hasChanged
    }

    private func collect(_ candidates: [OwnerGraph.Candidate]) async throws -> [ObjectEvent] {
        let acts = GarbageActs(
            catalogue: self.rules.catalogue, time: TimestampText.text(self.service.surroundings.now()))
        return try await self.registry.transact { [rules] transaction throws(APIStatus) in
            let start = transaction.steps.count
            for candidate in candidates {
                guard let object = transaction.object(candidate.key), object.json.uid == candidate.uid else { continue }
                let dependents = candidate.dependents.compactMap { transaction.object($0) }
                    .filter { $0.json.owners.contains { $0.uid == candidate.uid } }
                for step in rules.steps(for: object, dependents: dependents, { transaction.object($0) }) {
                    try acts.take(step, in: &transaction)
                }
            }
            return transaction.steps.dropFirst(start).map(\.event)
        }
    }

    /// Lets namespaces go that one of the objects was the last of, or held up itself.
    private func finishNamespaces(_ events: [ObjectEvent]) async {
        let names = events.map { event in
            event.object.key.kind == ObjectKind(.namespaces) ? event.object.key.name : event.object.key.namespace
        }
        for name in Set(names).sorted() where !name.isEmpty {
            let key = ObjectKey(kind: ObjectKind(.namespaces), namespace: "", name: name)
            guard await self.registry.object(key)?.json.isBeingDeleted == true else { continue }
            await NamespaceTermination(self.service).run(name)
        }
    }
}

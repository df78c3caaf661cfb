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
    private let onDeletion: OnDeletion

    /// Is told in a sentence what is deleted because of its owners: nobody asked for that by name.
    public typealias OnDeletion = @Sendable (_ sentence: String) -> Void

    /// How many objects are seen to with one wait for the disk.
    private static let batch = 100
    /// After how many seconds it is tried again to do what could not be done.
    private static let pause = 5
    /// Events tell of objects and are none of theirs: Kubernetes' collector passes over them, too.
    private static let ignored = ObjectKind(.events)

    /// For the objects of an API.
    public init(for service: APIService, onDeletion: @escaping OnDeletion = { _ in }) {
        self.registry = service.registry
        self.rules = GarbageRules(catalogue: service.catalogue)
        self.service = service
        self.onDeletion = onDeletion
    }

    /// Collects what there is, and then what comes to be, until the task is cancelled or the registry closed.
    public func run() async {
        while !Task.isCancelled, await !self.registry.isClosed {
            // The watch comes first: what changes while the objects are read is told again.
            guard let watch = try? await self.registry.watch(nil, in: nil, after: nil) else { return }
            await self.follow(watch)
        }
    }

    /// Collects what there is and what comes to be, until the watch ends: also where there were too many changes at once.
    /// Then all is to be read anew.
    private func follow(_ watch: Watch) async {
        await withDiscardingTaskGroup { group in
            var graph = await self.graph()
            var items = watch.makeAsyncIterator()
            var isPausing = false
            following: while true {
                await self.settle(&graph)
                if graph.hasPostponed, !isPausing {
                    isPausing = true
                    group.addTask {
                        guard (try? await self.service.surroundings.sleep(Self.pause)) != nil else { return }
                        // It wakes the reader, who waits for changes, with none.
                        await self.registry.bookmark(watch)
                    }
                }
                // All that has changed by now is looked at together.
                guard let batch = await items.nextBatch(isolation: nil) else { break following }
                for item in batch {
                    switch item {
                    case .event(let event): self.note(event, in: &graph)
                    case .bookmark:
                        isPausing = false
                        graph.resume()
                    case .overrun: break following
                    }
                }
            }
            group.cancelAll()
        }
    }

    /// Collects what there is, and what that makes of others.
    func sweep() async {
        guard let watch = try? await self.registry.watch(nil, in: nil, after: nil) else { return }
        var items = watch.makeAsyncIterator()
        var graph = await self.graph()
        while await self.settle(&graph) {
            await self.registry.bookmark(watch)
            while let item = await items.next(isolation: nil), case .event(let event) = item {
                self.note(event, in: &graph)
            }
        }
    }

    private func note(_ event: ObjectEvent, in graph: inout OwnerGraph) {
        if event.object.key.kind != Self.ignored { graph.note(event) }
    }

    private func graph() async -> OwnerGraph {
        var graph = OwnerGraph()
        for resource in self.rules.catalogue.resources where ObjectKind(resource) != Self.ignored {
            for object in await self.registry.objects(of: ObjectKind(resource), in: nil).objects { graph.note(object) }
        }
        return graph
    }

    /// Sees to the objects that have to be looked at now. What can't be done is postponed.
    ///
    /// - Returns: Whether anything was changed.
    @discardableResult
    private func settle(_ graph: inout OwnerGraph) async -> Bool {
        var hasChanged = false
        while true {
            let candidates = graph.next(Self.batch)
            if candidates.isEmpty { break }
            do {
                if try await self.collect(candidates) { hasChanged = true }
            } catch {
                // What one of them lacks, such as room on the disk, is not the others' fault.
                for candidate in candidates {
                    do {
                        if try await self.collect([candidate]) { hasChanged = true }
                    } catch { graph.postpone([candidate]) }
                }
            }
        }
        return hasChanged
    }

    /// Does what is to be done about some objects, all of it or nothing.
    ///
    /// - Returns: Whether that was anything.
    private func collect(_ candidates: [OwnerGraph.Candidate]) async throws -> Bool {
        let acts = GarbageActs(
            catalogue: self.rules.catalogue, time: TimestampText.text(self.service.surroundings.now()))
        let (events, deletions) = try await self.registry.transact { [rules] transaction throws(APIStatus) in
            let start = transaction.steps.count
            var deletions: [GarbageDeletion] = []
            for candidate in candidates {
                guard let object = transaction.object(candidate.key), object.json.uid == candidate.uid else { continue }
                let dependents = candidate.dependents.compactMap { transaction.object($0) }
                    .filter { $0.json.owners.contains { $0.uid == candidate.uid } }
                for step in rules.steps(for: object, dependents: dependents, { transaction.object($0) }) {
                    let count = transaction.steps.count
                    try acts.take(step, in: &transaction)
                    // Some namespaces stay, whatever they name.
                    if case .delete(let key, _) = step, transaction.steps.count > count {
                        deletions.append(GarbageDeletion(of: key, owners: object.json.owners))
                    }
                }
            }
            return (transaction.steps.dropFirst(start).map(\.event), deletions)
        }
        for deletion in deletions { self.onDeletion(deletion.sentence) }
        await self.finishNamespaces(events)
        return !events.isEmpty
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

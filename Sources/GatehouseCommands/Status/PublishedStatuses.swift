import GatehouseControl
import GatehouseKubernetes
import GatehouseModel
import GatehouseObjects
import Synchronization

/// What the statuses of resources should say by what was published last, and what to tell of those that change.
final class PublishedStatuses: StatusAuthor {
    private struct State {
        var statuses: [ResourceKey: ResourceStatus] = [:]
        var recorder = EventRecorder()
    }

    private let addresses: ListenerAddresses
    private let gatewayNamespace: String
    /// Who reports, among several replicas.
    private let instance: String
    private let state = Mutex(State())

    init(addresses: ListenerAddresses, gatewayNamespace: String, instance: String) {
        self.addresses = addresses
        self.gatewayNamespace = gatewayNamespace
        self.instance = instance
    }

    /// This is served from now on.
    ///
    /// - Returns: the resources that there is something else to say about than before.
    func update(_ published: Published) -> [ResourceKey] {
        let statuses = published.statuses(at: self.addresses, gatewayNamespace: self.gatewayNamespace)
        let current = Dictionary(statuses.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        return self.state.withLock { state in
            let gone = state.statuses.keys.filter { current[$0] == nil }.sorted()
            let changed = statuses.filter { state.statuses[$0.key] != $0 }.map(\.key)
            state.statuses = current
            return gone + changed
        }
    }

    /// Events that were not told, because there were too many of one resource.
    var droppedEvents: Int { self.state.withLock { $0.recorder.dropped } }

    /// Whether there is something to say about a resource.
    func speaks(of key: ResourceKey) -> Bool { self.state.withLock { $0.statuses[key] != nil } }

    var keys: [ResourceKey] { self.state.withLock { $0.statuses.keys.sorted() } }

    func status(of key: ResourceKey, replacing present: JSON) -> JSON? {
        guard let status = self.state.withLock({ $0.statuses[key] }) else {
            return ResourceStatus.withdrawn(from: present)
        }
        return status.merged(into: present, now: WallClock.now())
    }

    func events(about key: ResourceKey, _ object: ObservedObject, replacing former: JSON) -> [EventObject] {
        let old = ResourceStatus.conditions(in: former)
        let now = WallClock.now()
        let events = self.state.withLock { state in
            state.statuses[key].map { state.recorder.events(for: $0, replacing: old, now: now) } ?? []
        }
        return events.map { event in
            EventObject(
                namespace: event.resource.namespace, name: event.name,
                json: event.json(component: "gatehouse", instance: self.instance, apiVersion: object.apiVersion),
                isRepeated: event.count > 1)
        }
    }
}

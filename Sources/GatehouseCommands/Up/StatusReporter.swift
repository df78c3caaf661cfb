import GatehouseControl
import GatehouseModel
import GatehouseObjects
import Logging

/// Writes into the objects of the embedded API what became of them, and Events about what has changed.
struct StatusReporter: Sendable {
    let calls: ObjectCalls
    let addresses: ListenerAddresses
    let gatewayNamespace: String
    let logger: Logger
    private let publications: AsyncStream<Published>
    private let publication: AsyncStream<Published>.Continuation

    private static let plurals = [
        "Gateway": "gateways", "VirtualService": "virtualservices", "DestinationRule": "destinationrules",
        "ServiceEntry": "serviceentries",
    ]

    init(calls: ObjectCalls, addresses: ListenerAddresses, gatewayNamespace: String, logger: Logger) {
        self.calls = calls
        self.addresses = addresses
        self.gatewayNamespace = gatewayNamespace
        self.logger = logger
        // Of publications that come faster than they are written about, only the last one matters.
        (self.publications, self.publication) = AsyncStream.makeStream(
            of: Published.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// This is served from now on.
    func published(_ published: Published) { self.publication.yield(published) }

    /// Writes until the task is cancelled.
    func run() async {
        var written: [ResourceKey: ResourceStatus] = [:]
        var events = EventRecorder()
        for await published in self.publications {
            let statuses = published.statuses(at: self.addresses, gatewayNamespace: self.gatewayNamespace)
            let current = Dictionary(statuses.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
            for key in written.keys where current[key] == nil { await self.withdraw(key) }
            for status in statuses where written[status.key] != status {
                guard !Task.isCancelled else { return }
                await self.write(status, events: &events)
            }
            written = current
        }
    }

    private func write(_ status: ResourceStatus, events: inout EventRecorder) async {
        guard let path = Self.path(of: status.key) else { return }
        let (code, object) = await self.calls.call("GET", path)
        // An object that comes from a file is not in the API.
        guard code == 200 else { return }
        let now = WallClock.now()
        let old = ResourceStatus.conditions(in: object["status"])
        // Whoever waits for a condition finds the Events about it.
        for event in events.events(for: status, replacing: old, now: now) { await self.write(event) }
        let merged = status.merged(into: object["status"], now: now)
        if merged != object["status"] { await self.patch(path, status: merged, from: object["status"]) }
    }

    private func withdraw(_ key: ResourceKey) async {
        guard let path = Self.path(of: key) else { return }
        let (code, object) = await self.calls.call("GET", path)
        guard code == 200, let rest = ResourceStatus.withdrawn(from: object["status"]), rest != object["status"] else {
            return
        }
        await self.patch(path, status: rest, from: object["status"])
    }

    private func patch(_ path: String, status: JSON, from old: JSON?) async {
        var changes = status
        // A merge patch takes out what it says is null.
        for name in (old?.object ?? [:]).keys where status[name] == nil { changes[name] = .some(.null) }
        let (code, answer) = await self.calls.call(
            "PATCH", path + "/status", contentType: "application/merge-patch+json", body: ["status": changes])
        self.check(code, answer, path)
    }

    private func write(_ event: Event) async {
        let collection = "/api/v1/namespaces/\(event.resource.namespace)/events"
        let object = event.json(component: "gatehouse", instance: "gatehouse")
        var (code, answer) = await self.calls.call(
            "PATCH", "\(collection)/\(event.name)", contentType: "application/merge-patch+json", body: object)
        if code == 404 { (code, answer) = await self.calls.call("POST", collection, body: object) }
        self.check(code, answer, collection)
    }

    private func check(_ code: Int, _ answer: JSON, _ path: String) {
        // What was deleted meanwhile needs no status.
        guard code >= 300, code != 404 else { return }
        self.logger.warning("\(path) could not be written: \(answer["message"]?.string ?? "status \(code)")")
    }

    private static func path(of key: ResourceKey) -> String? {
        guard let plural = self.plurals[key.kind] else { return nil }
        return "/apis/networking.istio.io/v1/namespaces/\(key.namespace)/\(plural)/\(key.name)"
    }
}

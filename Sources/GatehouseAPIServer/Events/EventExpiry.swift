import GatehouseModel
import GatehouseObjects

/// Takes Events away that are an hour old, as Kubernetes does: they are news, and nobody deletes them.
public struct EventExpiry: Sendable {
    /// How long an Event stays after it was last told, in seconds; Kubernetes' `--event-ttl`.
    public static let lifetime = 3600
    /// How often it is looked for old ones, in seconds.
    static let interval = 60

    private let registry: ObjectRegistry
    private let surroundings: APISurroundings

    /// For the Events of a registry.
    public init(registry: ObjectRegistry, surroundings: APISurroundings) {
        self.registry = registry
        self.surroundings = surroundings
    }

    /// Looks once a minute until the task is cancelled.
    public func run() async {
        while (try? await self.surroundings.sleep(Self.interval)) != nil { await self.sweep() }
    }

    /// Removes what is old now.
    func sweep() async {
        let oldest = self.surroundings.now() - Self.lifetime
        for event in await self.registry.objects(of: ObjectKind(.events), in: nil).objects {
            guard Self.lastTold(event.json) < oldest else { continue }
            // One that the disk does not let go of stays for the next time.
            _ = try? await self.registry.change(event.key) { stored in
                guard let stored, Self.lastTold(stored.json) < oldest else { return .nothing }
                return .remove
            }
        }
    }

    /// Seconds since 1970 at which an Event was last told.
    static func lastTold(_ event: JSON) -> Int {
        let texts = [
            event["series"]?["lastObservedTime"], event["lastTimestamp"], event["eventTime"],
            event["metadata"]?["creationTimestamp"],
        ]
        return texts.compactMap { $0?.string.flatMap(TimestampText.seconds) }.max() ?? 0
    }
}

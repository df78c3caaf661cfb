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
        let old = await self.registry.objects(of: ObjectKind(.events), in: nil).objects
            .filter { Self.lastTold($0.json) < oldest }
        for batch in old.batches {
            // Those that the disk does not let go of stay for the next time.
            try? await self.registry.transact { transaction throws(APIStatus) in
                for event in batch {
                    guard let stored = transaction.object(event.key), Self.lastTold(stored.json) < oldest else {
                        continue
                    }
                    transaction.remove(event.key)
                }
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

import GatehouseObjects
import Testing

@testable import GatehouseAPIServer

@Suite("Events that are old")
struct EventExpiryTests {
    @Test("An Event goes an hour after it was last told, and others stay")
    func expiry() async throws {
        let now = 1_800_000_000
        let registry = ObjectRegistry()
        let events: [(name: String, json: JSON)] = [
            ("old", ["lastTimestamp": "2027-01-15T06:59:59Z"]),
            ("fresh", ["lastTimestamp": "2027-01-15T07:00:00Z"]),
            (
                "told-again",
                ["lastTimestamp": "2027-01-15T01:00:00Z", "series": ["lastObservedTime": "2027-01-15T07:30:00.5Z"]]
            ),
            ("old-series", ["eventTime": "2027-01-15T01:00:00.000001Z", "lastTimestamp": nil]),
        ]
        for (name, json) in events {
            let key = ObjectKey(kind: ObjectKind(.events), namespace: "default", name: name)
            _ = try await registry.change(key) { _ in .put(json) }
        }
        let secret = ObjectKey(kind: ObjectKind(.secrets), namespace: "default", name: "old")
        _ = try await registry.change(secret) { _ in .put(["lastTimestamp": "2020-01-01T00:00:00Z"]) }

        await EventExpiry(registry: registry, surroundings: APISurroundings(now: { now })).sweep()
        let left = await registry.objects(of: ObjectKind(.events), in: nil).objects.map(\.key.name)
        #expect(left == ["fresh", "told-again"])
        #expect(await registry.object(secret) != nil)
    }
}

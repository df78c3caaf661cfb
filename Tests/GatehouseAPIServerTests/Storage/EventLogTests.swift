import GatehouseObjects
import Testing

@testable import GatehouseAPIServer

@Suite("The log of changes")
struct EventLogTests {
    static let all = ObjectScope(kind: nil, namespace: nil)

    static func log(events: Int = 4, bytes: Int = 1000, sizes: [Int], from revision: Int64 = 1) -> EventLog {
        var log = EventLog(revision: revision, limits: RegistryLimits(events: events, eventBytes: bytes))
        for size in sizes { log.append(StorageSample.event(log.revision + 1), size: size) }
        return log
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var sizes: [Int]
        var start: Int64
        var revision: Int64
        var testDescription: String { self.name }
    }

    @Test(
        "remembers the last changes, as many as its limits allow",
        arguments: [
            Case(name: "none yet", sizes: [], start: 1, revision: 1),
            Case(name: "as many as there may be", sizes: [1, 1, 1, 1], start: 1, revision: 5),
            Case(name: "one too many", sizes: [1, 1, 1, 1, 1], start: 2, revision: 6),
            Case(name: "many rounds", sizes: Array(repeating: 1, count: 1003), start: 1000, revision: 1004),
            Case(name: "as many bytes as there may be", sizes: [500, 500], start: 1, revision: 3),
            Case(name: "a byte too many", sizes: [500, 501], start: 2, revision: 3),
            Case(name: "one that is too large alone is kept", sizes: [1, 1, 5000], start: 3, revision: 4),
            Case(name: "and goes with the next", sizes: [1, 1, 5000, 1], start: 4, revision: 5),
            Case(name: "the ring goes on after that", sizes: [1, 1, 5000, 1, 1, 1, 1, 1], start: 5, revision: 9),
        ])
    func limits(_ given: Case) throws {
        let log = Self.log(sizes: given.sizes)
        #expect(log.start == given.start)
        #expect(log.revision == given.revision)
        let events = try log.events(after: log.start, in: Self.all)
        #expect(events.map(\.revision) == Array((given.start + 1)..<(given.revision + 1)))
    }

    @Test("tells what it has forgotten from what is still to come")
    func borders() throws {
        let log = Self.log(sizes: [1, 1, 1, 1, 1, 1])
        #expect(log.start == 3)
        for revision in [Int64.min, -1, 0, 1, 2] {
            #expect(throws: RegistryError.expired(oldest: 3)) { try log.events(after: revision, in: Self.all) }
        }
        for revision in [8, Int64.max] {
            #expect(throws: RegistryError.future(current: 7)) { try log.events(after: revision, in: Self.all) }
        }
        #expect(try log.events(after: 6, in: Self.all).map(\.revision) == [7])
        #expect(try log.events(after: 7, in: Self.all).isEmpty)
    }

    struct ScopeCase: Sendable {
        var scope: ObjectScope
        var found: [Int64]
    }

    @Test(
        "gives the changes of a scope",
        arguments: [
            ScopeCase(scope: EventLogTests.all, found: [2, 3, 4]),
            ScopeCase(scope: ObjectScope(kind: StorageSample.routes, namespace: nil), found: [2, 3]),
            ScopeCase(scope: ObjectScope(kind: nil, namespace: "shop"), found: [2, 4]),
            ScopeCase(scope: ObjectScope(kind: StorageSample.services, namespace: "shop"), found: [4]),
            ScopeCase(scope: ObjectScope(kind: StorageSample.services, namespace: "bank"), found: []),
        ])
    func scopes(_ given: ScopeCase) throws {
        var log = EventLog(revision: 1, limits: RegistryLimits())
        let keys = [
            StorageSample.key("a"), StorageSample.key("a", in: "bank"),
            StorageSample.key("a", of: StorageSample.services),
        ]
        for key in keys {
            let object = StoredObject(key: key, revision: log.revision + 1, json: [:])
            log.append(ObjectEvent(object: object, before: nil, isRemoval: false), size: 2)
        }
        #expect(try log.events(after: 1, in: given.scope).map(\.revision) == given.found)
    }
}

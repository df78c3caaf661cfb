import GatehouseObjects
import Testing

@testable import GatehouseAPIServer

@Suite("Watches", .timeLimit(.minutes(5)))
struct RegistryWatchTests {
    @Test("deliver what came since a revision, and then what comes, with the object from before")
    func resumption() async throws {
        let registry = ObjectRegistry()
        try await registry.put(StorageSample.key("a"), 1)
        try await registry.put(StorageSample.key("b"), 1)
        let watch = try await registry.watch(StorageSample.routes, in: nil, after: 2)
        try await registry.put(StorageSample.key("a"), 2)
        try await registry.remove(StorageSample.key("b"))
        var items = watch.makeAsyncIterator()
        #expect(await items.next()?.plain == "3: b=1")
        #expect(await items.next()?.plain == "4: a=1 -> a=2")
        #expect(await items.next()?.plain == "5: b=1 -> gone")
        try await registry.put(StorageSample.key("c"), 1)
        #expect(await items.next()?.plain == "6: c=1")
    }

    struct Case: Sendable {
        var kind: ObjectKind?
        var namespace: String?
        var names: [String]
    }

    @Test(
        "deliver what is theirs and nothing else",
        arguments: [
            Case(names: ["route", "bank", "service", "end"]),
            Case(kind: StorageSample.routes, names: ["route", "bank", "end"]),
            Case(namespace: "shop", names: ["route", "service", "end"]),
            Case(kind: StorageSample.services, namespace: "shop", names: ["service"]),
            Case(kind: StorageSample.services, namespace: "bank", names: []),
        ])
    func scopes(_ given: Case) async throws {
        let registry = ObjectRegistry()
        let watch = try await registry.watch(given.kind, in: given.namespace, after: nil)
        try await registry.put(StorageSample.key("route"), 1)
        try await registry.put(StorageSample.key("bank", in: "bank"), 1)
        try await registry.put(StorageSample.key("service", of: StorageSample.services), 1)
        try await registry.put(StorageSample.key("dry"), 1, isDryRun: true)
        try await registry.put(StorageSample.key("end"), 1)
        await registry.bookmark(watch)
        var items = watch.makeAsyncIterator()
        for name in given.names { #expect(await items.next()?.event?.object.key.name == name) }
        #expect(await items.next() == .bookmark(5))
    }

    @Test(
        "begin only where everything since then is remembered",
        arguments: [(Int64(-1), false), (1, false), (2, true), (6, true)])
    func expiry(revision: Int64, isRemembered: Bool) async throws {
        let registry = ObjectRegistry(limits: RegistryLimits(events: 4))
        for value in 0..<5 { try await registry.put(StorageSample.key("a"), .integer(Int64(value))) }
        if isRemembered {
            let watch = try await registry.watch(nil, in: nil, after: revision)
            #expect(watch.revision == revision)
        } else {
            await #expect(throws: RegistryError.expired(oldest: 2)) {
                try await registry.watch(nil, in: nil, after: revision)
            }
        }
    }

    @Test("do not begin in the future")
    func future() async throws {
        let registry = ObjectRegistry()
        await #expect(throws: RegistryError.future(current: 1)) { try await registry.watch(nil, in: nil, after: 2) }
    }

    @Test("end with a word to a reader who was too slow")
    func overrun() async throws {
        let registry = ObjectRegistry(limits: RegistryLimits(events: 4))
        let watch = try await registry.watch(nil, in: nil, after: nil)
        for value in 0..<5 { try await registry.put(StorageSample.key("a"), .integer(Int64(value))) }
        var items = watch.makeAsyncIterator()
        #expect(await items.next() == .overrun)
        #expect(await items.next() == nil)
        #expect(await registry.watches.count == 0)
    }

    @Test("are not overrun by changes that are not theirs")
    func otherChanges() async throws {
        let registry = ObjectRegistry(limits: RegistryLimits(events: 4))
        let watch = try await registry.watch(StorageSample.services, in: nil, after: nil)
        for value in 0..<20 { try await registry.put(StorageSample.key("a"), .integer(Int64(value))) }
        try await registry.put(StorageSample.key("s", of: StorageSample.services), 1)
        var items = watch.makeAsyncIterator()
        #expect(await items.next()?.plain == "22: s=1")
    }

    @Test("put a bookmark behind the changes before it, and several that were not read are one")
    func bookmarks() async throws {
        let registry = ObjectRegistry()
        let watch = try await registry.watch(StorageSample.routes, in: nil, after: nil)
        var items = watch.makeAsyncIterator()
        await registry.bookmark(watch)
        #expect(await items.next() == .bookmark(1))
        try await registry.put(StorageSample.key("s", of: StorageSample.services), 1)
        await registry.bookmark(watch)
        try await registry.put(StorageSample.key("a"), 1)
        await registry.bookmark(watch)
        #expect(await items.next()?.plain == "3: a=1")
        #expect(await items.next() == .bookmark(3))
        try await registry.put(StorageSample.key("a"), 2)
        #expect(await items.next()?.plain == "4: a=1 -> a=2")
    }

    @Test("deliver every change once and in order while many write")
    func concurrency() async throws {
        let registry = ObjectRegistry()
        let (writers, changes) = (8, 50)
        let last = Int64(1 + writers * changes)
        try await withThrowingTaskGroup(of: [Int64].self) { group in
            for reader in 0..<4 {
                let watch = try await registry.watch(reader == 0 ? nil : StorageSample.routes, in: nil, after: 1)
                group.addTask {
                    var revisions: [Int64] = []
                    for await item in watch {
                        if let event = item.event { revisions.append(event.revision) }
                        if revisions.last == last { break }
                    }
                    return revisions
                }
            }
            for writer in 0..<writers {
                group.addTask {
                    for value in 0..<changes {
                        try await registry.put(StorageSample.key("\(writer)"), .integer(Int64(value)))
                    }
                    return []
                }
            }
            for try await revisions in group where !revisions.isEmpty { #expect(revisions == Array(2...last)) }
        }
        #expect(await registry.revision == last)
    }

    @Test("are forgotten when nobody holds them any more")
    func departure() async throws {
        let registry = ObjectRegistry()
        var kept: Watch? = try await registry.watch(nil, in: nil, after: nil)
        _ = try await registry.watch(nil, in: nil, after: nil)
        try await registry.put(StorageSample.key("a"), 1)
        #expect(await registry.watches.count == 1)
        #expect(kept != nil)
        kept = nil
        try await registry.put(StorageSample.key("a"), 2)
        #expect(await registry.watches.count == 0)
    }

    @Test("end when the task of their reader is cancelled")
    func cancellation() async throws {
        let registry = ObjectRegistry()
        let watch = try await registry.watch(nil, in: nil, after: nil)
        let reader = Task {
            var count = 0
            for await _ in watch { count += 1 }
            return count
        }
        try await registry.put(StorageSample.key("a"), 1)
        reader.cancel()
        #expect(await reader.value <= 1)
    }

    @Test("end when the registry closes")
    func closing() async throws {
        let registry = ObjectRegistry()
        let watch = try await registry.watch(nil, in: nil, after: nil)
        var items = watch.makeAsyncIterator()
        try await registry.put(StorageSample.key("a"), 1)
        #expect(await items.next()?.plain == "2: a=1")
        await registry.close()
        #expect(await items.next() == nil)
    }
}

extension WatchItem {
    var event: ObjectEvent? { if case .event(let event) = self { event } else { nil } }

    var plain: String {
        switch self {
        case .event(let event):
            let before = event.before.map { "\($0.plain) -> " } ?? ""
            return "\(event.revision): \(before)\(event.isRemoval ? "gone" : event.object.plain)"
        case .bookmark(let revision): return "bookmark \(revision)"
        case .overrun: return "overrun"
        }
    }
}

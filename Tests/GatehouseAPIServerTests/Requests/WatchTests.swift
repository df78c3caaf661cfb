import GatehouseAPIServer
import GatehouseObjects
import Testing

@Suite("Watching objects", .timeLimit(.minutes(5)))
struct WatchTests {
    @Test("A watch begins with what is there and goes on with what changes")
    func events() async throws {
        let api = try await TestAPI()
        _ = try await api.create(Sample.configMaps, Sample.configMap("a"))
        let events = try await api.watch(Sample.configMaps + "?watch=true")
        #expect(await events.summaries(1) == ["ADDED a"])
        _ = try await api.create(Sample.configMaps, Sample.configMap("b"))
        _ = await api.call(
            "PATCH", Sample.configMaps + "/a", #"{"data": {"x": "1"}}"#, type: "application/merge-patch+json")
        _ = await api.call("DELETE", Sample.configMaps + "/b")
        #expect(await events.summaries(2) == ["ADDED b", "MODIFIED a"])
        let deleted = await events.next()
        #expect(deleted?["type"] == "DELETED")
        #expect(deleted?["object"]?["kind"] == "ConfigMap")
        #expect(deleted?["object"]?["metadata"]?["resourceVersion"] == .string(String(await api.registry.revision)))
    }

    @Test("From a version on, a watch has what changed since", arguments: [false, true])
    func resumed(_ isOldPath: Bool) async throws {
        let api = try await TestAPI()
        _ = try await api.create(Sample.configMaps, Sample.configMap("a"))
        let revision = await api.registry.revision
        _ = try await api.create(Sample.configMaps, Sample.configMap("b"))
        let path = isOldPath ? "/api/v1/watch/namespaces/default/configmaps?" : Sample.configMaps + "?watch=1&"
        let events = try await api.watch(path + "resourceVersion=\(revision)")
        _ = try await api.create("/api/v1/namespaces/other/configmaps", Sample.configMap("elsewhere"))
        _ = try await api.create(Sample.configMaps, Sample.configMap("c"))
        #expect(await events.summaries(2) == ["ADDED b", "ADDED c"])
    }

    @Test("An object that is not selected any more is gone, and one that comes to be is new")
    func selected() async throws {
        let api = try await TestAPI()
        _ = try await api.create(Sample.configMaps, Sample.configMap("a", labels: #"{"l": "x"}"#))
        _ = try await api.create(Sample.configMaps, Sample.configMap("b"))
        let events = try await api.watch(Sample.configMaps + "?watch=1&labelSelector=l%3Dx")
        #expect(await events.summaries(1) == ["ADDED a"])
        for (name, label) in [("b", "y"), ("b", "x"), ("a", "y")] {
            _ = await api.call(
                "PATCH", Sample.configMaps + "/\(name)", #"{"metadata": {"labels": {"l": "\#(label)"}}}"#,
                type: "application/merge-patch+json")
        }
        #expect(await events.summaries(1) == ["ADDED b"])
        let gone = await events.next()
        #expect(gone?["type"] == "DELETED")
        #expect(gone?["object"]?["metadata"]?["labels"] == ["l": "x"])
        #expect(gone?["object"]?["metadata"]?["resourceVersion"] == .string(String(await api.registry.revision)))
    }

    @Test("Old clients watch one object by its path, newer ones by a field selector")
    func one() async throws {
        let api = try await TestAPI()
        _ = try await api.create(Sample.configMaps, Sample.configMap("a"))
        _ = try await api.create(Sample.configMaps, Sample.configMap("b"))
        for target in [
            "/api/v1/watch/namespaces/default/configmaps/b",
            Sample.configMaps + "?watch=1&fieldSelector=metadata.name%3Db",
        ] {
            let events = try await api.watch(target)
            #expect(await events.summaries(1) == ["ADDED b"])
        }
    }

    @Test("Bookmarks come every minute and at the end, where they are wanted")
    func bookmarks() async throws {
        let api = try await TestAPI(isTimeRunning: true)
        let revision = await api.registry.revision
        let query = "?watch=1&timeoutSeconds=150&resourceVersion=\(revision)"
        let events = try await api.watch(Sample.configMaps + query + "&allowWatchBookmarks=true")
        var count = 0
        while let event = await events.next() {
            #expect(event["type"] == "BOOKMARK")
            #expect(event["object"]?["kind"] == "ConfigMap")
            #expect(event["object"]?["metadata"]?["resourceVersion"] == .string(String(revision)))
            count += 1
        }
        #expect(count == 3)
        #expect(api.time.now == TestTime.start + 150)
        let without = try await api.watch(Sample.configMaps + query)
        #expect(await without.next() == nil)
    }

    @Test("A watch that says nothing of its end lasts between half an hour and an hour")
    func defaultEnd() async throws {
        let api = try await TestAPI(isTimeRunning: true)
        let events = try await api.watch(Sample.configMaps + "?watch=1")
        #expect(await events.next() == nil)
        #expect((1800..<3600).contains(api.time.now - TestTime.start))
    }

    @Test("A watch in place of a list says where the list ends")
    func initialEvents() async throws {
        let api = try await TestAPI()
        _ = try await api.create(Sample.configMaps, Sample.configMap("a"))
        let events = try await api.watch(
            Sample.configMaps
                + "?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true")
        #expect(await events.summaries(1) == ["ADDED a"])
        let end = await events.next()
        #expect(end?["type"] == "BOOKMARK")
        #expect(end?["object"]?["metadata"]?["annotations"]?["k8s.io/initial-events-end"] == "true")
        #expect(end?["object"]?["metadata"]?["resourceVersion"] == .string(String(await api.registry.revision)))
        _ = try await api.create(Sample.configMaps, Sample.configMap("b"))
        #expect(await events.summaries(1) == ["ADDED b"])
    }

    @Test("A watch can begin with what comes next")
    func fromNow() async throws {
        let api = try await TestAPI()
        _ = try await api.create(Sample.configMaps, Sample.configMap("a"))
        let events = try await api.watch(
            Sample.configMaps + "?watch=1&sendInitialEvents=false&resourceVersionMatch=NotOlderThan")
        _ = try await api.create(Sample.configMaps, Sample.configMap("b"))
        #expect(await events.summaries(1) == ["ADDED b"])
    }

    @Test("Tables describe their columns once")
    func tables() async throws {
        let api = try await TestAPI()
        _ = try await api.create(Sample.configMaps, Sample.configMap("a"))
        _ = try await api.create(Sample.configMaps, Sample.configMap("b"))
        let events = try await api.watch(
            Sample.configMaps + "?watch=1", accept: "application/json;as=Table;v=v1;g=meta.k8s.io")
        let first = await events.next()
        #expect(first?["object"]?["kind"] == "Table")
        #expect(first?["object"]?["columnDefinitions"]?.array?.count == 3)
        #expect(first?["object"]?["rows"]?.array?.count == 1)
        let second = await events.next()
        #expect(second?["object"]?["columnDefinitions"] == .null)
    }

    @Test("Nobody goes on from a version of another storage")
    func future() async throws {
        let api = try await TestAPI()
        let events = try await api.watch(Sample.configMaps + "?watch=1&resourceVersion=999999")
        let error = await events.next()
        #expect(error?["type"] == "ERROR")
        #expect(error?["object"]?["kind"] == "Status")
        #expect(error?["object"]?["code"] == 410)
        #expect(error?["object"]?["reason"] == "Expired")
        #expect(await events.next() == nil)
    }

    @Test("There are only so many watches at once, and one that is let go makes room")
    func bounded() async throws {
        let api = try await TestAPI(mostWatches: 2)
        var kept: [Events] = []
        for _ in 0..<2 { kept.append(try await api.watch(Sample.configMaps + "?watch=1")) }
        let refused = await api.call("GET", Sample.configMaps + "?watch=1")
        #expect(refused.status == 429)
        #expect(refused.reason == "TooManyRequests")
        #expect(refused.headers("Retry-After") == ["1"])
        kept.removeLast()
        kept.append(try await api.watch(Sample.configMaps + "?watch=1"))
        #expect(kept.count == 2)
    }

    @Test("Who wants what is forgotten, or has slept too long, is told to list anew", arguments: [false, true])
    func expired(_ hasSlept: Bool) async throws {
        let api = try await TestAPI(rememberedEvents: 2)
        let revision = await api.registry.revision
        let target = Sample.configMaps + "?watch=1&resourceVersion=\(revision)"
        let slow = try await api.watch(target)
        for name in ["a", "b", "c", "d"] { _ = try await api.create(Sample.configMaps, Sample.configMap(name)) }
        let events = hasSlept ? slow : try await api.watch(target)
        let error = await events.next()
        #expect(error?["type"] == "ERROR")
        #expect(error?["object"]?["code"] == 410)
        #expect(error?["object"]?["reason"] == "Expired")
        #expect(await events.next() == nil)
    }
}

import GatehouseModel
import GatehouseObjects
import GatehouseTestSupport
import Testing

@testable import GatehouseKubernetes

@Suite("The reflector")
struct ReflectorTests {
    private static let kind = WatchedKind.all(gatewayNamespace: "istio-system")[1]
    private static let endpoint = kind.choices[0]

    /// A VirtualService of a name, a version and something in it.
    private func object(_ name: String, _ version: Int, _ content: String = "a") throws -> ReflectedObject {
        let object: JSON = [
            "metadata": ["name": .string(name), "namespace": "shop", "resourceVersion": .string("\(version)")],
            "spec": ["hosts": [.string(content)]],
        ]
        return try ReflectedObject(object, kind: Self.kind, endpoint: Self.endpoint)
    }

    private func key(_ name: String) -> ResourceKey {
        ResourceKey(kind: "VirtualService", namespace: "shop", name: name)
    }

    private static func status(_ code: Int) -> APIFailure {
        .status(APIStatus(code: code, reason: "R", message: "m"))
    }

    /// A reflector that knows `a` and `b`, and watches from 10.
    private func watching() throws -> Reflector {
        var reflector = Reflector()
        _ = reflector.started()
        _ = reflector.listed(
            [try self.object("a", 1), try self.object("b", 2)], resourceVersion: "10", continuation: nil)
        return reflector
    }

    @Test("It lists in pages, tells nothing before the last one, and watches from the list's version")
    func pages() throws {
        var reflector = Reflector()
        #expect(reflector.started() == .list(continuation: nil, limit: 500))
        let (a, b) = (try self.object("a", 1), try self.object("b", 2))
        let first = reflector.listed([a], resourceVersion: "10", continuation: "more")
        #expect(first == .init(changes: [], next: .list(continuation: "more", limit: 500)))
        let second = reflector.listed([b], resourceVersion: "10", continuation: nil)
        #expect(second == .init(changes: [.put(a), .put(b)], next: .watch(from: "10"), completesList: true))
        #expect(reflector.count == 2)
    }

    @Test("It resumes a broken watch from the last event or bookmark")
    func resuming() throws {
        var reflector = try self.watching()
        let change = try self.object("a", 11, "b")
        #expect(reflector.changed(change) == .init(changes: [.put(change)], next: .read))
        #expect(reflector.bookmarked("20") == .init(next: .read))
        #expect(reflector.watchFailed(.unreachable("x"), random: 0.5) == .wait(.milliseconds(800)))
        #expect(reflector.resumed() == .watch(from: "20"))
        #expect(reflector.watchFailed(.unreachable("x"), random: 0.5) == .wait(.milliseconds(1600)))
        reflector.watchLasted()
        #expect(reflector.watchFailed(.unreachable("x"), random: 0.5) == .wait(.milliseconds(800)))
        #expect(reflector.watchEnded(after: .seconds(300), random: 0.5) == .watch(from: "20"))
        #expect(reflector.watchFailed(.unreachable("x"), random: 0.5) == .wait(.milliseconds(800)))
    }

    @Test("A watch that ends as soon as it has begun counts as failed")
    func shortWatch() throws {
        var reflector = try self.watching()
        #expect(reflector.watchEnded(after: .milliseconds(5), random: 0.5) == .wait(.milliseconds(800)))
        // That the next one begins is no success yet.
        #expect(reflector.watchEnded(after: .milliseconds(5), random: 0.5) == .wait(.milliseconds(1600)))
        #expect(reflector.watchFailed(.unreachable("x"), random: 0.5) == .wait(.milliseconds(3200)))
    }

    @Test("What a watch tells and nobody understands is listed, not asked for again, at the pace of failures")
    func malformed() throws {
        var reflector = try self.watching()
        #expect(reflector.watchFailed(.malformed("x"), random: 0.5) == .wait(.milliseconds(800)))
        #expect(reflector.resumed() == .list(continuation: nil, limit: 500))
        #expect(reflector.listed([], resourceVersion: "50", continuation: nil).next == .watch(from: "50"))
        #expect(reflector.watchFailed(.malformed("x"), random: 0.5) == .wait(.milliseconds(1600)))
        _ = reflector.listed([], resourceVersion: "60", continuation: nil)
        _ = reflector.bookmarked("61")
        #expect(reflector.watchFailed(.malformed("x"), random: 0.5) == .wait(.milliseconds(800)))
    }

    @Test("A server that says how long to wait is believed, within a minute")
    func retryAfter() throws {
        var reflector = Reflector()
        _ = reflector.started()
        for (seconds, wait) in [(7, 7), (3600, 60)] {
            let status = APIStatus(code: 429, reason: "TooManyRequests", message: "m", retryAfterSeconds: seconds)
            #expect(reflector.listFailed(.status(status), random: 0.5) == .wait(.seconds(wait)))
        }
    }

    @Test("410 lists anew, keeps what is known until the list is complete, and tells the difference only")
    func expiry() throws {
        var reflector = try self.watching()
        #expect(reflector.watchFailed(Self.status(410), random: 0.5) == .list(continuation: nil, limit: 500))
        #expect(reflector.listFailed(.unreachable("x"), random: 0.5) == .wait(.milliseconds(800)))
        #expect(reflector.count == 2)
        #expect(reflector.resumed() == .list(continuation: nil, limit: 500))
        let (b, c) = (try self.object("b", 30, "new"), try self.object("c", 31))
        _ = reflector.listed([try self.object("a", 1)], resourceVersion: "40", continuation: "more")
        #expect(reflector.listFailed(Self.status(500), random: 0.5) == .wait(.milliseconds(1600)))
        let step = reflector.listed([b, c], resourceVersion: "41", continuation: nil)
        #expect(step.changes == [.put(b), .put(c), .gone(self.key("a"))])
        #expect(step.next == .watch(from: "41"))
    }

    @Test("410 again and again is waited for; an event in between ends that")
    func repeatedExpiry() throws {
        var reflector = try self.watching()
        #expect(reflector.watchFailed(Self.status(410), random: 0.5) == .list(continuation: nil, limit: 500))
        _ = reflector.listed([], resourceVersion: "50", continuation: nil)
        #expect(reflector.watchFailed(Self.status(410), random: 0.5) == .wait(.milliseconds(800)))
        #expect(reflector.resumed() == .list(continuation: nil, limit: 500))
        _ = reflector.listed([], resourceVersion: "60", continuation: nil)
        #expect(reflector.watchFailed(Self.status(410), random: 0.5) == .wait(.milliseconds(1600)))
        _ = reflector.listed([], resourceVersion: "60", continuation: nil)
        _ = reflector.bookmarked("61")
        #expect(reflector.watchFailed(Self.status(410), random: 0.5) == .list(continuation: nil, limit: 500))
    }

    @Test("Pages that expire are asked for in one piece, and pages that are too large in smaller ones")
    func pageSizes() throws {
        var reflector = Reflector()
        _ = reflector.started()
        _ = reflector.listed([], resourceVersion: "1", continuation: "more")
        _ = reflector.listFailed(Self.status(410), random: 0.5)
        #expect(reflector.resumed() == .list(continuation: nil, limit: nil))
        _ = reflector.listFailed(.tooLarge, random: 0.5)
        #expect(reflector.resumed() == .list(continuation: nil, limit: 50))
    }

    @Test("What has not changed is not told: the same version, or the same content under another one")
    func sameness() throws {
        var reflector = try self.watching()
        #expect(reflector.changed(try self.object("a", 1)).changes == [])
        let touched = try self.object("a", 12)
        #expect(reflector.changed(touched).changes == [.observed(touched)])
        #expect(reflector.removed(try self.object("x", 13)).changes == [])
        #expect(reflector.removed(try self.object("a", 14)).changes == [.gone(self.key("a"))])
    }

    @Test("A kind that the server does not have rests, and nothing is forgotten")
    func absence() throws {
        var reflector = try self.watching()
        #expect(reflector.watchFailed(Self.status(404), random: 0.5) == .rest)
        _ = reflector.started()
        #expect(reflector.listFailed(Self.status(404), random: 0.5) == .rest)
        #expect(reflector.count == 2)
    }

    @Test("What is forbidden is asked for again and again, at the pace of failures", arguments: [401, 403, 429, 503])
    func refusals(code: Int) throws {
        var reflector = Reflector()
        _ = reflector.started()
        #expect(reflector.listFailed(Self.status(code), random: 0.5) == .wait(.milliseconds(800)))
        #expect(reflector.resumed() == .list(continuation: nil, limit: 500))
    }
}

@Suite("Recovery")
struct RecoveryTests {
    @Test("All who wait go on when somebody no longer fails, and whoever waits later waits for the next time")
    func all() async throws {
        let recovery = Recovery()
        let arrived = Watched(0)
        try await withDeadline(.seconds(20)) {
            await withDiscardingTaskGroup { group in
                for _ in 0..<3 {
                    group.addTask {
                        await recovery.wait(atMost: .seconds(3600))
                        arrived.change { $0 += 1 }
                    }
                }
                // Said until all have come to wait and were told.
                group.addTask {
                    while arrived.current < 3, !Task.isCancelled {
                        recovery.happened()
                        await Task.yield()
                    }
                }
            }
        }
        #expect(arrived.current == 3)
        await recovery.wait(atMost: .milliseconds(1))
    }
}

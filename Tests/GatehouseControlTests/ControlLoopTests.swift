import Foundation
import GatehousePlan
import GatehouseModel
import GatehouseRouting
import GatehouseStore
import GatehouseTranslation
import Logging
import Testing

@testable import GatehouseControl

@Suite("The control loop", .timeLimit(.minutes(1)))
struct ControlLoopTests {
    @Test("what the store holds is published")
    func publishes() async throws {
        try await Self.run { loop in
            let published = try await loop.write(Manifests.all)
            #expect(published.generation == 1)
            #expect(published.diagnostics.map(\.text) == [])
            #expect(published.plan.listeners.map(\.port) == [80])
            #expect(loop.sink.record.generations == [1])
            #expect(
                loop.sink.record.endpoints.first?["outbound|80||a.default.svc.cluster.local"]
                    == EndpointSet(endpoints: [Endpoint(address: "10.0.0.1", port: 80)]))
        }
    }

    @Test("a store that is empty is published too, and the hint says why no port is open")
    func publishesNothing() async throws {
        try await Self.run { loop in
            let published = try await loop.write("")
            #expect(published.generation == 1)
            #expect(published.diagnostics.map(\.code) == ["GH0310"])
        }
    }

    @Test("an equal plan is not published again")
    func equalPlan() async throws {
        try await Self.run { loop in
            try await loop.write(Manifests.all)
            let published = try await loop.write("# a comment\n" + Manifests.all)
            #expect(published.generation == 1)
            #expect(published.version == 2)
            #expect(loop.sink.record.generations == [1])
            #expect(loop.sink.record.endpointUpdates.isEmpty)
        }
    }

    @Test("a different plan is the next generation")
    func differentPlan() async throws {
        try await Self.run { loop in
            try await loop.write(Manifests.all)
            let published = try await loop.write(
                Manifests.gateway + Manifests.virtualService("/b") + Manifests.serviceEntry())
            #expect(published.generation == 2)
            #expect(loop.sink.record.generations == [1, 2])
        }
    }

    @Test(
        "a broken document leaves the generation serving, with a diagnostic that says so",
        arguments: [
            Manifests.gateway + "---\nkind: [\n" + Manifests.serviceEntry(),
            Manifests.gateway + Manifests.virtualService("nothing-valid", host: "\"\"") + Manifests.serviceEntry(),
        ])
    func brokenDocument(_ text: String) async throws {
        try await Self.run { loop in
            try await loop.write(Manifests.all)
            let published = try await loop.write(text)
            #expect(published.generation == 1)
            #expect(loop.sink.record.generations == [1])
            #expect(published.diagnostics.contains { $0.level == .error })
            #expect(
                published.diagnostics.contains {
                    $0.code == "GH0154" && $0.resource?.description == "VirtualService default/vs"
                })
        }
    }

    @Test("a change of endpoints goes by its own lane")
    func endpointLane() async throws {
        try await Self.run { loop in
            try await loop.write(Manifests.all)
            let published = try await loop.write(
                Manifests.gateway + Manifests.virtualService() + Manifests.serviceEntry(address: "10.0.0.2"))
            #expect(published.generation == 1)
            #expect(loop.sink.record.generations == [1])
            let update = [
                "outbound|80||a.default.svc.cluster.local": EndpointSet(endpoints: [
                    Endpoint(address: "10.0.0.2", port: 80)
                ])
            ]
            #expect(loop.sink.record.endpointUpdates == [update])
            #expect(published.endpoints == update)
        }
    }

    @Test("a socket that cannot be opened is a diagnostic, and is tried again until it can")
    func bindFailure() async throws {
        try await Self.run { loop in
            loop.sink.fail([ListenerFailure(bind: nil, port: 80, message: "permission denied")])
            let published = try await loop.write(Manifests.all)
            #expect(published.listenerFailures.count == 1)
            let diagnostic = try #require(published.diagnostics.first)
            #expect(diagnostic.code == "GH0301")
            #expect(diagnostic.resource?.description == "Gateway default/gw")
            #expect(diagnostic.message.contains("port 80 on 0.0.0.0 cannot be bound: permission denied"))
            #expect(diagnostic.message.contains("--port-map 80=8080"))

            #expect(await loop.sleep.next() == .seconds(1))
            loop.sleep.wake()
            #expect(await loop.next()?.listenerFailures.count == 1)
            #expect(await loop.sleep.next() == .seconds(2))
            loop.sink.fail([])
            loop.sleep.wake()
            let recovered = try #require(await loop.next())
            #expect(recovered.listenerFailures.isEmpty)
            #expect(recovered.diagnostics.isEmpty)
            #expect(loop.sink.record.generations == [1, 1, 1])
        }
    }

    @Test("a Gateway for other gateways is named, with both sides' labels")
    func otherSelector() async throws {
        try await Self.run { loop in
            let published = try await loop.write(
                Manifests.gateway.replacingOccurrences(of: "istio: ingressgateway", with: "istio: edge"))
            let diagnostic = try #require(published.diagnostics.first { $0.code == "GH0311" })
            #expect(diagnostic.message.contains("istio=edge"))
            #expect(diagnostic.message.contains("app=istio-ingressgateway,istio=ingressgateway"))
            #expect(diagnostic.location?.line == 5)
        }
    }

    @Test("diagnostics are logged when they appear and when they go, not with every change")
    func logsOnce() async throws {
        try await Self.run { loop in
            let other = Manifests.all.replacingOccurrences(of: "istio: ingressgateway", with: "istio: edge")
            try await loop.write(other)
            let first = loop.log.all
            #expect(first.count == 1)
            #expect(first.first?.contains("[GH0311] Gateway default/gw spec.selector: ") == true)
            try await loop.write("# moved\n\n" + other)
            #expect(loop.log.all == first)
            try await loop.write(Manifests.all)
            #expect(loop.log.all.contains { $0.hasPrefix("info: resolved: ") })
        }
    }

    @Test("sockets are logged as they open and close, with the Gateway that asked for them")
    func logsListeners() async throws {
        try await Self.run { loop in
            try await loop.write(Manifests.all)
            #expect(loop.log.all == ["notice: listening on 0.0.0.0:80 (HTTP) for Gateway default/gw spec.servers[0]"])
            try await loop.write("")
            #expect(loop.log.all.contains("notice: closed 0.0.0.0:80 (HTTP) for Gateway default/gw spec.servers[0]"))
        }
    }

    /// A loop that runs, what it is fed from, and what comes out of it.
    struct Running {
        let feed: FileFeed
        let sink: RecordingSink
        let sleep: ManualSleep
        let log: RecordingLog.Lines
        let publications: AsyncStream<Published>

        /// Writes the manifest and waits until it is in effect.
        @discardableResult
        func write(_ text: String) async throws -> Published {
            try self.feed.write(text)
            let version = self.feed.store.contents().version
            for await published in self.publications where published.version == version { return published }
            throw CancellationError()
        }

        /// The next publication.
        func next() async -> Published? {
            for await published in self.publications { return published }
            return nil
        }
    }

    private static func run(_ body: (Running) async throws -> Void) async throws {
        let feed = FileFeed()
        let sink = RecordingSink()
        let sleep = ManualSleep()
        let log = RecordingLog.Lines()
        let (publications, continuation) = AsyncStream.makeStream(of: Published.self)
        let loop = ControlLoop(
            store: feed.store, options: TranslationOptions(), sink: sink,
            logger: Logger(label: "test") { _ in RecordingLog(lines: log) }, clock: { 0 }, sleep: sleep.sleep)
        let running = Running(feed: feed, sink: sink, sleep: sleep, log: log, publications: publications)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await loop.run { continuation.yield($0) } }
            try await body(running)
            group.cancelAll()
        }
    }
}

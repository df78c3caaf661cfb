import Foundation
import GatehousePlan
import GatehouseModel
import GatehouseRouting
import GatehouseStore
import GatehouseTLS
import GatehouseTelemetry
import GatehouseTestSupport
import GatehouseTranslation
import Logging
import Testing

@testable import GatehouseControl

@Suite("The control loop", .overSockets, .timeLimit(.minutes(5)))
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

    @Test("after any changes, what is in effect is what the store's contents come to by themselves")
    func changes() async throws {
        let second = Manifests.virtualService("/c").replacingOccurrences(of: "{name: vs}", with: "{name: other}")
        let texts = [
            Manifests.all, Manifests.all + second, "# moved\n" + Manifests.all + second,
            Manifests.gateway + Manifests.virtualService("/b") + second + Manifests.serviceEntry(),
            Manifests.gateway + Manifests.virtualService("/b", host: "missing") + second + Manifests.serviceEntry(),
            Manifests.gateway + second + Manifests.serviceEntry(address: "10.0.0.2"), "", Manifests.all + second,
        ]
        try await Self.run { loop in
            for (step, text) in texts.enumerated() {
                let published = try await loop.write(text)
                let alone = Pipeline(options: TranslationOptions()).prepare(
                    loop.feed.store.contents(), generation: published.generation, surroundings: .init(now: 0))
                #expect(published.plan == alone.plan, "step \(step)")
                #expect(published.endpoints == alone.endpoints, "step \(step)")
                #expect(published.status == alone.status, "step \(step)")
                #expect(published.problems == alone.problems, "step \(step)")
                #expect(published.diagnostics.map(\.text) == alone.diagnostics.map(\.text), "step \(step)")
            }
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
    @Test("T3: a renewed file is served without a change of any resource, its expiry is in the metrics")
    func renewedFile() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gatehouse-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let authority = try TestCertificates.Authority()
        let paths = (certificate: folder.appendingPathComponent("c.pem"), key: folder.appendingPathComponent("k.pem"))
        func write(until end: Int) throws {
            let issued = try authority.issue(
                names: ["a.example"], notBefore: Date(timeIntervalSince1970: 0),
                notAfter: Date(timeIntervalSince1970: TimeInterval(end)))
            try Data(issued.certificatePEM.utf8).write(to: paths.certificate)
            try Data(issued.privateKeyPEM.utf8).write(to: paths.key)
        }
        try write(until: 1_000_000_000)
        try await Self.run { loop in
            let first = try await loop.write(
                """
                apiVersion: networking.istio.io/v1
                kind: Gateway
                metadata: {name: gw}
                spec:
                  servers:
                  - port: {number: 443, name: https, protocol: HTTPS}
                    hosts: [a.example]
                    tls: {mode: SIMPLE, serverCertificate: \(paths.certificate.path), privateKey: \(paths.key.path)}
                """)
            #expect(first.certificates.map(\.facts.notAfter) == [1_000_000_000])
            #expect(first.diagnostics.map(\.text) == [])
            loop.loop.lookAtFiles()
            try write(until: 2_000_000_000)
            loop.loop.lookAtFiles()
            let second = try await loop.publication { $0.generation == 2 }
            #expect(second.version == first.version)
            #expect(second.certificates.map(\.facts.notAfter) == [2_000_000_000])
            let name = #"{name="\#(paths.certificate.path)"}"#
            let metrics = String(decoding: loop.metrics.prometheusText(), as: UTF8.self)
            #expect(metrics.contains("gatehouse_tls_certificate_expiry_timestamp_seconds\(name) 2000000000\n"))
            try await loop.write(Manifests.all)
            let after = String(decoding: loop.metrics.prometheusText(), as: UTF8.self)
            #expect(!after.contains(name))
        }
    }

    @Test("dumps name certificates and show none")
    func dump() async throws {
        let issued = try TestCertificates.Authority().issue(names: ["a.example"])
        func indented(_ text: String) -> String { text.split(separator: "\n").joined(separator: "\n    ") }
        try await Self.run { loop in
            let published = try await loop.write(
                """
                apiVersion: networking.istio.io/v1
                kind: Gateway
                metadata: {name: gw}
                spec:
                  servers:
                  - port: {number: 443, name: https, protocol: HTTPS}
                    hosts: [a.example]
                    tls: {mode: SIMPLE, credentialName: shop}
                  - port: {number: 31400, name: tcp, protocol: TCP}
                    hosts: ["*"]
                ---
                apiVersion: networking.istio.io/v1
                kind: VirtualService
                metadata: {name: vs}
                spec:
                  hosts: ["*"]
                  gateways: [gw]
                  tcp: [{route: [{destination: {host: a, port: {number: 80}}}]}]
                ---
                apiVersion: v1
                kind: Secret
                metadata: {name: shop, namespace: istio-system}
                stringData:
                  tls.crt: |
                    \(indented(issued.certificatePEM))
                  tls.key: |
                    \(indented(issued.privateKeyPEM))

                """)
            let text = published.json.text(pretty: true)
            #expect(text.contains(#""serverNames": ["#))
            #expect(text.contains("Secret istio-system/shop"))
            #expect(text.contains("outbound|80||a.default.svc.cluster.local"))
            for line in (issued.privateKeyPEM + "\n" + issued.certificatePEM).split(separator: "\n")
            where line.count > 20 {
                #expect(!text.contains(line))
                #expect(!"\(published)".contains(line))
            }
        }
    }

    // MARK: Names

    private static func withNames(_ names: String...) -> String {
        Manifests.gateway + Manifests.virtualService() + Manifests.serviceEntry(names: names)
    }

    private static let clusterName = "outbound|80||a.default.svc.cluster.local"

    private static func addresses(_ published: Published?) -> [String]? {
        published?.endpoints[Self.clusterName]?.endpoints.map(\.address)
    }

    @Test("S1: a change waits for the first answers to its names, so that it is served with endpoints")
    func names() async throws {
        let asked = Watched<[Set<String>]>([])
        try await Self.run(resolve: { names in asked.change { $0.append(names) } }) { loop in
            try loop.feed.write(Self.withNames("a.test", "b.test"))
            #expect(await loop.sleep.next() == ControlLoop.longestWaitForNames)
            #expect(asked.current == [["a.test", "b.test"]])
            loop.loop.resolved("a.test", to: ["10.0.0.1"])
            #expect(loop.sink.record.generations == [])
            loop.loop.resolved("b.test", to: ["10.0.0.2"])
            #expect(Self.addresses(await loop.next()) == ["10.0.0.1", "10.0.0.2"])
            #expect(loop.sink.record.endpoints.map { $0[Self.clusterName]?.endpoints.count } == [2])
        }
    }

    @Test("a name for which nobody answers holds nothing up once that is known, and is not waited for again")
    func unansweredName() async throws {
        let asked = Watched<[Set<String>]>([])
        try await Self.run(resolve: { names in asked.change { $0.append(names) } }) { loop in
            try loop.feed.write(Self.withNames("a.test"))
            try await asked.until { $0.count == 1 }
            loop.loop.unanswered("a.test")
            #expect(Self.addresses(await loop.next()) == [])
            let next = try await loop.write(Self.withNames("a.test") + "# another version\n")
            #expect(Self.addresses(next) == [])
            loop.loop.resolved("a.test", to: ["10.0.0.1"])
            let resolved = try await loop.publication { Self.addresses($0) != [] }
            #expect(Self.addresses(resolved) == ["10.0.0.1"])
        }
    }

    @Test("nothing is held up for longer than the bound")
    func silentName() async throws {
        try await Self.run(resolve: { _ in }) { loop in
            try loop.feed.write(Self.withNames("a.test"))
            #expect(await loop.sleep.next() == ControlLoop.longestWaitForNames)
            #expect(loop.sink.record.generations == [])
            loop.sleep.wake()
            #expect(Self.addresses(await loop.next()) == [])
            #expect(loop.sink.record.generations == [1])
        }
    }

    @Test("a change that has nothing to do with names is not held up for as long as they are")
    func behindSilentName() async throws {
        try await Self.run(resolve: { _ in }) { loop in
            try loop.feed.write(Self.withNames("a.test"))
            #expect(await loop.sleep.next() == ControlLoop.longestWaitForNames)
            try loop.feed.write(Self.withNames("a.test") + "# another version\n")
            #expect(await loop.sleep.next() == ControlLoop.longestWaitBehindNames)
            #expect(loop.sink.record.generations == [])
            loop.sleep.wake()
            _ = try await loop.publication { $0.version == loop.feed.store.contents().version }
            #expect(loop.sink.record.generations == [1])
        }
    }

    struct Running {
        let loop: ControlLoop
        let feed: FileFeed
        let sink: RecordingSink
        let sleep: ManualSleep
        let log: RecordingLog.Lines
        let metrics: MetricsRegistry
        let publications: AsyncStream<Published>

        /// Writes the manifest and waits until it is in effect.
        @discardableResult
        func write(_ text: String) async throws -> Published {
            try self.feed.write(text)
            let version = self.feed.store.contents().version
            for await published in self.publications where published.version == version { return published }
            throw CancellationError()
        }

        /// The first publication from now on that is wanted.
        func publication(where isWanted: (Published) -> Bool) async throws -> Published {
            for await published in self.publications where isWanted(published) { return published }
            throw CancellationError()
        }

        /// The next publication.
        func next() async -> Published? {
            for await published in self.publications { return published }
            return nil
        }
    }

    private static func run(
        resolve: ControlLoop.Resolve? = nil, _ body: (Running) async throws -> Void
    ) async throws {
        let feed = FileFeed()
        let sink = RecordingSink()
        let sleep = ManualSleep()
        let log = RecordingLog.Lines()
        let metrics = MetricsRegistry()
        let (publications, continuation) = AsyncStream.makeStream(of: Published.self)
        let loop = ControlLoop(
            store: feed.store, options: TranslationOptions(), sink: sink, metrics: metrics,
            logger: Logger(label: "test") { _ in RecordingLog(lines: log) }, resolve: resolve,
            clock: { 0 }, sleep: sleep.sleep)
        let running = Running(
            loop: loop, feed: feed, sink: sink, sleep: sleep, log: log, metrics: metrics, publications: publications)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await loop.run { continuation.yield($0) } }
            try await body(running)
            group.cancelAll()
        }
    }
}

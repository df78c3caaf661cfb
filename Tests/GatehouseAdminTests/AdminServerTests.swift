import Synchronization
import Logging
import GatehouseAdmin
import GatehouseTelemetry
import GatehouseTestSupport
import Testing

@Suite(.overSockets) struct AdminServerTests {
    @Test("/metrics is Prometheus' text, with what the registry has counted")
    func metrics() async throws {
        let registry = MetricsRegistry()
        registry.set(.configGeneration, to: 3)
        try await withAdminServer(.fixed(metrics: registry)) { port in
            let response = try await send("GET", "/metrics", to: port)
            #expect(response.status == 200)
            #expect(response["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
            #expect(response.text.contains("\ngatehouse_config_generation 3\n"))
        }
    }

    @Test("a scrape of more than one page is whole")
    func manyPages() async throws {
        let registry = MetricsRegistry()
        let shard = registry.makeShard()
        var record = AccessRecord()
        for status in 200..<240 {
            record.status = status
            shard.complete(record, destination: MetricsRegistry.unknownDestination)
        }
        try await withAdminServer(.fixed(metrics: registry)) { port in
            let response = try await send("GET", "/metrics", to: port)
            #expect(response.body.count > 1_000_000)
            #expect(response.text.contains("response_code=\"239\""))
            #expect(response.text.hasSuffix("\n"))
        }
    }

    @Test("health, plan and clusters are JSON", arguments: [("/healthz", "live"), ("/ready", "ready")])
    func health(_ path: String, _ status: String) async throws {
        try await withAdminServer(.fixed()) { port in
            let response = try await send("GET", path, to: port)
            #expect(response.status == 200)
            #expect(response["content-type"] == "application/json")
            #expect(response["cache-control"] == "no-store")
            #expect(try response.json()["status"]?.string == status)
        }
    }

    @Test("plan and clusters are what the sources give")
    func plan() async throws {
        try await withAdminServer(.fixed()) { port in
            let answer = try await send("GET", "/config", to: port).json()
            #expect(answer["listeners"] == .array([]))
            let clusters = try await send("GET", "/clusters", to: port).json()
            #expect(clusters.array.first?["name"]?.string == "outbound|80||a.default.svc.cluster.local")
        }
    }

    @Test("before the first publication there is no plan, and readiness says why")
    func notReady() async throws {
        try await withAdminServer(.fixed(readiness: .notReady(reason: "draining"), plan: nil)) { port in
            let config = try await send("GET", "/config", to: port)
            #expect(config.status == 503)
            #expect(try config.json()["error"]?.string?.isEmpty == false)
            let ready = try await send("GET", "/ready", to: port)
            #expect(ready.status == 503)
            #expect(try ready.json()["reason"]?.string == "draining")
        }
    }

    @Test("POST /drain drains, once for each call; GET does not")
    func drain() async throws {
        let recorder = Recorder()
        try await withAdminServer(.fixed(recorder: recorder)) { port in
            let refused = try await send("GET", "/drain", to: port)
            #expect(refused.status == 405)
            #expect(refused["allow"] == "POST")
            #expect(recorder.drains.withLock { $0 } == 0)
            let response = try await send("POST", "/drain", to: port, headers: ["Content-Length: 0"])
            #expect(response.status == 202)
            #expect(recorder.drains.withLock { $0 } == 1)
        }
    }

    @Test("PUT /logging sets the level; what is no level is answered with those that are")
    func logging() async throws {
        let recorder = Recorder()
        try await withAdminServer(.fixed(recorder: recorder)) { port in
            let response = try await send("PUT", "/logging?level=debug", to: port, headers: ["Content-Length: 0"])
            #expect(response.status == 200)
            #expect(try response.json()["level"]?.string == "debug")
            for target in ["/logging", "/logging?level=loud", "/logging?volume=debug", "/logging?level=info&x=1"] {
                let refused = try await send("PUT", target, to: port, headers: ["Content-Length: 0"])
                #expect(refused.status == 400)
                #expect(try refused.json()["error"]?.string?.contains("warning") == true)
            }
            #expect(recorder.levels.withLock { $0 } == [.debug])
        }
    }

    @Test("/explain hands on the request that its query describes")
    func explain() async throws {
        let recorder = Recorder()
        try await withAdminServer(.fixed(recorder: recorder)) { port in
            let target =
                "/explain?port=8080&host=a.com&path=%2Fp%3Fq%3D1&method=POST&header=x-user:%20jo&header=x-b:c:d"
                + "&sni=b.com&source-ip=192.0.2.1"
            let response = try await send("GET", target, to: port)
            #expect(response.status == 200)
            #expect(try response.json()["outcome"]?.string == "no_route")
            let refused = try await send("GET", "/explain?prt=80", to: port)
            #expect(refused.status == 400)
            #expect(try refused.json()["error"]?.string?.contains("`prt`") == true)
            let expected = ExplainQuery(
                port: 8080, host: "a.com", path: "/p?q=1", method: "POST",
                headers: [.init("x-user", "jo"), .init("x-b", "c:d")], isTLS: true, serverName: "b.com",
                sourceIP: "192.0.2.1")
            #expect(recorder.queries.withLock { $0 } == [expected])
        }
    }

    @Test("an unknown path is answered with those that there are")
    func notFound() async throws {
        try await withAdminServer(.fixed()) { port in
            let response = try await send("GET", "/stats", to: port)
            #expect(response.status == 404)
            let paths = try response.json()["endpoints"]?.array.compactMap { $0["path"]?.string } ?? []
            #expect(paths.contains("/metrics") && paths.contains("/drain") && paths.contains("/logging?level=debug"))
        }
    }

    @Test(
        "a method that a path does not take is answered with the one that it does",
        arguments: ["POST", "DELETE", "OPTIONS"])
    func methodNotAllowed(_ method: String) async throws {
        try await withAdminServer(.fixed()) { port in
            let response = try await send(method, "/metrics", to: port, headers: ["Content-Length: 0"])
            #expect(response.status == 405)
            #expect(response["allow"] == "GET, HEAD")
            #expect(try response.json()["error"]?.string?.contains("GET") == true)
        }
    }

    @Test("the index lists every endpoint, and links only to what changes nothing")
    func index() async throws {
        try await withAdminServer(.fixed()) { port in
            let response = try await send("GET", "/", to: port)
            #expect(response.status == 200)
            #expect(response["content-type"] == "text/html; charset=utf-8")
            let paths = ["/metrics", "/healthz", "/ready", "/config", "/clusters", "/explain", "/drain", "/logging"]
            for path in paths { #expect(response.text.contains(path)) }
            #expect(response.text.contains("href=\"/config\""))
            #expect(!response.text.contains("href=\"/drain\""))
        }
    }

    @Test("HEAD gets the head of GET and no body")
    func head() async throws {
        try await withAdminServer(.fixed()) { port in
            let response = try await send("HEAD", "/healthz", to: port)
            #expect(response.status == 200)
            #expect(response.body.isEmpty)
        }
    }

    @Test("an address that is taken is an error, not silence")
    func addressInUse() async throws {
        try await withAdminServer(.fixed()) { port in
            let second = AdminServer(
                address: ListenAddress(host: "127.0.0.1", port: port), sources: .fixed(), logger: silent)
            await #expect(throws: (any Error).self) { try await second.run() }
        }
    }
}

@Suite(.overSockets) struct StatusServerTests {
    @Test("a gateway that is ready says so at Istio's path, under any Host")
    func ready() async throws {
        try await withStatusServer(.ready(detail: nil)) { port in
            let first = try await send("GET", "/healthz/ready", to: port, host: "gateway.example.com")
            #expect(first.status == 200)
            let second = try await send("GET", "/healthz/live", to: port)
            #expect(second.status == 200)
            let third = try await send("HEAD", "/healthz/ready", to: port)
            #expect(third.status == 200)
        }
    }

    @Test("a gateway that is ready says what is not well all the same")
    func readyWithDetail() async throws {
        try await withStatusServer(.ready(detail: "cannot follow Gateway: connection refused")) { port in
            let response = try await send("GET", "/healthz/ready", to: port)
            #expect(response.status == 200)
            #expect(try response.json()["detail"]?.string == "cannot follow Gateway: connection refused")
        }
    }

    @Test("a gateway that is not ready says why, and is alive all the same")
    func notReady() async throws {
        try await withStatusServer(.notReady(reason: "no configuration has been loaded yet")) { port in
            let response = try await send("GET", "/healthz/ready", to: port)
            #expect(response.status == 503)
            #expect(try response.json()["reason"]?.string == "no configuration has been loaded yet")
            let answer = try await send("GET", "/healthz/live", to: port)
            #expect(answer.status == 200)
        }
    }

    @Test(
        "nothing of the admin API is open to the network",
        arguments: ["/", "/metrics", "/config", "/drain", "/logging"])
    func nothingElse(_ path: String) async throws {
        try await withStatusServer(.ready(detail: nil)) { port in
            let first = try await send("GET", path, to: port)
            #expect(first.status == 404)
            let second = try await send("POST", path, to: port, headers: ["Content-Length: 0"])
            #expect(second.status == 404)
        }
    }
}

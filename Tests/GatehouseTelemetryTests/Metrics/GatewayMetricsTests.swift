import GatehouseHTTP
import GatehouseTelemetry
import GatehouseWire
import Testing

@Suite struct GatewayMetricsTests {
    @Test("gauges of workers go up and down, and add up")
    func workers() throws {
        let registry = MetricsRegistry()
        let (one, two) = (registry.makeShard(), registry.makeShard())
        one.add(.downstreamConnections)
        one.add(.downstreamConnectionsTotal)
        two.add(.downstreamConnections, 3)
        two.add(.downstreamConnections, -1)
        two.add(.downstreamRequestsActive, 5)
        let scrape = try registry.scrape()
        #expect(try scrape.value("gatehouse_downstream_connections") == 3)
        #expect(try scrape.value("gatehouse_downstream_connections_total") == 1)
        #expect(try scrape.value("gatehouse_downstream_requests_active") == 5)
    }

    @Test("clusters are counted by name, and keep their counters over a reload")
    func clusters() throws {
        let registry = MetricsRegistry()
        let (one, two) = (registry.makeShard(), registry.makeShard())
        let ordinal = registry.cluster("outbound|80||a.default.svc.cluster.local")
        one.cluster(ordinal).add(.connections, 2)
        two.cluster(ordinal).add(.connections, 1)
        one.cluster(ordinal).add(.connectFailuresTotal)
        _ = registry.cluster("outbound|80||unused.default.svc.cluster.local")
        #expect(registry.cluster("outbound|80||a.default.svc.cluster.local") == ordinal)
        one.cluster(ordinal).add(.connectionsTotal)
        let label = ["cluster": "outbound|80||a.default.svc.cluster.local"]
        let scrape = try registry.scrape()
        #expect(try scrape.value("gatehouse_upstream_connections", label) == 3)
        #expect(try scrape.value("gatehouse_upstream_connections_total", label) == 1)
        #expect(try scrape.value("gatehouse_upstream_connect_failures_total", label) == 1)
        #expect(scrape.samples.filter { $0.name == "gatehouse_upstream_connections" }.count == 1)
    }

    @Test("destinations keep their ordinals, and different ones get different ones")
    func destinations() {
        let registry = MetricsRegistry()
        let one = registry.destination(service: "a.b", name: "a", namespace: "b")
        let two = registry.destination(service: "a.c", name: "a", namespace: "c")
        #expect(one != two)
        #expect(one != MetricsRegistry.unknownDestination && two != MetricsRegistry.unknownDestination)
        #expect(registry.destination(service: "a.b", name: "a", namespace: "b") == one)
    }

    @Test("every reason to turn a request away has its label, and no two share one")
    func rejections() throws {
        let registry = MetricsRegistry()
        let shard = registry.makeShard()
        for refusal in HTTP1Refusal.allCases { shard.reject(refusal) }
        for reason in RejectionReason.allCases { shard.reject(reason) }
        let samples = try registry.scrape().samples.filter { $0.name == "gatehouse_rejected_requests_total" }
        #expect(samples.count == HTTP1Refusal.allCases.count + RejectionReason.allCases.count)
        #expect(samples.allSatisfy { $0.value == 1 })
    }

    @Test(
        "reasons of the time before HTTP have the words of their kind",
        arguments: [
            (RejectionReason.notTLS, "not_tls"), (.noFilterChain, "filter_chain_not_found"),
            (.malformedProxyHeader, "proxy_protocol"),
        ])
    func reasons(_ reason: RejectionReason, _ label: String) throws {
        let registry = MetricsRegistry()
        registry.makeShard().reject(reason)
        #expect(try registry.scrape().value("gatehouse_rejected_requests_total", ["reason": label]) == 1)
    }

    @Test("MongoDB's messages are counted by operation over all workers, those that did not come at 0")
    func mongoOperations() throws {
        let registry = MetricsRegistry()
        let (one, two) = (registry.makeShard(), registry.makeShard())
        one.count(.message)
        one.count(.message)
        two.count(.message)
        two.count(.query)
        let scrape = try registry.scrape()
        for operation in MongoOperation.allCases {
            let expected: [MongoOperation: Double] = [.message: 3, .query: 1]
            let labels = ["operation": operation.label.description]
            #expect(try scrape.value("gatehouse_mongo_operations_total", labels) == expected[operation, default: 0])
        }
    }

    @Test("gauges of the process are set and removed")
    func process() throws {
        let registry = MetricsRegistry()
        registry.set(.configGeneration, to: 7)
        registry.set(.configDiagnostics(level: "error"), to: 2)
        registry.set(.configDiagnostics(level: "warning"), to: 0)
        registry.set(.listenerUp(address: "0.0.0.0", port: 80), to: 1)
        registry.set(.listenerUp(address: "0.0.0.0", port: 81), to: 0)
        var scrape = try registry.scrape()
        #expect(try scrape.value("gatehouse_config_generation") == 7)
        #expect(try scrape.value("gatehouse_config_diagnostics", ["level": "error"]) == 2)
        #expect(try scrape.value("gatehouse_config_diagnostics", ["level": "warning"]) == 0)
        #expect(try scrape.value("gatehouse_listener_up", ["address": "0.0.0.0", "port": "80"]) == 1)
        registry.remove(.listenerUp(address: "0.0.0.0", port: 81))
        scrape = try registry.scrape()
        #expect(scrape.samples.filter { $0.name == "gatehouse_listener_up" }.count == 1)
    }

    @Test("what the process uses is reported")
    func usage() throws {
        let scrape = try MetricsRegistry().scrape()
        #expect(try scrape.value("gatehouse_process_cpu_seconds_total") > 0)
        #if os(Linux)
        #expect(try scrape.value("gatehouse_process_resident_memory_bytes") > 1_000_000)
        #expect(try scrape.value("gatehouse_process_open_fds") >= 3)
        #endif
    }
}

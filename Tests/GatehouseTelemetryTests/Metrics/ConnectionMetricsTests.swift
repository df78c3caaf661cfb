import GatehouseHTTP
import GatehouseTelemetry
import Testing

@Suite struct ConnectionMetricsTests {
    static let names = [
        "istio_tcp_connections_opened_total", "istio_tcp_connections_closed_total", "istio_tcp_sent_bytes_total",
        "istio_tcp_received_bytes_total",
    ]

    /// A connection with only what metrics look at.
    static func connection(received: Int64 = 0, sent: Int64 = 0, flags: ResponseFlags = []) -> AccessRecord {
        var record = AccessRecord()
        record.bytesReceived = received
        record.bytesSent = sent
        record.flags = flags
        return record
    }

    /// The values of `names`, each summed over all series.
    static func sums(_ registry: MetricsRegistry) throws -> [Double] {
        let samples = try registry.scrape().samples
        return self.names.map { name in samples.filter { $0.name == name }.reduce(0) { $0 + $1.value } }
    }

    @Test("the TCP metrics carry Istio's labels, without the statuses that only requests have", arguments: names)
    func labels(_ name: String) throws {
        let registry = MetricsRegistry(source: .init(workload: "edge", namespace: "gateways", cluster: "east"))
        let destination = registry.destination(service: "db.shop.svc.cluster.local", name: "db", namespace: "shop")
        let record = Self.connection(flags: [.upstreamConnectionFailure, .upstreamRetryLimitExceeded])
        registry.makeShard().connectionEnded(record, destination: destination)
        let samples = try registry.scrape().samples.filter { $0.name == name }
        #expect(samples.count == 1)
        #expect(
            samples.first?.labels == [
                "reporter": "source", "source_workload": "edge", "source_workload_namespace": "gateways",
                "source_principal": "unknown", "source_app": "istio-ingressgateway", "source_version": "unknown",
                "source_cluster": "east", "source_canonical_service": "istio-ingressgateway",
                "source_canonical_revision": "latest", "destination_workload": "unknown",
                "destination_workload_namespace": "unknown", "destination_principal": "unknown",
                "destination_app": "unknown", "destination_version": "unknown", "destination_cluster": "unknown",
                "destination_canonical_service": "unknown", "destination_canonical_revision": "latest",
                "destination_service": "db.shop.svc.cluster.local", "destination_service_name": "db",
                "destination_service_namespace": "shop", "request_protocol": "tcp", "response_flags": "URX,UF",
                "connection_security_policy": "unknown",
            ])
    }

    @Test("received is what came from the client, sent is what went to it, over all workers")
    func bytes() throws {
        let registry = MetricsRegistry()
        for shard in [registry.makeShard(), registry.makeShard()] {
            shard.connectionOpened(destination: 0)
            shard.connectionOpened(destination: 0)
            shard.connectionEnded(Self.connection(received: 10, sent: 2000), destination: 0)
        }
        let scrape = try registry.scrape()
        let labels = ["destination_service": "unknown", "response_flags": "-"]
        #expect(try Self.names.map { try scrape.value($0, labels) } == [4, 2, 4000, 20])
    }

    @Test("destinations and flags have series of their own; the opening and what it led to differ in flags only")
    func series() throws {
        let registry = MetricsRegistry()
        let shard = registry.makeShard()
        let destination = registry.destination(service: "a.b", name: "a", namespace: "b")
        shard.connectionOpened(destination: destination)
        shard.connectionEnded(Self.connection(sent: 3, flags: .upstreamConnectionFailure), destination: destination)
        shard.connectionOpened(destination: MetricsRegistry.unknownDestination)
        let scrape = try registry.scrape()
        func values(_ service: String, _ flags: String) throws -> [Double] {
            try Self.names.map {
                try scrape.value($0, ["destination_service": service, "response_flags": flags])
            }
        }
        #expect(try values("a.b", "-") == [1, 0, 0, 0])
        #expect(try values("a.b", "UF") == [0, 1, 3, 0])
        #expect(try values("unknown", "-") == [1, 0, 0, 0])
    }

    @Test("a long connection shows while it is open, and its end adds only the rest")
    func progress() throws {
        let registry = MetricsRegistry()
        let shard = registry.makeShard()
        shard.connectionOpened(destination: 0)
        shard.connectionProgressed(destination: 0, received: 100, sent: 7)
        shard.connectionProgressed(destination: 0, received: 50, sent: 0)
        #expect(try Self.sums(registry) == [1, 0, 7, 150])
        let record = Self.connection(received: 160, sent: 7, flags: .streamIdleTimeout)
        shard.connectionEnded(record, destination: 0, reportedReceived: 150, reportedSent: 7)
        #expect(try Self.sums(registry) == [1, 1, 7, 160])
        let labels = ["response_flags": "SI"]
        #expect(try registry.scrape().value("istio_tcp_received_bytes_total", labels) == 10)
    }

    @Test("no counter goes back, whatever numbers come")
    func extremes() throws {
        let registry = MetricsRegistry()
        let shard = registry.makeShard()
        shard.connectionProgressed(destination: 0, received: -1, sent: .min)
        shard.connectionEnded(Self.connection(received: 5, sent: .min), destination: 0, reportedReceived: 9)
        shard.connectionEnded(
            Self.connection(received: .min, sent: 4), destination: 0, reportedReceived: .max, reportedSent: .min)
        shard.connectionOpened(destination: -1)
        shard.connectionOpened(destination: .max)
        #expect(try Self.sums(registry) == [2, 2, 4, 0])
    }

    @Test("series beyond the limit are counted together, and requests have a limit of their own")
    func seriesLimit() throws {
        let registry = MetricsRegistry(seriesLimit: 100)
        let shard = registry.makeShard()
        for status in 0..<100 { shard.complete(exchange(status: status), destination: 0) }
        for number in 0..<250 {
            shard.connectionOpened(destination: registry.destination(service: "\(number)", name: "", namespace: ""))
        }
        let scrape = try registry.scrape()
        #expect(scrape.samples.filter { $0.name == "istio_tcp_connections_opened_total" }.count == 101)
        #expect(try Self.sums(registry) == [250, 0, 0, 0])
        let labels = ["destination_service": "overflow"]
        #expect(try scrape.value("istio_tcp_connections_opened_total", labels) == 150)
        let requests = scrape.samples.filter { $0.name == "istio_requests_total" }
        #expect(requests.count == 100)
        #expect(requests.allSatisfy { $0.labels["destination_service"] == "unknown" })
    }
}

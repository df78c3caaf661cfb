import GatehouseHTTP
import Testing

@testable import GatehouseTelemetry

@Suite struct RequestMetricsTests {
    @Test("istio_requests_total carries Istio's labels")
    func labels() throws {
        let registry = MetricsRegistry(source: .init(workload: "edge", namespace: "gateways", cluster: "east"))
        let shard = registry.makeShard()
        let destination = registry.destination(
            service: "a.shop.svc.cluster.local", name: "a", namespace: "shop")
        var record = exchange(status: 503)
        record.flags = [.upstreamConnectionFailure, .upstreamRetryLimitExceeded]
        shard.complete(record, destination: destination)
        let scrape = try registry.scrape()
        let samples = scrape.samples.filter { $0.name == "istio_requests_total" }
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
                "destination_service": "a.shop.svc.cluster.local", "destination_service_name": "a",
                "destination_service_namespace": "shop", "request_protocol": "http", "response_code": "503",
                "grpc_response_status": "", "response_flags": "URX,UF", "connection_security_policy": "unknown",
            ])
    }

    @Test("an exchange without destination is unknown, never named by its Host")
    func unknownDestination() throws {
        let registry = MetricsRegistry()
        let shard = registry.makeShard()
        var record = exchange(status: 404)
        record.flags = .noRoute
        shard.complete(record, destination: MetricsRegistry.unknownDestination)
        let labels = ["destination_service": "unknown", "response_flags": "NR", "response_code": "404"]
        #expect(try registry.scrape().value("istio_requests_total", labels) == 1)
    }

    @Test(
        "a gRPC status makes a series of its own, and nonsense is no status",
        arguments: [(14, "14"), (-1, ""), (999, "")])
    func grpc(_ status: Int, _ label: String) throws {
        let registry = MetricsRegistry()
        let shard = registry.makeShard()
        shard.complete(exchange(), destination: 0, protocol: .grpc, grpcStatus: status)
        shard.complete(exchange(), destination: 0, protocol: .http)
        let scrape = try registry.scrape()
        let labels = ["request_protocol": "grpc", "grpc_response_status": label]
        #expect(try scrape.value("istio_requests_total", labels) == 1)
        #expect(try scrape.value("istio_requests_total", ["request_protocol": "http"]) == 1)
    }

    @Test("counters and histograms are the sums over all workers")
    func sums() throws {
        let registry = MetricsRegistry()
        let shards = [registry.makeShard(), registry.makeShard(), registry.makeShard()]
        for (index, shard) in shards.enumerated() {
            for _ in 0...index {
                shard.complete(exchange(microseconds: 1_500, received: 100, sent: 2_000_000), destination: 0)
            }
        }
        shards[0].complete(exchange(microseconds: 400, received: 0, sent: 5_000_000), destination: 0)
        let scrape = try registry.scrape()
        #expect(try scrape.value("istio_requests_total") == 7)
        #expect(try scrape.value("istio_request_duration_milliseconds_count") == 7)
        #expect(try scrape.value("istio_request_duration_milliseconds_sum") == 9.4)
        #expect(try scrape.value("istio_request_duration_milliseconds_bucket", ["le": "0.5"]) == 1)
        #expect(try scrape.value("istio_request_duration_milliseconds_bucket", ["le": "1"]) == 1)
        #expect(try scrape.value("istio_request_duration_milliseconds_bucket", ["le": "5"]) == 7)
        #expect(try scrape.value("istio_request_duration_milliseconds_bucket", ["le": "+Inf"]) == 7)
        #expect(try scrape.value("istio_request_bytes_sum") == 600)
        #expect(try scrape.value("istio_request_bytes_bucket", ["le": "50"]) == 1)
        #expect(try scrape.value("istio_request_bytes_bucket", ["le": "100"]) == 7)
        #expect(try scrape.value("istio_response_bytes_sum") == 17_000_000)
        #expect(try scrape.value("istio_response_bytes_bucket", ["le": "1800000"]) == 0)
        #expect(try scrape.value("istio_response_bytes_bucket", ["le": "3600000"]) == 6)
        #expect(try scrape.value("istio_response_bytes_bucket", ["le": "+Inf"]) == 7)
    }

    @Test("a histogram's buckets are Istio's, and bounds are inclusive", arguments: 0..<19)
    func buckets(_ index: Int) throws {
        let expected = [
            0.5, 1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000, 30000, 60000, 300_000, 600_000, 1_800_000,
            3_600_000,
        ]
        let bound = try #require(Double(HistogramBuckets.labels[index].description))
        #expect(bound == expected[index])
        #expect(HistogramBuckets.labels.count == HistogramBuckets.count)
        let microseconds = Int(bound * 1000)
        #expect(HistogramBuckets.index(microseconds: microseconds) == index)
        #expect(HistogramBuckets.index(microseconds: microseconds + 1) == index + 1)
        let bytes = Int(bound)
        #expect(HistogramBuckets.index(bytes: bytes) == index)
        #expect(HistogramBuckets.index(bytes: bytes + 1) == index + 1)
    }

    @Test("numbers that cannot be are counted, in the lowest or the highest bucket")
    func extremes() throws {
        let registry = MetricsRegistry()
        let shard = registry.makeShard()
        shard.complete(exchange(microseconds: -5, received: -1, sent: .max), destination: 0)
        shard.complete(exchange(microseconds: .max, received: .min, sent: .max), destination: 0)
        shard.complete(exchange(status: -1), destination: -1)
        shard.complete(exchange(status: 99_999), destination: .max)
        #expect(try registry.scrape().samples.contains { $0.name == "istio_requests_total" })
    }

    @Test("a message is never smaller than its body")
    func bodyOnly() throws {
        let registry = MetricsRegistry()
        let shard = registry.makeShard()
        var record = exchange(received: 3)
        record.bytesReceived = 40
        record.bytesSent = 50
        shard.complete(record, destination: MetricsRegistry.unknownDestination)
        let scrape = try registry.scrape()
        #expect(try scrape.value("istio_request_bytes_sum") == 40)
        #expect(try scrape.value("istio_response_bytes_sum") == 50)
    }

    @Test("series beyond the limit are counted together")
    func seriesLimit() throws {
        let registry = MetricsRegistry(seriesLimit: 100)
        let shard = registry.makeShard()
        for status in 0..<250 { shard.complete(exchange(status: status), destination: 0) }
        let scrape = try registry.scrape()
        let series = scrape.samples.filter { $0.name == "istio_requests_total" }
        #expect(series.count == 101)
        #expect(series.reduce(0) { $0 + $1.value } == 250)
        #expect(try scrape.value("istio_requests_total", ["destination_service": "overflow"]) == 150)
    }

    @Test("a table of many series finds each of them")
    func table() {
        var table = SeriesTable<RequestSeries>()
        let keys = (0..<5000).map { number in
            SeriesKey(
                destination: number % 50, flags: ResponseFlags(rawValue: UInt32(number / 50 % 10)),
                status: 200 + number / 500, protocol: .http, grpcStatus: nil)
        }
        for key in keys {
            #expect(table[key] == nil)
            table.insert(RequestSeries(key: key))
        }
        for key in keys { #expect(table[key]?.key == key) }
        #expect(table.count == 5000)
    }

    @Test("a key gives back what it was made of")
    func key() {
        let key = SeriesKey(
            destination: 131_071, flags: [.overloadManager, .noHealthyUpstream], status: 999, protocol: .grpc,
            grpcStatus: 16)
        #expect(key.destination == 131_071)
        #expect(key.flags == [.overloadManager, .noHealthyUpstream])
        #expect(key.status == 999)
        #expect(key.protocol == .grpc)
        #expect(key.grpcStatus == 16)
    }
}

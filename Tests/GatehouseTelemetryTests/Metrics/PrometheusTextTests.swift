import Testing

@testable import GatehouseTelemetry

@Suite struct PrometheusTextTests {
    @Test("labels' values are escaped so that a name cannot break out of its quotation marks")
    func escaping() throws {
        let registry = MetricsRegistry()
        let name = "a\"b\\c\nd} 1\n# TYPE evil gauge"
        registry.makeShard().cluster(registry.cluster(name)).add(.connections, 4)
        let scrape = try registry.scrape()
        #expect(try scrape.value("gatehouse_upstream_connections", ["cluster": name]) == 4)
        #expect(scrape.types["evil"] == nil)
    }

    @Test("the text is byte for byte what Prometheus documents")
    func bytes() {
        var text = PrometheusText.header(.listenerUp)
        let labels = PrometheusText.labels(["address", "port"], ["0.0.0.0", "80"])
        PrometheusText.append("gatehouse_listener_up", labels: labels, .whole(1), to: &text)
        PrometheusText.append("x_bucket", labels: [], le: "0.5", .whole(2), to: &text)
        PrometheusText.append("x_bucket", labels: labels, le: "+Inf", .whole(2), to: &text)
        PrometheusText.append("x_sum", labels: [], .thousandths(-1050), to: &text)
        #expect(
            String(decoding: text, as: UTF8.self) == """
                # HELP gatehouse_listener_up 1 for a listener that is bound, 0 for one that could not be.
                # TYPE gatehouse_listener_up gauge
                gatehouse_listener_up{address="0.0.0.0",port="80"} 1
                x_bucket{le="0.5"} 2
                x_bucket{address="0.0.0.0",port="80",le="+Inf"} 2
                x_sum -1.05

                """)
    }

    @Test(
        "thousandths are written without superfluous digits",
        arguments: [(0, "0"), (1, "0.001"), (10, "0.01"), (1000, "1"), (1230, "1.23"), (-1, "-0.001"), (999, "0.999")])
    func thousandths(_ value: Int, _ expected: String) {
        #expect(MetricValue.thousandths(value).text == expected)
    }

    @Test("a text of many series comes in pages, and a metric's series stay together")
    func pages() throws {
        let registry = MetricsRegistry()
        let shard = registry.makeShard()
        for status in 200..<240 { shard.complete(exchange(status: status), destination: 0) }
        let pages = Array(registry.snapshot().pages())
        #expect(pages.count > 10)
        #expect(pages.allSatisfy { !$0.isEmpty && $0.count < 128 << 10 })
        // Parsing refuses a metric that comes twice.
        let scrape = try Scrape(pages.reduce(into: []) { $0 += $1 })
        #expect(scrape.samples.filter { $0.name == "istio_requests_total" }.count == 40)
        #expect(scrape.samples.filter { $0.name == "istio_response_bytes_bucket" }.count == 800)
    }
}

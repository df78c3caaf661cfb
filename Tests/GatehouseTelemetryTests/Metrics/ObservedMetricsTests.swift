import GatehouseTelemetry
import Synchronization
import Testing

@Suite struct ObservedMetricsTests {
    @Test("a metric that is kept elsewhere is read at each scrape, as it is by then")
    func reading() throws {
        let registry = MetricsRegistry()
        let lines = Mutex(12)
        registry.observe(.accessLogDroppedLines) { [MetricsRegistry.Reading(value: lines.withLock { $0 })] }
        #expect(try registry.scrape().value("gatehouse_access_log_dropped_lines_total") == 12)
        lines.withLock { $0 = 13 }
        #expect(try registry.scrape().value("gatehouse_access_log_dropped_lines_total") == 13)
    }

    @Test("its series have their labels, and there may be none of them")
    func labels() throws {
        let registry = MetricsRegistry()
        let levels = Mutex(["error", "a \"quoted\" one"])
        registry.observe(.configDiagnostics) {
            levels.withLock { $0 }.enumerated().map { MetricsRegistry.Reading(labels: [$1], value: $0 - 1) }
        }
        let scrape = try registry.scrape()
        #expect(try scrape.value("gatehouse_config_diagnostics", ["level": "error"]) == -1)
        #expect(try scrape.value("gatehouse_config_diagnostics", ["level": "a \"quoted\" one"]) == 0)
        levels.withLock { $0 = [] }
        #expect(try registry.scrape().types["gatehouse_config_diagnostics"] == nil)
    }

    @Test("whoever observes a metric last is asked, and the one before no more")
    func replacement() throws {
        let registry = MetricsRegistry()
        registry.observe(.accessLogDroppedLines) { [MetricsRegistry.Reading(value: 1)] }
        registry.observe(.accessLogDroppedLines) { [MetricsRegistry.Reading(value: 2)] }
        #expect(try registry.scrape().value("gatehouse_access_log_dropped_lines_total") == 2)
    }

    @Test("a reader may use the registry that reads it")
    func reentrancy() throws {
        let registry = MetricsRegistry()
        registry.observe(.accessLogDroppedLines) { [MetricsRegistry.Reading(value: registry.cluster("c"))] }
        #expect(try registry.scrape().value("gatehouse_access_log_dropped_lines_total") == 1)
    }
}

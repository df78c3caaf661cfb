import GatehouseTelemetry
import Synchronization
import Testing

@Suite struct ConcurrentScrapeTests {
    /// How many workers are done.
    final class Finished: Sendable {
        let count = Atomic<Int>(0)
    }

    @Test("scrapes while workers count never go back, and the last one is exact")
    func concurrent() async throws {
        let registry = MetricsRegistry()
        let perWorker = 20_000
        let workers = 4
        let finished = Finished()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for worker in 0..<workers {
                group.addTask {
                    let shard = registry.makeShard()
                    let cluster = shard.cluster(registry.cluster("c\(worker % 2)"))
                    for number in 0..<perWorker {
                        // A new series now and then, so that lists change while they are read.
                        let status = 200 + number / 2500
                        shard.complete(exchange(status: status, microseconds: 1000, sent: 10), destination: 0)
                        cluster.add(.connectionsTotal)
                    }
                    finished.count.wrappingAdd(1, ordering: .sequentiallyConsistent)
                }
            }
            group.addTask {
                var last = 0.0
                repeat {
                    let scrape = try registry.scrape()
                    let total = scrape.samples.filter { $0.name == "istio_requests_total" }.reduce(0) { $0 + $1.value }
                    #expect(total >= last)
                    last = total
                } while finished.count.load(ordering: .sequentiallyConsistent) < workers
            }
            try await group.waitForAll()
        }
        let scrape = try registry.scrape()
        let totals = scrape.samples.filter { $0.name == "istio_requests_total" }
        #expect(totals.count == perWorker / 2500)
        #expect(totals.allSatisfy { $0.value == Double(2500 * workers) })
        #expect(try scrape.value("gatehouse_upstream_connections_total", ["cluster": "c0"]) == Double(2 * perWorker))
    }
}

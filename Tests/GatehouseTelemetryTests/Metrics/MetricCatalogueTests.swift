import Foundation
import GatehouseTelemetry
import Testing

@Suite struct MetricCatalogueTests {
    /// `docs/metrics.md`: a row is name, kind, labels, meaning.
    static func documentedRows() throws -> [[String]] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appendingPathComponent("docs/metrics.md"), encoding: .utf8)
        return text.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { line in
            line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }

    /// The metrics that are kept elsewhere and read at each scrape.
    static let observed: [Metric] =
        [.accessLogDroppedLines]
        + Metric.allCases.filter { metric in
            ["gatehouse_kubernetes_", "gatehouse_api_"].contains { metric.rawValue.hasPrefix($0) }
        }

    @Test("docs/metrics.md lists every metric with its kind, labels and meaning, and nothing else")
    func documentation() throws {
        let expected = Metric.allCases.map { metric in
            let labels =
                metric.rawValue.hasPrefix("istio_")
                ? "Istio's, see below" : metric.labels.map { "`\($0)`" }.joined(separator: ", ")
            return ["`\(metric.rawValue)`", metric.kind.rawValue, labels.isEmpty ? "–" : labels, metric.help]
        }
        #expect(try Self.documentedRows() == expected)
    }

    @Test("everything that is reported is in the catalogue, with the kind and help it says there")
    func reported() throws {
        let registry = MetricsRegistry()
        let shard = registry.makeShard()
        shard.complete(exchange(), destination: 0)
        shard.connectionOpened(destination: 0)
        for metric in ClusterMetric.allCases { shard.cluster(registry.cluster("c")).add(metric) }
        registry.set(.configGeneration, to: 1)
        registry.set(.configDiagnostics(level: "error"), to: 1)
        registry.set(.listenerUp(address: "::", port: 80), to: 1)
        registry.set(.certificateExpiry(name: "Secret istio-system/shop"), to: 1)
        for metric in Self.observed {
            registry.observe(metric) { [MetricsRegistry.Reading(labels: metric.labels, value: 1)] }
        }
        let scrape = try registry.scrape()
        let kinds = Metric.allCases.map { ($0.rawValue, $0.kind.rawValue) }
        #expect(scrape.types == Dictionary(uniqueKeysWithValues: kinds))
        #expect(scrape.helps == Dictionary(uniqueKeysWithValues: Metric.allCases.map { ($0.rawValue, $0.help) }))
        for sample in scrape.samples {
            let suffixes = ["", "_bucket", "_sum", "_count"]
            let metric = Metric.allCases.first { metric in
                suffixes.contains { metric.rawValue + $0 == sample.name }
            }
            #expect(metric.map { Set($0.labels) } == Set(sample.labels.keys).subtracting(["le"]), "\(sample.name)")
        }
    }

    @Test("counters end in _total and nothing else does")
    func naming() {
        for metric in Metric.allCases {
            #expect((metric.kind == .counter) == metric.rawValue.hasSuffix("_total"), "\(metric)")
        }
    }
}

import GatehouseAPIServer
import GatehouseObjects
import GatehouseTelemetry
import Testing

@testable import GatehouseCommands

@Suite("The metrics of the embedded API")
struct APIMetricsTests {
    private struct OpenAdmission: Admission {
        func review(_ object: JSON, of resource: APIResource) -> AdmissionReview { AdmissionReview() }
    }

    private func lines(_ calls: [APICall]) async -> Set<String> {
        let objects = ObjectRegistry()
        let service = APIService(
            registry: objects, admission: OpenAdmission(), token: nil, surroundings: APISurroundings(now: { 0 }),
            version: ServerVersion(major: 1, minor: 33, platform: ""), address: "")
        for call in calls { _ = await service.reply(to: call) }
        let metrics = MetricsRegistry()
        for (metric, read) in APIMetrics(service: service, registry: objects).readings { metrics.observe(metric, read) }
        let text = String(decoding: metrics.prometheusText(), as: UTF8.self)
        return Set(text.split(separator: "\n").map(String.init).filter { $0.hasPrefix("gatehouse_api_") })
    }

    @Test("say how many requests of which sort there were, and how many objects there are")
    func counts() async {
        let namespace = Array(#"{"metadata": {"name": "shop"}}"#.utf8)
        let lines = await self.lines([
            APICall(method: "POST", path: "/api/v1/namespaces", body: namespace),
            APICall(method: "POST", path: "/api/v1/namespaces", body: namespace),
            APICall(method: "GET", path: "/apis/networking.istio.io/v1/gateways"),
            APICall(method: "GET", path: "/apis/networking.istio.io/v1/gateways"),
        ])
        #expect(
            lines == [
                #"gatehouse_api_requests_total{verb="create",group="",resource="namespaces",code="201"} 1"#,
                #"gatehouse_api_requests_total{verb="create",group="",resource="namespaces",code="409"} 1"#,
                #"gatehouse_api_requests_total{verb="list",group="networking.istio.io",resource="gateways",code="200"} 2"#,
                #"gatehouse_api_objects{group="",resource="namespaces"} 1"#,
                "gatehouse_api_watches 0", "gatehouse_api_storage_write_failures_total 0",
            ])
    }

    @Test("have as many labels as the catalogue says, all of them")
    func labels() async throws {
        let folder = try TemporaryDirectory()
        let objects = try ObjectRegistry(storedAt: folder.file("objects.sqlite"))
        let service = APIService(
            registry: objects, admission: OpenAdmission(), token: nil, surroundings: APISurroundings(now: { 0 }),
            version: ServerVersion(major: 1, minor: 33, platform: ""), address: "")
        let namespace = Array(#"{"metadata": {"name": "shop"}}"#.utf8)
        _ = await service.reply(to: APICall(method: "POST", path: "/api/v1/namespaces", body: namespace))
        let readings = APIMetrics(service: service, registry: objects).readings
        #expect(
            Set(readings.keys) == [.apiRequests, .apiWatches, .apiObjects, .apiStorage, .apiWriteFailures])
        for (metric, read) in readings {
            let values = read()
            #expect(!values.isEmpty, "\(metric)")
            #expect(values.allSatisfy { $0.labels.count == metric.labels.count }, "\(metric)")
        }
        await objects.close()
        withExtendedLifetime(folder) {}
    }
}

import GatehouseAPIServer
import GatehouseTelemetry

/// What the embedded API counts, as the gateway reports it.
struct APIMetrics: Sendable {
    let service: APIService
    let registry: ObjectRegistry

    /// What is read at each scrape.
    var readings: [Metric: @Sendable () -> [MetricsRegistry.Reading]] {
        [
            .apiRequests: { [service] in
                service.requestCounts.map { request in
                    let (sort, code) = (request.sort, String(request.sort.code))
                    return MetricsRegistry.Reading(
                        labels: [sort.verb.rawValue, sort.group, sort.resource, code], value: request.count)
                }
            },
            .apiWatches: { [service] in [MetricsRegistry.Reading(value: service.watchCount)] },
            .apiObjects: { [registry] in
                registry.objectCounts.map { MetricsRegistry.Reading(labels: [$0.group, $0.plural], value: $1) }
            },
            .apiStorage: { [registry] in
                registry.databaseBytes.map { [MetricsRegistry.Reading(value: $0)] } ?? []
            },
            .apiWriteFailures: { [registry] in [MetricsRegistry.Reading(value: registry.writeFailures)] },
        ]
    }
}

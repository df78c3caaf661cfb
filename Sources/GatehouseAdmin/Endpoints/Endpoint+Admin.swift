import GatehousePlan
import GatehouseTelemetry
import Logging

extension Endpoint {
    /// The endpoints of the admin server.
    static func admin(_ sources: AdminSources) -> [Endpoint] {
        [
            Endpoint(method: "GET", path: "/metrics", summary: "Metrics in Prometheus' text format.") { _ in
                .pages(sources.metrics.snapshot().pages(), contentType: MetricsSnapshot.contentType)
            },
            .live("/healthz"),
            Endpoint(method: "GET", path: "/ready", summary: "200 when traffic should be sent here, else 503.") { _ in
                .readiness(await sources.readiness())
            },
            Endpoint(method: "GET", path: "/config", summary: "The plan that is being served.") { _ in
                guard let plan = await sources.plan() else {
                    return .error(
                        "No configuration has been published yet; ask again when /ready says 200.", status: 503)
                }
                return .json(plan)
            },
            Endpoint(
                method: "GET", path: "/clusters", summary: "Clusters with their endpoints, health and counters."
            ) { _ in .json(await sources.clusters()) },
            .explain(sources),
            Endpoint(
                method: "POST", path: "/drain",
                summary: "Fails readiness and ends every connection after its current exchange."
            ) { _ in
                await sources.drain()
                return .json(.object(present: ["status": "draining"]), status: 202)
            },
            .logging(sources),
        ]
    }

    private static func explain(_ sources: AdminSources) -> Endpoint {
        Endpoint(
            method: "GET", path: "/explain", query: "?port=80&host=example.com&path=/&method=GET&header=x-user:jo",
            summary: "What would happen to this request, and why; also tls, sni and source-ip."
        ) { parameters in
            do throws(QueryProblem) {
                return .json(await sources.explain(try ExplainQuery(parameters: parameters)))
            } catch {
                return .error(error.message, status: 400)
            }
        }
    }

    private static func logging(_ sources: AdminSources) -> Endpoint {
        Endpoint(
            method: "PUT", path: "/logging", query: "?level=debug", summary: "Sets the level of the gateway's own log."
        ) { parameters in
            let levels = Logger.Level.allCases.map(\.rawValue).joined(separator: ", ")
            guard parameters.count == 1, let parameter = parameters.first, parameter.name == "level" else {
                return .error("Say which level, such as `/logging?level=debug`; there are \(levels).", status: 400)
            }
            guard let level = Logger.Level(rawValue: parameter.value.lowercased()) else {
                return .error("There is no level `\(parameter.value)`; there are \(levels).", status: 400)
            }
            await sources.setLogLevel(level)
            return .json(.object(present: ["level": .string(level.rawValue)]))
        }
    }
}

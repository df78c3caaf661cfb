import GatehousePlan

extension Endpoint {
    /// The endpoints of the status server: the paths that Istio's gateways have.
    static func status(_ readiness: @escaping @Sendable () async -> Readiness) -> [Endpoint] {
        [
            Endpoint(method: "GET", path: "/healthz/ready", summary: "200 when traffic should be sent here, else 503.")
            { _ in
                .readiness(await readiness())
            },
            .live("/healthz/live"),
        ]
    }

    /// Answers as long as the process can.
    static func live(_ path: String) -> Endpoint {
        Endpoint(method: "GET", path: path, summary: "200 while the process runs.") { _ in
            .json(.object(present: ["status": "live"]))
        }
    }
}

extension Reply {
    /// 200, with what is not well all the same, or, with the reason, 503.
    static func readiness(_ readiness: Readiness) -> Reply {
        switch readiness {
        case .ready(let detail):
            .json(.object(present: ["status": "ready", "detail": detail.map { .string($0) }]))
        case .notReady(let reason):
            .json(.object(present: ["status": "not ready", "reason": .string(reason)]), status: 503)
        }
    }
}

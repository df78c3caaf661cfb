public import GatehousePlan

extension Explanation {
    /// What holds for a request besides its route's action.
    public struct Policies: Hashable, Sendable {
        /// What its route says.
        public var route: RoutePolicy
        /// The cluster that it goes to, which has policies of its own; nil where it goes to none.
        public var cluster: ClusterPlan?
    }
}

extension Explanation.Policies {
    /// As `explain -o json` prints them: what is not set is left out; nil when nothing is set.
    var json: JSONValue? {
        let policy = self.route
        let members = JSONValue.object(present: [
            "timeout": policy.timeout?.json,
            "retries": policy.retry?.json,
            "mirrors": policy.mirrors.isEmpty ? nil : .array(policy.mirrors.map(\.json)),
            "rateLimits": policy.rateLimits.isEmpty ? nil : .array(policy.rateLimits.map(\.json)),
            "maxRequestBytes": policy.maxRequestBytes.map { .integer($0) },
            "requestTimeout": policy.requestTimeout?.json,
            "balancer": self.cluster?.balancerJSON,
            "outlierDetection": self.cluster?.outlierDetection?.json,
            "healthCheck": self.cluster?.healthCheck?.json,
            "limits": self.cluster?.limits.json,
        ])
        return members == .object([]) ? nil : members
    }
}

extension Duration {
    fileprivate var json: JSONValue { .string(Prose.duration(self)) }
}

extension RetryPolicy {
    fileprivate var json: JSONValue {
        .object(present: [
            "attempts": .integer(self.attempts),
            "on": .array(self.conditions.map { .string($0) } + self.statusCodes.map { .string(String($0)) }),
            "perTryTimeout": self.perTryTimeout?.json,
            "backOff": self.backOff.json,
            "avoidsTriedEndpoints": self.avoidsTriedEndpoints.map { .bool($0) },
            "avoidsTriedPriorities": self.avoidsTriedPriorities ? true : nil,
        ])
    }
}

extension MirrorPolicy {
    fileprivate var json: JSONValue {
        [
            "cluster": .string(self.destination.clusterName), "exists": .bool(self.destination.cluster != nil),
            "percent": .number(Double(self.share) / 10_000),
        ]
    }
}

extension RateLimitPolicy {
    fileprivate var json: JSONValue {
        let key =
            switch self.key {
            case .everything: "all"
            case .clientAddress: "client-address"
            case .header(let name): "header:\(name)"
            }
        return [
            "name": .string(self.name), "requests": .integer(self.requests), "unit": self.unit.json,
            "burst": .integer(self.burst), "key": .string(key),
        ]
    }
}

extension ClusterPlan {
    fileprivate var balancerJSON: JSONValue {
        var hash: ConsistentHashPlan?
        let name =
            switch self.balancing {
            case .leastRequest: "LEAST_REQUEST"
            case .roundRobin: "ROUND_ROBIN"
            case .random: "RANDOM"
            case .consistentHash(let plan):
                switch plan.table {
                case .ring: "RING_HASH"
                case .maglev: "MAGLEV"
                }
            }
        if case .consistentHash(let plan) = self.balancing { hash = plan }
        return .object(present: [
            "policy": .string(name),
            "key": hash.map { .string($0.key.name) },
            "tableSize": hash.map { .integer($0.table.size) },
            "warmup": self.warmup?.duration.json,
        ])
    }
}

extension ConsistentHashPlan.Key {
    fileprivate var name: String {
        switch self {
        case .header(let name): "header:\(name)"
        case .cookie(let cookie): "cookie:\(cookie.name)"
        case .sourceAddress: "client-address"
        case .queryParameter(let name): "query:\(name)"
        }
    }
}

extension ConsistentHashPlan.Table {
    fileprivate var size: Int {
        switch self {
        case .ring(let minimumSize): minimumSize
        case .maglev(let size): size
        }
    }
}

extension OutlierDetectionPlan {
    fileprivate var json: JSONValue {
        .object(present: [
            "consecutive5xx": .integer(self.consecutive5xx),
            "consecutiveGatewayErrors": .integer(self.consecutiveGatewayErrors),
            "consecutiveLocalOriginFailures": self.splitsLocalOrigin
                ? .integer(self.consecutiveLocalOriginFailures) : nil,
            "errorStatuses": self.errorStatuses.isEmpty ? nil : .array(self.errorStatuses.map { .integer($0) }),
            "interval": self.interval.json,
            "baseEjectionTime": self.baseEjectionTime.json,
            "maxEjectionPercent": .integer(self.maxEjectionPercent),
            "minHealthPercent": .integer(self.minHealthPercent),
        ])
    }
}

extension HealthCheckPlan {
    fileprivate var json: JSONValue {
        let question: (protocol: String, subject: String?) =
            switch self.question {
            case .http(let path, _): ("http", path)
            case .tcp: ("tcp", nil)
            case .grpc(let service): ("grpc", service)
            }
        return .object(present: [
            "protocol": .string(question.protocol),
            "subject": question.subject.map { .string($0) },
            "interval": self.interval.json,
            "timeout": self.timeout.json,
            "healthyThreshold": .integer(self.healthyThreshold),
            "unhealthyThreshold": .integer(self.unhealthyThreshold),
        ])
    }
}

extension ConnectionLimits {
    fileprivate var json: JSONValue? {
        if self == ConnectionLimits() { return nil }
        return .object(present: [
            "maxConnections": self.maxConnections.map { .integer($0) },
            "maxPendingRequests": self.maxPendingRequests.map { .integer($0) },
            "maxRequests": self.maxRequests.map { .integer($0) },
            "maxRetries": self.maxRetries.map { .integer($0) },
            "retryBudget": self.retryBudget.map { budget in
                ["percent": .number(budget.percent), "minimum": .integer(budget.minimum)]
            },
        ])
    }
}

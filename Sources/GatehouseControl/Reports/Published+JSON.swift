import GatehouseModel
public import GatehousePlan
import GatehouseRouting

extension Published {
    /// What is being served, as the admin API shows it.
    public var json: JSONValue {
        .object(present: [
            "generation": .integer(Int(clamping: self.generation)),
            "listeners": .array(self.plan.listeners.map(\.json)),
            "clusters": .array(self.plan.clusters.map { $0.json(self.endpoints[$0.name] ?? EndpointSet()) }),
            "certificates": self.certificates.isEmpty ? nil : .array(self.certificates.map(\.json)),
            "diagnostics": .array(self.diagnostics.map(\.json)),
        ])
    }
}

extension ListenerPlan {
    fileprivate var json: JSONValue {
        let head = JSONValue.object(present: [
            "bind": self.bind.map(JSONValue.string),
            "port": .integer(self.port),
            "protocol": .string(self.protocolName),
            "origins": .array(self.origins.map { .string($0.description) }),
        ])
        return switch self.content {
        case .http(let table): head.joined(with: table.json)
        case .tcp(let route, _): head.joined(with: ["forward": route.json])
        case .tls(let listener): head.joined(with: ["chains": .array(listener.chains.map(\.json))])
        }
    }
}

extension RouteTablePlan {
    /// The table's members, for the object that it is a part of.
    var json: JSONValue {
        ["routeTable": .string(self.name), "virtualHosts": .array(self.virtualHosts.map(\.json))]
    }
}

extension JSONValue {
    /// The members of this object and those of another one.
    func joined(with other: JSONValue) -> JSONValue {
        guard case .object(let members) = self, case .object(let more) = other else { return self }
        return .object(members + more)
    }
}

extension VirtualHostPlan {
    fileprivate var json: JSONValue {
        .object(present: [
            "name": .string(self.name),
            "domain": .string(self.domain.description),
            "requiresTLS": self.requiresTLS ? .bool(true) : nil,
            "routes": .array(self.routes.map(\.json)),
        ])
    }
}

extension RoutePlan {
    fileprivate var json: JSONValue {
        .object(present: [
            "name": self.name.map(JSONValue.string),
            "origin": .string(self.origin.description),
            "match": self.matchPath.map(JSONValue.string),
            "condition": self.condition.json,
            "action": self.action.json,
            "timeout": self.policy.timeout.map { .string("\($0)") },
            "retries": self.policy.retry.map { retry in
                .object(present: [
                    "attempts": .integer(retry.attempts),
                    "on": .array(
                        retry.conditions.map(JSONValue.string) + retry.statusCodes.map { .string(String($0)) }),
                    "perTryTimeout": retry.perTryTimeout.map { .string("\($0)") },
                ])
            },
        ])
    }
}

extension RouteAction {
    fileprivate var json: JSONValue {
        switch self {
        case .forward(let forward):
            .object(present: [
                "forward": .array(
                    forward.destinations.map { destination in
                        .object(present: [
                            "cluster": .string(destination.clusterName),
                            "exists": destination.cluster == nil ? .bool(false) : nil,
                            "weight": .integer(destination.weight),
                        ])
                    })
            ])
        case .redirect(let redirect):
            .object(present: [
                "redirect": .object(present: [
                    "status": .integer(redirect.status),
                    "scheme": redirect.scheme.map(JSONValue.string),
                    "authority": redirect.authority.map(JSONValue.string),
                    "path": redirect.path.map(JSONValue.string),
                ])
            ])
        case .directResponse(let response):
            .object(present: [
                "directResponse": .object(present: [
                    "status": .integer(response.status), "bodyBytes": response.body.map { .integer($0.count) },
                ])
            ])
        }
    }
}

extension ClusterPlan {
    fileprivate func json(_ endpoints: EndpointSet) -> JSONValue {
        .object(present: [
            "name": .string(self.name),
            "origin": .string(self.origin.description),
            "protocol": self.upstreamProtocol.json,
            "tls": self.tls?.json,
            "requestedNames": self.requestedNames?.json,
            "endpoints": .array(
                endpoints.endpoints.map { endpoint in
                    .object(present: [
                        "address": .string(endpoint.address),
                        "port": .integer(endpoint.port),
                        "weight": .integer(endpoint.weight),
                        "ready": .bool(endpoint.isReady),
                    ])
                }),
        ])
    }
}

extension RequestedNamesPlan {
    fileprivate var json: JSONValue {
        [
            "hosts": .string("*\(self.suffix)"), "port": .integer(self.port),
            "addresses": .string(self.reach.rawValue),
        ]
    }
}

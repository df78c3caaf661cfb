import GatehouseHTTP
import GatehousePlan

extension Simulator {
    /// Carries out a route of connections that are not looked into.
    mutating func pass(on route: CompiledConnectionRoute, _ spoken: ConnectionProtocol) {
        let origin = route.plan.origin
        if origin.kind == "VirtualService" {
            self.explanation.route = Explanation.Route(
                virtualService: "\(origin.namespace)/\(origin.name)", rule: origin.path, match: route.plan.matchPath)
            self.say(
                "\(origin.kind) \(origin.namespace)/\(origin.name) \(route.plan.matchPath ?? origin.path) says where such connections go."
            )
        } else {
            self.say("The server name spells the service, so no VirtualService is asked.")
        }
        if spoken == .mongo { self.say("MongoDB's operations are counted as they pass.") }
        let forward = route.forward
        self.explanation.destinations = forward.destinations.map { self.describe($0, isLone: forward.isLone) }
        guard let destination = self.choose(forward, "Connections") else {
            self.end(.noCluster, nil, flag: "NC")
            return self.say("The rule names no destination that may be chosen.")
        }
        guard let cluster = destination.cluster else {
            self.end(.noCluster, nil, flag: "NC")
            return self.say("\(self.lack(of: destination)) The connection is closed.")
        }
        guard self.hasEndpoints(cluster) else {
            if let names = cluster.requestedNames {
                self.end(.noEndpoints, nil, flag: "DF")
                return self.say("\(Self.lack(of: names)): the connection is closed.")
            }
            self.end(.noEndpoints, nil, flag: "UH")
            return self.say(
                "`\(cluster.plan.name)` has no endpoint that is ready: the connection is closed.")
        }
        self.end(.tcpForward, nil)
        self.sayEndpoints(cluster)
    }

    /// Says why a destination has no cluster.
    func lack(of destination: CompiledDestination) -> String {
        let subset = destination.plan.subset.isEmpty ? "" : ", or its DestinationRule defines no such subset"
        return
            "There is no cluster `\(destination.plan.clusterName)`: no Service or ServiceEntry has this host and port\(subset)."
    }
}

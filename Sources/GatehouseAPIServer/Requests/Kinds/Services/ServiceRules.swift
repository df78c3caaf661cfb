import GatehouseObjects

/// Services.
struct ServiceRules: KindRules {
    func setDefaults(_ object: inout JSON, old: JSON?) {
        var spec = object["spec"] ?? [:]
        if spec["type"]?.string?.isEmpty ?? true { spec["type"] = "ClusterIP" }
        if spec["sessionAffinity"]?.string?.isEmpty ?? true { spec["sessionAffinity"] = "None" }
        switch spec["sessionAffinity"] {
        case "None": spec["sessionAffinityConfig"] = Optional.none
        case "ClientIP" where spec["sessionAffinityConfig"]?["clientIP"]?["timeoutSeconds"]?.integer == nil:
            spec["sessionAffinityConfig"] = ["clientIP": ["timeoutSeconds": 10800]]
        default: break
        }
        if spec["type"] != "ExternalName", spec["internalTrafficPolicy"]?.string == nil {
            spec["internalTrafficPolicy"] = "Cluster"
        }
        if Self.isReachedFromOutside(spec), spec["externalTrafficPolicy"]?.string?.isEmpty ?? true {
            spec["externalTrafficPolicy"] = "Cluster"
        }
        if spec["type"] == "LoadBalancer", spec["allocateLoadBalancerNodePorts"]?.bool == nil {
            spec["allocateLoadBalancerNodePorts"] = true
        }
        if let ports = spec["ports"]?.array { spec["ports"] = .array(ports.map(Self.withDefaults)) }
        if let old = old?["spec"] { Self.follow(old, &spec) }
        object["spec"] = spec
        if let status = old?["status"]?["loadBalancer"], spec["type"] != "LoadBalancer",
            object["status"]?["loadBalancer"] == status
        {
            // Where it was to be reached it no longer is.
            object["status"]?["loadBalancer"] = [:]
        }
    }

    private static func withDefaults(_ port: JSON) -> JSON {
        guard port.object != nil else { return port }
        var port = port
        if port["protocol"]?.string?.isEmpty ?? true { port["protocol"] = "TCP" }
        if port["targetPort"] == nil || port["targetPort"] == 0 || port["targetPort"] == "" {
            port["targetPort"] = port["port"]
        }
        if port["nodePort"] == 0 { port["nodePort"] = Optional.none }
        return port
    }

    /// Whether nodes' ports lead to services of the type.
    static func hasNodePorts(_ spec: JSON) -> Bool { spec["type"] == "NodePort" || spec["type"] == "LoadBalancer" }

    /// Whether clients outside the cluster reach the service.
    static func isReachedFromOutside(_ spec: JSON) -> Bool {
        Self.hasNodePorts(spec) || spec["type"] == "ClusterIP" && spec["externalIPs"]?.array?.isEmpty == false
    }
}

import GatehouseObjects

/// Services.
struct ServiceRules: KindRules {
    func setDefaults(_ object: inout JSON, old: JSON?) {
        var spec = object["spec"] ?? [:]
        let type = spec["type"]?.string ?? ""
        if type.isEmpty { spec["type"] = "ClusterIP" }
        if spec["sessionAffinity"]?.string?.isEmpty ?? true { spec["sessionAffinity"] = "None" }
        if spec["sessionAffinity"] == "ClientIP",
            spec["sessionAffinityConfig"]?["clientIP"]?["timeoutSeconds"]?.integer == nil
        {
            spec["sessionAffinityConfig"] = ["clientIP": ["timeoutSeconds": 10800]]
        }
        if type != "ExternalName", spec["internalTrafficPolicy"]?.string == nil {
            spec["internalTrafficPolicy"] = "Cluster"
        }
        if type == "NodePort" || type == "LoadBalancer", spec["externalTrafficPolicy"]?.string?.isEmpty ?? true {
            spec["externalTrafficPolicy"] = "Cluster"
        }
        if type == "LoadBalancer", spec["allocateLoadBalancerNodePorts"]?.bool == nil {
            spec["allocateLoadBalancerNodePorts"] = true
        }
        if let ports = spec["ports"]?.array { spec["ports"] = .array(ports.map(Self.withDefaults)) }
        object["spec"] = spec
        Self.keepAddresses(&object, of: old)
    }

    private static func withDefaults(_ port: JSON) -> JSON {
        guard port.object != nil else { return port }
        var port = port
        if port["protocol"]?.string?.isEmpty ?? true { port["protocol"] = "TCP" }
        if port["targetPort"] == nil || port["targetPort"] == 0 || port["targetPort"] == "" {
            port["targetPort"] = port["port"]
        }
        return port
    }

    /// What a service was given stays, for clients that say nothing of it; but not what its type has no use for.
    private static func keepAddresses(_ object: inout JSON, of old: JSON?) {
        guard let oldSpec = old?["spec"], oldSpec["type"] != "ExternalName" else { return }
        let given = ["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy"]
        if object["spec"]?["type"] == "ExternalName" {
            for field in given where object["spec"]?[field] == oldSpec[field] {
                object["spec"]?[field] = Optional.none
            }
            return
        }
        let address = object["spec"]?["clusterIP"]?.string ?? ""
        guard address.isEmpty || address == oldSpec["clusterIP"]?.string else { return }
        for field in given where object["spec"]?[field]?.isEmptyValue ?? true {
            object["spec"]?[field] = oldSpec[field]
        }
    }
}

extension JSON {
    /// Whether it is an empty text or list.
    fileprivate var isEmptyValue: Bool { self == "" || self == [] }
}

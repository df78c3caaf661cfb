import GatehouseModel

extension Service: KubernetesResource, Message {
    init?(resource fields: inout Fields, isBeingDeleted: Bool) {
        fields.ignore("status")
        guard let spec: Service = fields.required("spec") else { return nil }
        self = spec
    }

    init(_ fields: inout Fields) {
        self.init(
            type: fields.value("type"),
            clusterIP: fields.value("clusterIP"),
            clusterIPs: fields.list("clusterIPs"),
            externalIPs: fields.list("externalIPs"),
            externalName: fields.value("externalName"),
            selector: fields.map("selector"),
            ports: fields.list("ports"),
            publishNotReadyAddresses: fields.value("publishNotReadyAddresses"),
            sessionAffinity: fields.value("sessionAffinity"),
            trafficDistribution: fields.value("trafficDistribution"))
        // These concern nodes and load balancers around the gateway.
        fields.ignore(
            "ipFamilies", "ipFamilyPolicy", "sessionAffinityConfig", "externalTrafficPolicy", "internalTrafficPolicy",
            "healthCheckNodePort", "allocateLoadBalancerNodePorts", "loadBalancerIP", "loadBalancerClass",
            "loadBalancerSourceRanges", "topologyKeys")
    }
}

extension Service.ServiceType: Enumeration {}

extension Service.Port: Message {
    init(_ fields: inout Fields) {
        self.init(
            name: fields.value("name"),
            protocol: fields.value("protocol"),
            appProtocol: fields.value("appProtocol"),
            port: fields.value("port"),
            targetPort: fields.value("targetPort"),
            nodePort: fields.value("nodePort"))
    }
}

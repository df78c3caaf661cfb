import GatehouseModel

extension EndpointSlice: KubernetesResource {
    init?(resource fields: inout Fields, isBeingDeleted: Bool) {
        self.init(
            addressType: fields.value("addressType"),
            endpoints: fields.list("endpoints"),
            ports: fields.list("ports"))
    }
}

extension EndpointSlice.AddressType: Enumeration {}

extension EndpointSlice.Endpoint: Message {
    init(_ fields: inout Fields) {
        let topology: [String: String] = fields.map("topology")
        self.init(
            addresses: fields.list("addresses"),
            conditions: fields.value("conditions"),
            hostname: fields.value("hostname"),
            targetRef: fields.value("targetRef"),
            deprecatedTopology: fields.map("deprecatedTopology"),
            nodeName: fields.value("nodeName"),
            zone: fields.value("zone"),
            hints: fields.value("hints"))
        self.deprecatedTopology.merge(topology) { current, _ in current }
        self.zone = self.zone ?? self.deprecatedTopology["topology.kubernetes.io/zone"]
    }
}

extension EndpointSlice.Conditions: Message {
    init(_ fields: inout Fields) {
        self.init(
            ready: fields.value("ready"),
            serving: fields.value("serving"),
            terminating: fields.value("terminating"))
    }
}

extension EndpointSlice.Hints: Message {
    init(_ fields: inout Fields) {
        self.init(forZones: fields.list("forZones"), forNodes: fields.list("forNodes"))
    }
}

extension EndpointSlice.ForZone: Message {
    init(_ fields: inout Fields) {
        self.init(name: fields.value("name"))
    }
}

extension EndpointSlice.ForNode: Message {
    init(_ fields: inout Fields) {
        self.init(name: fields.value("name"))
    }
}

extension EndpointSlice.Port: Message {
    init(_ fields: inout Fields) {
        self.init(
            name: fields.value("name"),
            port: fields.value("port"),
            protocol: fields.value("protocol"),
            appProtocol: fields.value("appProtocol"))
    }
}

import GatehouseModel

extension Endpoints: KubernetesResource {
    init?(resource fields: inout Fields, isBeingDeleted: Bool) {
        self.init(subsets: fields.list("subsets"))
    }
}

extension Endpoints.Subset: Message {
    init(_ fields: inout Fields) {
        self.init(
            addresses: fields.list("addresses"),
            notReadyAddresses: fields.list("notReadyAddresses"),
            ports: fields.list("ports"))
    }
}

extension Endpoints.Address: Message {
    init(_ fields: inout Fields) {
        self.init(
            ip: fields.value("ip"),
            hostname: fields.value("hostname"),
            nodeName: fields.value("nodeName"),
            targetRef: fields.value("targetRef"))
    }
}

extension Endpoints.Port: Message {
    init(_ fields: inout Fields) {
        self.init(
            name: fields.value("name"),
            port: fields.value("port"),
            protocol: fields.value("protocol"),
            appProtocol: fields.value("appProtocol"))
    }
}

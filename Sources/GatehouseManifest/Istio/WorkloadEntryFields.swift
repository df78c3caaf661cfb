import GatehouseModel

extension WorkloadEntry: Message {
    init(_ fields: inout Fields) {
        self.init(
            address: fields.value("address"),
            ports: fields.map("ports"),
            labels: fields.map("labels"),
            network: fields.value("network"),
            locality: fields.value("locality"),
            weight: fields.value("weight"),
            serviceAccount: fields.value("serviceAccount"))
    }
}

extension WorkloadSelector: Message {
    init(_ fields: inout Fields) {
        self.init(labels: fields.map("labels"))
    }
}

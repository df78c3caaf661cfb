import GatehouseModel

extension DestinationRule: Message {
    init(_ fields: inout Fields) {
        self.init(
            host: fields.value("host"),
            trafficPolicy: fields.value("trafficPolicy"),
            subsets: fields.list("subsets"),
            exportTo: fields.list("exportTo"),
            workloadSelector: fields.value("workloadSelector"))
    }
}

extension Subset: Message {
    init(_ fields: inout Fields) {
        self.init(
            name: fields.value("name"),
            labels: fields.map("labels"),
            trafficPolicy: fields.value("trafficPolicy"))
    }
}

extension TypeWorkloadSelector: Message {
    init(_ fields: inout Fields) {
        self.init(matchLabels: fields.map("matchLabels"))
    }
}

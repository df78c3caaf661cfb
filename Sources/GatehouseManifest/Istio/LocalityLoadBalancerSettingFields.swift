import GatehouseModel

extension LocalityLoadBalancerSetting: Message {
    init(_ fields: inout Fields) {
        self.init(
            distribute: fields.list("distribute"),
            failover: fields.list("failover"),
            failoverPriority: fields.list("failoverPriority"),
            enabled: fields.value("enabled"))
    }
}

extension LocalityLoadBalancerSetting.Distribute: Message {
    init(_ fields: inout Fields) {
        self.init(from: fields.value("from"), to: fields.map("to"))
    }
}

extension LocalityLoadBalancerSetting.Failover: Message {
    init(_ fields: inout Fields) {
        self.init(from: fields.value("from"), to: fields.value("to"))
    }
}

extension ZoneAwareLoadBalancerSetting: Message {
    init(_ fields: inout Fields) {
        self.init(
            enabled: fields.value("enabled"),
            failover: fields.list("failover"),
            failoverPriority: fields.list("failoverPriority"),
            minClusterSize: fields.value("minClusterSize"))
    }
}

extension ZoneAwareLoadBalancerSetting.Failover: Message {
    init(_ fields: inout Fields) {
        self.init(from: fields.value("from"), to: fields.value("to"))
    }
}

import GatehouseModel

extension TrafficPolicy: Message {
    init(_ fields: inout Fields) {
        self.init(
            loadBalancer: fields.value("loadBalancer"),
            connectionPool: fields.value("connectionPool"),
            outlierDetection: fields.value("outlierDetection"),
            tls: fields.value("tls"),
            portLevelSettings: fields.list("portLevelSettings"),
            tunnel: fields.value("tunnel"),
            proxyProtocol: fields.value("proxyProtocol"),
            retryBudget: fields.value("retryBudget"))
    }
}

extension TrafficPolicy.PortTrafficPolicy: Message {
    init(_ fields: inout Fields) {
        self.init(
            port: fields.value("port"),
            loadBalancer: fields.value("loadBalancer"),
            connectionPool: fields.value("connectionPool"),
            outlierDetection: fields.value("outlierDetection"),
            tls: fields.value("tls"))
    }
}

extension TrafficPolicy.TunnelSettings: Message {
    init(_ fields: inout Fields) {
        self.init(
            protocol: fields.value("protocol"),
            targetHost: fields.value("targetHost"),
            targetPort: fields.value("targetPort"))
    }
}

extension TrafficPolicy.ProxyProtocol: Message {
    init(_ fields: inout Fields) {
        self.init(version: fields.value("version"))
    }
}

extension TrafficPolicy.ProxyProtocol.VERSION: Enumeration {}

extension TrafficPolicy.RetryBudget: Message {
    init(_ fields: inout Fields) {
        self.init(
            percent: fields.value("percent"),
            minRetryConcurrency: fields.value("minRetryConcurrency"),
            budgetInterval: fields.value("budgetInterval"))
    }
}

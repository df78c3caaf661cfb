import GatehouseModel

extension TLSRoute: Message {
    init(_ fields: inout Fields) {
        self.init(match: fields.list("match"), route: fields.list("route"))
    }
}

extension TCPRoute: Message {
    init(_ fields: inout Fields) {
        self.init(match: fields.list("match"), route: fields.list("route"))
    }
}

extension RouteDestination: Message {
    init(_ fields: inout Fields) {
        self.init(destination: fields.value("destination"), weight: fields.value("weight"))
    }
}

extension L4MatchAttributes: Message {
    init(_ fields: inout Fields) {
        self.init(
            destinationSubnets: fields.list("destinationSubnets"),
            port: fields.value("port"),
            sourceSubnet: fields.value("sourceSubnet"),
            sourceLabels: fields.map("sourceLabels"),
            gateways: fields.list("gateways"),
            sourceNamespace: fields.value("sourceNamespace"))
    }
}

extension TLSMatchAttributes: Message {
    init(_ fields: inout Fields) {
        self.init(
            sniHosts: fields.list("sniHosts"),
            destinationSubnets: fields.list("destinationSubnets"),
            port: fields.value("port"),
            sourceLabels: fields.map("sourceLabels"),
            gateways: fields.list("gateways"),
            sourceNamespace: fields.value("sourceNamespace"))
    }
}

import GatehouseModel

extension VirtualService: Message {
    init(_ fields: inout Fields) {
        self.init(
            hosts: fields.list("hosts"),
            gateways: fields.list("gateways"),
            http: fields.list("http"),
            tls: fields.list("tls"),
            tcp: fields.list("tcp"),
            exportTo: fields.list("exportTo"))
    }
}

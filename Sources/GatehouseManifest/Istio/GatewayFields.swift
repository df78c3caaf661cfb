import GatehouseModel

extension Gateway: Message {
    init(_ fields: inout Fields) {
        self.init(servers: fields.list("servers"), selector: fields.map("selector"))
    }
}

extension Server: Message {
    init(_ fields: inout Fields) {
        self.init(
            port: fields.value("port"),
            bind: fields.value("bind"),
            hosts: fields.list("hosts"),
            tls: fields.value("tls"),
            defaultEndpoint: fields.value("defaultEndpoint"),
            name: fields.value("name"))
    }
}

extension Port: Message {
    init(_ fields: inout Fields) {
        self.init(
            number: fields.value("number"),
            protocol: fields.value("protocol"),
            name: fields.value("name"),
            targetPort: fields.value("targetPort"))
    }
}

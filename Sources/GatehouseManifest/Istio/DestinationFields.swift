import GatehouseModel

extension Destination: Message {
    init(_ fields: inout Fields) {
        self.init(host: fields.value("host"), subset: fields.value("subset"), port: fields.value("port"))
    }
}

extension PortSelector: Message {
    init(_ fields: inout Fields) {
        self.init(number: fields.value("number"))
    }
}

extension Delegate: Message {
    init(_ fields: inout Fields) {
        self.init(name: fields.value("name"), namespace: fields.value("namespace"))
    }
}

extension Percent: Message {
    init(_ fields: inout Fields) {
        self.init(value: fields.value("value"))
    }
}

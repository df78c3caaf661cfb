import GatehouseModel

extension ServiceEntry: Message {
    init(_ fields: inout Fields) {
        self.init(
            hosts: fields.list("hosts"),
            addresses: fields.list("addresses"),
            ports: fields.list("ports"),
            location: fields.value("location"),
            resolution: fields.value("resolution"),
            endpoints: fields.list("endpoints"),
            workloadSelector: fields.value("workloadSelector"),
            exportTo: fields.list("exportTo"),
            subjectAltNames: fields.list("subjectAltNames"))
    }
}

extension ServiceEntry.Location: Enumeration {}

extension ServiceEntry.Resolution: Enumeration {}

extension ServicePort: Message {
    init(_ fields: inout Fields) {
        self.init(
            number: fields.value("number"),
            protocol: fields.value("protocol"),
            name: fields.value("name"),
            targetPort: fields.value("targetPort"))
    }
}

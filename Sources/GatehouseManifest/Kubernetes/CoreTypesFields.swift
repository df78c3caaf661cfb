import GatehouseModel

extension TransportProtocol: Enumeration {}

extension ObjectReference: Message {
    init(_ fields: inout Fields) {
        self.init(kind: fields.value("kind"), namespace: fields.value("namespace"), name: fields.value("name"))
        fields.ignore("apiVersion", "uid", "resourceVersion", "fieldPath")
    }
}

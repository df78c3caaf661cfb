import GatehouseModel

extension Secret: KubernetesResource {
    init?(resource fields: inout Fields, isBeingDeleted: Bool) {
        self.init(type: fields.value("type"), data: fields.map("data"), immutable: fields.value("immutable"))
        let texts: [String: String] = fields.map("stringData")
        self.data.merge(texts.mapValues { Array($0.utf8) }) { _, text in text }
    }
}

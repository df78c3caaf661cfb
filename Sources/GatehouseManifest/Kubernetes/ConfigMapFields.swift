import GatehouseModel

extension ConfigMap: KubernetesResource {
    init?(resource fields: inout Fields, isBeingDeleted: Bool) {
        self.init(
            data: fields.map("data"), binaryData: fields.map("binaryData"), immutable: fields.value("immutable"))
    }
}

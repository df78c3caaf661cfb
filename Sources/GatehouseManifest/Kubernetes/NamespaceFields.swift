import GatehouseModel

extension Namespace: KubernetesResource {
    init?(resource fields: inout Fields, isBeingDeleted: Bool) {
        self.init()
        fields.ignore("spec", "status")
    }
}

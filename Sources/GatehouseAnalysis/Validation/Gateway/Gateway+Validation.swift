import GatehouseModel

extension Gateway {
    func validate(at: FieldValidator) {
        if self.servers.isEmpty { at["servers"].error("is missing; a Gateway has at least one server") }
        var names: Set<String> = []
        for (index, server) in self.servers.enumerated() {
            let at = at["servers"][index]
            server.validate(at: at)
            // An absent name is reported by the server.
            if let name = server.port?.name, !name.isEmpty, !names.insert(name).inserted {
                at["port"]["name"].error("is \"\(name)\", which another server has; port names are unique in a Gateway")
            }
        }
    }
}

import GatehouseModel

extension VirtualService {
    /// Every destination of the rules and of their mirrors, with its path.
    func forEachDestination(_ body: (FieldPath, Destination?) -> Void) {
        for (index, rule) in self.http.enumerated() {
            let path = FieldPath.spec["http"][index]
            for (position, route) in rule.route.enumerated() {
                body(path["route"][position]["destination"], route.destination)
            }
            if let mirror = rule.mirror { body(path["mirror"], mirror) }
            for (position, mirror) in rule.mirrors.enumerated() {
                body(path["mirrors"][position]["destination"], mirror.destination)
            }
        }
        for (index, rule) in self.tls.enumerated() {
            for (position, route) in rule.route.enumerated() {
                body(.spec["tls"][index]["route"][position]["destination"], route.destination)
            }
        }
        for (index, rule) in self.tcp.enumerated() {
            for (position, route) in rule.route.enumerated() {
                body(.spec["tcp"][index]["route"][position]["destination"], route.destination)
            }
        }
    }
}

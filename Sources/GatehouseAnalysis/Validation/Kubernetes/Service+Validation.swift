import GatehouseModel

/// Light checks of Kubernetes' own kinds: what makes routing to them impossible. An API server has checked the rest;
/// these matter for resources in files.
extension Service {
    func validate(at: FieldValidator) {
        if self.ports.isEmpty && self.type != .externalName && self.clusterIP != "None" {
            at["ports"].error("is missing; a Service has at least one port")
        }
        if self.type == .externalName {
            at["externalName"].error(is: DomainName.problem(in: self.externalName ?? ""))
        }
        at["selector"].checkLabels(self.selector)
        var names: Set<String> = []
        for (index, port) in self.ports.enumerated() {
            let at = at["ports"][index]
            let name = port.name ?? ""
            if name.isEmpty && self.ports.count > 1 {
                at["name"].error("is missing; the ports of a Service with several have names")
            } else if !name.isEmpty {
                at["name"].checkPortName(name)
                if !names.insert(name).inserted { at["name"].error("is \"\(name)\", which another port has") }
            }
            at["port"].checkPort(port.port ?? 0)
            at["nodePort"].checkPortUnlessZero(port.nodePort)
            port.validateTarget(at: at["targetPort"])
        }
    }
}

extension Service.Port {
    fileprivate func validateTarget(at: FieldValidator) {
        switch self.targetPort {
        case .int(let number): at.checkPort(number)
        case .string(let name):
            if !DNSLabel.isValid(name) || name.utf8.count > 15 {
                at.error("is \"\(name)\"; a number, or a container port's name of at most 15 letters, is needed")
            }
        case nil: break
        }
    }
}

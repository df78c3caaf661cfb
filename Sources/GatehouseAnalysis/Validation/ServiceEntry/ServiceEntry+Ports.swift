import GatehouseModel

extension ServiceEntry {
    /// The label that turns the automatic assignment of addresses off.
    private static let autoAllocationLabel = "networking.istio.io/enable-autoallocate-ip"

    func validatePorts(at: FieldValidator, labels: [String: String]) {
        at.checkCount(self.ports.count, atMost: 256)
        var names: Set<String> = []
        var numbers: Set<UInt32> = []
        for (index, port) in self.ports.enumerated() {
            let at = at[index]
            if port == ServicePort() {
                at.error("is empty; a port has a `number` and a `name`")
                continue
            }
            let name = port.name ?? ""
            let number = port.number ?? 0
            if !names.insert(name).inserted { at["name"].error("is \"\(name)\", which another port has") }
            if !numbers.insert(number).inserted { at["number"].error("is \(number), which another port has") }
            at["name"].checkPortName(name)
            at["number"].checkPort(number)
            at["targetPort"].checkPort(port.targetPort)
            self.validateProtocol(port.protocol ?? "", at: at["protocol"], labels: labels)
        }
    }

    private func validateProtocol(_ name: String, at: FieldValidator, labels: [String: String]) {
        if !name.isEmpty && PortProtocol(named: name) == nil {
            at.error("is \"\(name)\"; allowed are \(PortProtocol.offered)")
        }
        if self.addresses.isEmpty && !self.getsAddress(labels: labels) && (name.isEmpty || name == "TCP") {
            at.warning("is TCP, which sidecars tell apart by `addresses`, and there are none")
        }
    }

    private func getsAddress(labels: [String: String]) -> Bool {
        self.effectiveResolution != .noResolution && labels[Self.autoAllocationLabel]?.lowercased() != "false"
    }
}

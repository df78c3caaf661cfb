import GatehouseModel

extension WorkloadEntry {
    /// What an entry is part of, which decides what its address and ports may be.
    enum Role {
        /// A resource of its own, selected by any ServiceEntry.
        case resource
        /// An endpoint of a ServiceEntry with these ports; a name if it is looked up in DNS, else an address.
        case endpoint(ports: Set<String>, mayBeName: Bool)
    }

    func validate(at: FieldValidator, as role: Role) {
        self.validateAddress(at: at["address"], as: role)
        self.validatePorts(at: at["ports"], as: role)
        at["labels"].checkCount(self.labels.count, atMost: 256)
        at["labels"].checkLabels(self.labels)
        at["network"].checkLength(self.network, atMost: 2048)
        at["locality"].checkLength(self.locality, atMost: 2048)
        at["serviceAccount"].checkLength(self.serviceAccount, atMost: 253)
    }

    private var isOnUnixSocket: Bool { self.address?.hasPrefix(UnixAddress.prefix) == true }

    private func validateAddress(at: FieldValidator, as role: Role) {
        let address = self.address ?? ""
        at.checkLength(address, atMost: 256)
        if address.isEmpty { return self.validateMissingAddress(at: at, as: role) }
        if IPAddress.isValid(address) { return }
        switch role {
        case .endpoint(_, mayBeName: true):
            // A Unix socket is neither name nor address, and DNS can't find it.
            if DomainName.problem(in: address) != nil {
                at.error("is \"\(address)\"; a host name or an IP address is needed")
            }
        case .endpoint(_, mayBeName: false):
            if !self.isOnUnixSocket { return at.error("is \"\(address)\"; with STATIC it is an IP address or unix://") }
            self.validateSocket(address, at: at)
        case .resource:
            if self.isOnUnixSocket { return self.validateSocket(address, at: at) }
            if DomainName.problem(in: address) != nil {
                at.error("is \"\(address)\"; a host name, an IP address or unix:// and a path is needed")
            }
        }
    }

    /// Elsewhere in a mesh of several networks, an address can be left to the network's gateway.
    private func validateMissingAddress(at: FieldValidator, as role: Role) {
        let mayBeAbsent = if case .endpoint(_, mayBeName: true) = role { false } else { true }
        guard mayBeAbsent, let network = self.network, !network.isEmpty else {
            return at.error("is missing; say where the workload is")
        }
        at.warning("is missing, so traffic goes to the gateway of the network \(network)")
    }

    private func validateSocket(_ address: String, at: FieldValidator) {
        if let problem = UnixAddress.problem(in: address) {
            at.error(is: problem)
        } else if address.hasSuffix("/") {
            at.error("is \"\(address)\", which is a directory; a Unix socket is a file")
        }
    }

    private func validatePorts(at: FieldValidator, as role: Role) {
        if self.isOnUnixSocket && !self.ports.isEmpty {
            at.error("is set, but a Unix socket has no ports")
        }
        at.checkCount(self.ports.count, atMost: 128)
        for (name, port) in self.ports.sorted(by: { $0.key < $1.key }) {
            at[name].checkPort(port)
            // The schema of these maps allows one byte less than a DNS label has.
            if !DNSLabel.isValid(name) || name.utf8.count == DNSLabel.maximumLength {
                at[name].error("is for a port named \"\(name)\"; a name is 1 to 62 letters, digits and inner hyphens")
            }
            if case .endpoint(let ports, _) = role, !ports.contains(name) {
                at[name].error("is for a port named \"\(name)\", which the ServiceEntry does not have")
            }
        }
        if self.isOnUnixSocket, case .endpoint(let ports, _) = role, ports.count != 1 {
            at.error("can't tell the \(ports.count) ports of the ServiceEntry apart on a Unix socket; keep one there")
        }
    }
}

import GatehouseModel

extension ServiceEntry {
    func validate(at: FieldValidator, metadata: Metadata) {
        self.validateSelector(at: at)
        self.validateHosts(at: at["hosts"])
        self.validateAddresses(at: at["addresses"])
        self.validatePorts(at: at["ports"], labels: metadata.labels)
        at["endpoints"].checkCount(self.endpoints.count, atMost: 4096)
        self.validateResolution(at: at, labels: metadata.labels)
        self.validateHostsAgainstPorts(at: at["hosts"])
        at["exportTo"].checkExportTo(self.exportTo, namespace: metadata.namespace, mayHide: true)
    }

    /// The resolution in force; NONE is the default.
    var effectiveResolution: Resolution { self.resolution ?? .noResolution }

    private func validateSelector(at: FieldValidator) {
        guard let selector = self.workloadSelector else { return }
        if !self.endpoints.isEmpty { at["workloadSelector"].error("can't stand beside `endpoints`; keep one") }
        guard at["workloadSelector"]["labels"].checkSelectorLabels(selector.labels, atMost: 256) else { return }
        if selector.labels.isEmpty {
            at["workloadSelector"].warning("has no `labels`, so it selects every workload of the namespace")
        }
        if self.effectiveResolution == .noResolution {
            at["workloadSelector"].warning("has no effect on a sidecar when `resolution` is NONE; STATIC is usual")
        }
    }

    private func validateHosts(at: FieldValidator) {
        if self.hosts.isEmpty { at.error("is missing; a ServiceEntry has at least one host") }
        at.checkCount(self.hosts.count, atMost: 256)
        for (index, host) in self.hosts.enumerated() {
            if host == "*" {
                at[index].error("is \"*\", which would be every service; name a host or a domain below a wildcard")
                continue
            }
            at[index].error(is: DomainName.wildcardProblem(in: host))
            if self.effectiveResolution != .dynamicDns && host.contains("*") && !host.hasPrefix("*.") {
                at[index].warning("is \"\(host)\"; a wildcard stands for whole labels, as in *.example.com")
            }
        }
    }

    private func validateAddresses(at: FieldValidator) {
        at.checkCount(self.addresses.count, atMost: 256)
        at.checkSubnets(self.addresses)
        for (index, address) in self.addresses.enumerated() {
            at[index].checkLength(address, atMost: 64)
            if address.contains("/"), ![.noResolution, .static].contains(self.effectiveResolution) {
                at[index].error("is a block, which goes with the resolutions NONE and STATIC only")
            }
        }
    }

    /// Behind one address, plain TCP does not tell which of several hosts was meant.
    private func validateHostsAgainstPorts(at: FieldValidator) {
        guard self.effectiveResolution != .noResolution, self.hosts.count > 1 else { return }
        let opaque = self.ports.first {
            guard let named = PortProtocol(named: $0.protocol ?? "") else { return true }
            return !named.isHTTP && !named.isTLS
        }
        if let opaque {
            at.error(
                "has \(self.hosts.count) entries, which the port \(opaque.number ?? 0) can't tell apart; "
                    + "only HTTP, HTTPS and TLS ports go with several hosts")
        }
    }
}

import GatehouseModel

extension ServiceEntry {
    /// What each way of finding endpoints wants (semantics S1, S2).
    func validateResolution(at: FieldValidator, labels: [String: String]) {
        switch self.effectiveResolution {
        case .noResolution:
            if !self.endpoints.isEmpty {
                at["endpoints"].error("is set, but `resolution` is NONE; use STATIC for addresses and DNS for names")
            }
        case .static:
            for (index, endpoint) in self.endpoints.enumerated() {
                endpoint.validate(at: at["endpoints"][index], as: .endpoint(ports: self.portNames, mayBeName: false))
            }
        case .dns: self.validateDNS(at: at)
        case .dnsRoundRobin:
            if self.endpoints.count > 1 {
                at["endpoints"].error("has \(self.endpoints.count) entries; DNS_ROUND_ROBIN takes one at most")
            }
            self.validateDNS(at: at)
        case .dynamicDns: self.validateDynamicDNS(at: at, labels: labels)
        }
    }

    private var portNames: Set<String> { Set(self.ports.map { $0.name ?? "" }) }

    private func validateDNS(at: FieldValidator) {
        if self.endpoints.isEmpty {
            // Without endpoints the hosts themselves are resolved.
            for (index, host) in self.hosts.enumerated() where host.hasPrefix("*") {
                at["hosts"][index].error("is \"\(host)\", which DNS can't resolve; give `endpoints` or a whole name")
            }
            for (index, host) in self.hosts.enumerated() where !host.hasPrefix("*") && !host.contains(".") {
                at["hosts"][index].error(is: DomainName.problem(in: host))
            }
        }
        for (index, endpoint) in self.endpoints.enumerated() {
            endpoint.validate(at: at["endpoints"][index], as: .endpoint(ports: self.portNames, mayBeName: true))
        }
        let hasTCP = self.ports.contains { PortProtocol(named: $0.protocol ?? "")?.isTCP == true }
        if !self.addresses.isEmpty && hasTCP && self.hosts.count > 1 {
            at["addresses"].warning("stand for \(self.hosts.count) hosts, which TCP ports can't tell apart")
        }
    }

    private func validateDynamicDNS(at: FieldValidator, labels: [String: String]) {
        for (index, host) in self.hosts.enumerated() where !host.hasPrefix("*") {
            at["hosts"][index].error("is \"\(host)\"; DYNAMIC_DNS is for wildcards such as *.example.com")
        }
        for (field, isSet) in [("addresses", !self.addresses.isEmpty), ("endpoints", !self.endpoints.isEmpty)]
        where isSet {
            at[field].error("is set, but DYNAMIC_DNS looks every host up in DNS; leave it out")
        }
        for (index, port) in self.ports.enumerated() {
            let name = port.protocol ?? ""
            if let named = PortProtocol(named: name), [.http, .tls, .grpc, .http2].contains(named) { continue }
            at["ports"][index]["protocol"].error("is \"\(name)\"; DYNAMIC_DNS takes HTTP, HTTP2, GRPC and TLS")
        }
        let waypoint = labels["istio.io/use-waypoint"] ?? ""
        if self.location == .meshInternal && !waypoint.isEmpty && waypoint.lowercased() != "none" {
            at["location"].error("is MESH_INTERNAL, which DYNAMIC_DNS does not support behind a waypoint")
        }
    }
}

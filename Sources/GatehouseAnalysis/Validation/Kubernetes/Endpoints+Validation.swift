import GatehouseModel

extension Endpoints {
    func validate(at: FieldValidator) {
        for (index, subset) in self.subsets.enumerated() {
            let at = at["subsets"][index]
            for (field, addresses) in [
                ("addresses", subset.addresses), ("notReadyAddresses", subset.notReadyAddresses),
            ] {
                for (position, address) in addresses.enumerated() where !IPAddress.isValid(address.ip ?? "") {
                    at[field][position]["ip"].error("is \"\(address.ip ?? "")\"; an IP address is needed")
                }
            }
            for (position, port) in subset.ports.enumerated() {
                at["ports"][position]["port"].checkPort(port.port ?? 0)
            }
        }
    }
}

extension EndpointSlice {
    func validate(at: FieldValidator) {
        if self.addressType == nil { at["addressType"].error("is missing; allowed are IPv4, IPv6 and FQDN") }
        for (index, endpoint) in self.endpoints.enumerated() {
            for (position, address) in endpoint.addresses.enumerated() {
                at["endpoints"][index]["addresses"][position].check(address, of: self.addressType)
            }
        }
        // A port without a number stands for all ports.
        for (index, port) in self.ports.enumerated() { at["ports"][index]["port"].checkPort(port.port) }
    }
}

extension FieldValidator {
    fileprivate func check(_ address: String, of type: EndpointSlice.AddressType?) {
        switch type {
        case .ipv4 where IPAddress.family(of: address) != .v4:
            self.error("is \"\(address)\"; an IPv4 address is needed")
        case .ipv6 where IPAddress.family(of: address) != .v6:
            self.error("is \"\(address)\"; an IPv6 address is needed")
        case .fqdn: self.error(is: DomainName.problem(in: address))
        case .ipv4, .ipv6, nil: break
        }
    }
}

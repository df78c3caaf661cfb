import GatehouseModel

extension TLSRoute {
    func validate(at: FieldValidator, in virtualService: VirtualService) {
        if self.match.isEmpty { at["match"].error("is missing; a tls route is chosen by `sniHosts`") }
        for (index, match) in self.match.enumerated() {
            match.validate(at: at["match"][index], in: virtualService)
        }
        at["route"].checkRouteDestinations(self.route)
    }
}

extension TCPRoute {
    func validate(at: FieldValidator) {
        for (index, match) in self.match.enumerated() { match.validate(at: at["match"][index]) }
        at["route"].checkRouteDestinations(self.route)
    }
}

extension L4MatchAttributes {
    fileprivate func validate(at: FieldValidator) {
        at["destinationSubnets"].checkSubnets(self.destinationSubnets)
        at["port"].checkPortUnlessZero(self.port)
        at["sourceLabels"].checkLabels(self.sourceLabels)
        at["gateways"].checkGatewayNames(self.gateways)
    }
}

extension TLSMatchAttributes {
    fileprivate func validate(at: FieldValidator, in virtualService: VirtualService) {
        if self.sniHosts.isEmpty { at["sniHosts"].error("is missing; a tls match names at least one") }
        for (index, name) in self.sniHosts.enumerated() {
            at["sniHosts"][index].checkServerName(name, in: virtualService)
        }
        at["destinationSubnets"].checkSubnets(self.destinationSubnets)
        at["port"].checkPortUnlessZero(self.port)
        at["sourceLabels"].checkLabels(self.sourceLabels)
        at["gateways"].checkGatewayNames(self.gateways)
    }
}

extension FieldValidator {
    fileprivate func checkRouteDestinations(_ route: [RouteDestination]) {
        if route.isEmpty { self.error("is missing; say where the traffic goes") }
        for (index, entry) in route.enumerated() {
            self[index].checkDestination(entry.destination)
            self[index]["weight"].checkWeight(entry.weight)
        }
        self.checkWeights(route.map(\.weight))
    }

    /// A server name of a VirtualService is one of its hosts, or below one of its wildcards.
    fileprivate func checkServerName(_ name: String, in virtualService: VirtualService) {
        // Without gateways it is bound to sidecars, but names are read as a gateway would; Istio does the same.
        let isRelayed = !virtualService.gateways.contains("mesh") && AutoPassthroughName.hasForm(name)
        let problem = isRelayed ? AutoPassthroughName.problem(in: name) : DomainName.wildcardProblem(in: name)
        if problem != nil && IPAddress.isValid(name) {
            return self.warning("is the IP address \(name); clients send no SNI when they connect to an address")
        }
        if let problem { return self.error(is: problem) }
        if !virtualService.hosts.contains(where: { HostOverlap(name).isSubset(of: HostOverlap($0)) }) {
            let hosts = virtualService.hosts.joined(separator: ", ")
            self.error("is \"\(name)\", which is not covered by the VirtualService's hosts (\(hosts)); add it there")
        }
    }
}
